"""Handlers of every kind, and a count of what is left of them. The garbage collector never starts by itself.

| route | answer |
|---|---|
| `GET /kind/{kind}` | null, by a handler of that kind |
| `GET /kind-def`, `GET /kind-def-inline`, `GET /kind-def-stream` | null, by `def` handlers |
| `GET /wait` | none: waits for ever |
| `GET /began/{count}`, `GET /left/{count}` | once so many have begun to wait, were left by their client |
| `GET /census` | what there is in the process now |
"""

from __future__ import annotations

import asyncio
import contextvars
import gc
import sys
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Never

import anyio
from fasterapi import App, HTTPException, Request, StreamingResponse, _core

from .observing import Tally, engine, resident_bytes
from .scenarios import current, forever

app = App()

VARIABLE: contextvars.ContextVar[object] = contextvars.ContextVar("VARIABLE")

_kept: deque[asyncio.Task[Any]] = deque(maxlen=4)
_began = Tally()
_left = Tally()
_length = {"content-length": "4"}


async def _inline() -> None:
    return None


async def _sleep() -> None:
    await asyncio.sleep(0)


async def _future() -> None:
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, None)
    await future


async def _future_error() -> None:
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_exception, LookupError())
    try:
        await future
    except LookupError:
        del future


async def _kept_task() -> None:
    _kept.append(current())


async def _kept_and_waited() -> None:
    _kept.append(current())
    await asyncio.sleep(0)
    await _future()


async def _callback() -> None:
    current().add_done_callback(lambda _: None)


async def _context() -> None:
    VARIABLE.set(object())
    await asyncio.sleep(0)


async def _deadline() -> None:
    async with asyncio.timeout(60):
        await _future()


async def _group() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(_future())
        group.create_task(_inline())


async def _cancelled() -> None:
    asyncio.get_running_loop().call_soon(current().cancel)
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        current().uncancel()


async def _anyio() -> None:
    with anyio.move_on_after(60):
        await anyio.lowlevel.checkpoint()


async def _http_error() -> Never:
    raise HTTPException(404)


async def _error() -> Never:
    await asyncio.sleep(0)
    raise LookupError("logged, and not shown")


async def _stream() -> StreamingResponse:
    async def pieces() -> AsyncIterator[str]:
        yield "nu"
        await asyncio.sleep(0)
        yield "ll"

    return StreamingResponse(pieces(), headers=_length)


def _pieces() -> Iterator[str]:
    yield "nu"
    yield "ll"


async def _stream_sync() -> StreamingResponse:
    return StreamingResponse(_pieces(), headers=_length)


KINDS: dict[str, Callable[[], Awaitable[Any]]] = {
    "inline": _inline,
    "sleep": _sleep,
    "future": _future,
    "future-error": _future_error,
    "kept-task": _kept_task,
    "kept-and-waited": _kept_and_waited,
    "callback": _callback,
    "context": _context,
    "deadline": _deadline,
    "group": _group,
    "cancelled": _cancelled,
    "anyio": _anyio,
    "http-error": _http_error,
    "error": _error,
    "stream": _stream,
    "stream-sync": _stream_sync,
}


@app.get("/kind/{kind}")
async def run(kind: str) -> Any:
    return await KINDS[kind]()


@app.get("/wait")
async def wait() -> None:
    _began.add()
    try:
        await forever()
    finally:
        _left.add()


@app.get("/began/{count}")
async def began(count: int) -> int:
    return await _began.reaches(count)


@app.get("/left/{count}")
async def left(count: int) -> int:
    return await _left.reaches(count)


@app.get("/kind-def")
def run_def(request: Request) -> None:
    assert request.path == "/kind-def"


@app.get("/kind-def-inline", blocking=False)
def run_def_inline() -> None:
    return None


@app.get("/kind-def-stream")
def run_def_stream() -> StreamingResponse:
    return StreamingResponse(_pieces(), headers=_length)


HANDLERS = (run, run_def, run_def_inline, run_def_stream, *KINDS.values())


@app.get("/census")
async def census() -> dict[str, Any]:
    garbage = gc.collect()
    return {
        "garbage": garbage,
        "objects": len(gc.get_objects()),
        "blocks": sys.getallocatedblocks(),
        "references": sum(map(sys.getrefcount, HANDLERS)),
        "none": sys.getrefcount(None),
        "resident": resident_bytes(),
        "sanitized": _core.build_info()["sanitizers"] != "",
        **engine().stats(),
    }


gc.disable()
