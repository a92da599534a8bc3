"""What clients within the process ask for: errors, bodies as they come, cookies, where they are mounted."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import AsyncIterator
from typing import Any

from fasterapi import (
    App,
    BackgroundTask,
    HTTPException,
    RedirectResponse,
    Request,
    Response,
    StreamingResponse,
)

app = App()


class BrokenError(Exception):
    """What the handlers here raise."""


@app.get("/seen")
async def seen(request: Request) -> dict[str, Any]:
    return {
        "base_url": str(request.base_url),
        "client": request.client,
        "headers": dict(request.headers),
        "http_version": request.http_version,
        "path": request.path,
        "query": request.query_string.decode(),
        "raw_path": request.raw_path.decode(),
        "root_path": request.root_path,
        "scheme": request.scheme,
        "server": request.server,
        "url": str(request.url),
    }


@app.get("/items/{number:int}")
async def item(number: int) -> int:
    return number


@app.get("/slash/")
async def slash() -> str:
    return "slash"


@app.get("/broken")
async def broken() -> None:
    raise BrokenError("async")


@app.get("/broken/pool")
def broken_in_the_pool() -> None:
    raise BrokenError("pool")


@app.get("/broken/json")
async def broken_json() -> object:
    return object()


@app.get("/broken/stream")
async def broken_stream() -> Response:
    async def content() -> AsyncIterator[bytes]:
        yield b"some"
        await asyncio.sleep(0.01)
        raise BrokenError("stream")

    return StreamingResponse(content())


@app.get("/refused")
async def refused() -> None:
    raise HTTPException(500, "expected", {"x-a": "b"})


@app.get("/exit")
async def leave() -> None:
    raise SystemExit(3)


@app.post("/body")
async def body(request: Request) -> dict[str, Any]:
    content = await request.body()
    return {
        "length": len(content),
        "type": request.headers.get("content-type"),
        "start": content[:20].decode(),
    }


@app.post("/echo")
async def echo(request: Request) -> Response:
    async def pieces() -> AsyncIterator[bytes]:
        async for piece in request.stream():
            yield piece

    return StreamingResponse(pieces())


@app.post("/early")
async def early() -> str:
    return "not read"


@app.get("/cookies")
async def cookies(request: Request) -> dict[str, str]:
    return request.cookies


@app.get("/login")
async def login() -> Response:
    response = RedirectResponse("/cookies", 303)
    response.set_cookie("session", "1")
    return response


class Ticking:
    """An endless stream, and how it ended."""

    def __init__(self) -> None:
        self.ended = False

    async def content(self) -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"tick"
                await asyncio.sleep(0.001)
        finally:
            self.ended = True


ticking = Ticking()


@app.get("/ticks")
async def ticks() -> Response:
    ticking.ended = False
    return StreamingResponse(ticking.content())


done: list[str] = []


@app.get("/background/{what}")
async def background(what: str) -> Response:
    async def work() -> None:
        await asyncio.sleep(0.01)
        if what == "broken":
            raise BrokenError("background")
        done.append(what)

    content = iter([b"some", b"more"]) if what == "stream" else None
    response = Response(what) if content is None else StreamingResponse(content)
    response.background = BackgroundTask(work)
    return response


@app.get("/slow")
async def slow() -> str:
    await asyncio.sleep(0.01)
    return "slow"


@app.get("/thread")
async def thread() -> str:
    return threading.current_thread().name


gates: dict[str, asyncio.Event] = {}


@app.get("/gates/{name}/wait")
async def wait_at_gate(name: str) -> str:
    await gates.setdefault(name, asyncio.Event()).wait()
    return "passed"


@app.get("/gates/{name}/open")
async def open_gate(name: str) -> bool:
    gates.setdefault(name, asyncio.Event()).set()
    return True


class Cleaning:
    """A handler that is cancelled, and whether it could clean up."""

    begun = False
    ended = False


@app.get("/cleaning")
async def cleaning() -> None:
    Cleaning.begun, Cleaning.ended = True, False
    try:
        await asyncio.sleep(3600)
    finally:
        await asyncio.sleep(0)
        Cleaning.ended = True


who: contextvars.ContextVar[str] = contextvars.ContextVar("who", default="nobody")


@app.get("/context")
async def context() -> str:
    before = who.get()
    who.set("changed by a handler")
    return before


@app.get("/context/pool")
def context_in_the_pool() -> str:
    return who.get()


@app.get("/ticks/ended")
async def ticks_ended() -> bool:
    while not ticking.ended:  # noqa: ASYNC110  (nobody tells)
        await asyncio.sleep(0.001)
    return True


@app.get("/itself")
async def itself() -> Any:
    """Ask this very application, by ASGI, from within a handler."""
    import httpx

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://inner") as client:
        return (await client.get("/seen")).json()
