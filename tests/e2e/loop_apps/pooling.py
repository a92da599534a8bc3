"""`def` handlers, which run in the thread pool.

| route | answer |
|---|---|
| `GET /thread` | whether this is the loop's thread, whether a loop runs here, and the thread's name |
| `GET /block` | once released |
| `POST /release/{count}` | lets so many of those that block go |
| `GET /blocking/{count}` | once so many block at this moment |
| `GET /running/{count}` | once the engine runs so many requests, this one included |
| `GET /async` | answered on the loop |
| `GET /context/{value}` | the context variable as found; it is then set to the value |
| `GET /own-loop` | what a loop of its own, run in the thread, gives |
| `GET /raise/{kind}` | raises; "exit" is SystemExit |
| `GET /rendered` | what its response class saw of the task and the context when it made the body |
| `GET /lines/{count}` | streams lines from a generator, and where it runs |
| `GET /lines-async/{count}` | the same, returned by an `async def` handler |
| `GET /flood` | streams for ever from a generator |
| `GET /produced` | how many blocks the floods have produced |
| `GET /ended/{count}` | once so many floods have ended |
| `GET /breaks` | streams a line and fails |
| `POST /threads/{able}` | whether new threads can be started from now on: "able" or "unable" |
| `GET /stats` | the engine's counts |
"""

from __future__ import annotations

import asyncio
import contextvars
import sys
import threading
from collections.abc import Iterator
from typing import Any, Never

from fasterapi import App, HTTPException, JSONResponse, StreamingResponse

from .observing import Gauge, add_stats, engine

app = App()
add_stats(app)

VARIABLE: contextvars.ContextVar[str] = contextvars.ContextVar("VARIABLE", default="default")

_loops_thread = threading.get_ident()
_released = threading.Semaphore(0)
_blocking = Gauge()
_produced = Gauge()
_ended = Gauge()
_start_thread = threading.Thread.start


def _here() -> dict[str, Any]:
    try:
        asyncio.get_running_loop()
        loop = True
    except RuntimeError:
        loop = False
    here = threading.current_thread()
    return {"on_the_loop": here.ident == _loops_thread, "loop": loop, "daemon": here.daemon}


@app.get("/thread")
def thread() -> dict[str, Any]:
    return _here()


@app.get("/block")
def block() -> str:
    _blocking.add(1)
    _released.acquire()
    _blocking.add(-1)
    return "released"


@app.post("/release/{count}")
async def release(count: int) -> None:
    _released.release(count)


@app.get("/blocking/{count}")
async def blocking(count: int) -> int:
    return await _blocking.becomes(lambda now: now == count)


@app.get("/running/{count}")
async def running(count: int) -> int:
    # This one is suspended while it looks, and so counts.
    await asyncio.sleep(0)
    while engine().stats()["requests_running"] != count:  # noqa: ASYNC110  (nobody tells)
        await asyncio.sleep(0.001)
    return _blocking.value


@app.get("/async")
async def on_the_loop() -> str:
    return "on the loop"


@app.get("/context/{value}")
def context(value: str) -> str:
    found = VARIABLE.get()
    VARIABLE.set(value)
    return found


@app.get("/own-loop")
def own_loop() -> str:
    return asyncio.run(asyncio.sleep(0.001, "another loop"))


@app.get("/raise/{kind}")
def raise_it(kind: str) -> Never:
    match kind:
        case "http":
            raise HTTPException(418, "tea")
        case "stop":
            raise StopIteration
        case "cancelled":
            raise asyncio.CancelledError
        case "exit":
            sys.exit(3)
    raise ValueError(kind)


class Rendered(JSONResponse):
    def render(self, content: Any) -> bytes:
        task = asyncio.current_task()
        seen = {"task": task is not None and not task.done(), "variable": VARIABLE.get(), "name": "none"}
        if task is not None:
            seen["name"] = task.get_name()
            task.set_name("rendering")
        VARIABLE.set("rendering")
        return super().render(seen)


@app.get("/rendered", response_class=Rendered)
def rendered() -> None:
    VARIABLE.set("of the handler's thread")


def _lines(count: int) -> Iterator[str]:
    for number in range(count):
        here = _here()
        yield f"{number} {here['on_the_loop']} {here['loop']} {VARIABLE.get()}\n"


@app.get("/lines/{count}")
def lines(count: int) -> StreamingResponse:
    return StreamingResponse(_lines(count))


@app.get("/lines-async/{count}")
async def lines_async(count: int) -> StreamingResponse:
    VARIABLE.set("of the handler")
    return StreamingResponse(_lines(count))


@app.get("/flood")
def flood() -> StreamingResponse:
    def blocks() -> Iterator[bytes]:
        try:
            while True:
                _produced.add(1)
                yield b"x" * 16384
        finally:
            _ended.add(1)

    return StreamingResponse(blocks())


@app.get("/produced")
async def produced() -> int:
    return _produced.value


@app.get("/ended/{count}")
async def ended(count: int) -> int:
    return await _ended.becomes(lambda now: now == count)


@app.get("/breaks")
def breaks() -> StreamingResponse:
    def one_line() -> Iterator[str]:
        yield "one line\n"
        raise ValueError("broken")

    return StreamingResponse(one_line())


@app.post("/threads/{able}")
async def threads(able: str) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    threading.Thread.start = _start_thread if able == "able" else refuse  # type: ignore[method-assign]  # it is the fault
