"""The benchmark routes on FasterAPI: one pair for each way a handler can run."""

import asyncio
import threading

from fasterapi import App, PlainTextResponse

app = App()
calls = 0
lock = threading.Lock()


@app.get("/calls", response_class=PlainTextResponse)
async def count() -> str:
    return str(calls)


@app.get("/plaintext", response_class=PlainTextResponse)
async def plaintext() -> str:
    global calls
    calls += 1
    return "Hello, World!"


@app.get("/json")
async def json() -> dict[str, str]:
    global calls
    calls += 1
    return {"message": "Hello, World!"}


@app.get("/inline/plaintext", response_class=PlainTextResponse, blocking=False)
def inline_plaintext() -> str:
    global calls
    calls += 1
    return "Hello, World!"


@app.get("/inline/json", blocking=False)
def inline_json() -> dict[str, str]:
    global calls
    calls += 1
    return {"message": "Hello, World!"}


@app.get("/suspend/plaintext", response_class=PlainTextResponse)
async def suspend_plaintext() -> str:
    global calls
    calls += 1
    await asyncio.sleep(0)
    return "Hello, World!"


@app.get("/suspend/json")
async def suspend_json() -> dict[str, str]:
    global calls
    calls += 1
    await asyncio.sleep(0)
    return {"message": "Hello, World!"}


@app.get("/pool/plaintext", response_class=PlainTextResponse)
def pool_plaintext() -> str:
    global calls
    with lock:
        calls += 1
    return "Hello, World!"


@app.get("/pool/json")
def pool_json() -> dict[str, str]:
    global calls
    with lock:
        calls += 1
    return {"message": "Hello, World!"}
