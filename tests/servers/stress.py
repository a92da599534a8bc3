"""The application under test, and handlers that say from inside what happens to them.

| route | answer |
|---|---|
| `GET /hold` | `released`, once `POST /release` was called |
| `GET /held/{count}` | once so many handlers have come to hold |
| `GET /cancelled/{count}` | once so many of the handlers that hold or flood were cancelled |
| `GET /flood` | `x` without end |
| `GET /flooded` | how many bytes all floods have produced |
| `GET /process` | the worker's process id |
| `POST /crash` | none: the worker kills itself |
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator

from fasterapi import PlainTextResponse, Response, StreamingResponse

from tests.servers.app import app


class Tally:
    """A number that only grows and can be waited for."""

    def __init__(self) -> None:
        self.value = 0
        self._grown = asyncio.Event()

    def add(self, count: int) -> None:
        self.value += count
        self._grown.set()
        self._grown = asyncio.Event()

    async def reaches(self, value: int) -> None:
        while self.value < value:
            await self._grown.wait()


_held = Tally()
_cancelled = Tally()
_flooded = Tally()
_released = asyncio.Event()
_BLOCK = b"x" * 16384


@app.get("/hold", response_class=PlainTextResponse)
async def hold() -> str:
    _held.add(1)
    try:
        await _released.wait()
    except asyncio.CancelledError:
        _cancelled.add(1)
        raise
    return "released"


@app.post("/release", response_class=PlainTextResponse)
async def release() -> str:
    _released.set()
    return "released"


@app.get("/held/{count}", response_class=PlainTextResponse)
async def held(count: int) -> str:
    await _held.reaches(count)
    return str(_held.value)


@app.get("/cancelled/{count}", response_class=PlainTextResponse)
async def cancelled(count: int) -> str:
    await _cancelled.reaches(count)
    return str(_cancelled.value)


@app.get("/flood")
async def flood() -> Response:
    async def blocks() -> AsyncIterator[bytes]:
        try:
            while True:
                await asyncio.sleep(0)
                _flooded.add(len(_BLOCK))
                yield _BLOCK
        except (asyncio.CancelledError, GeneratorExit):
            _cancelled.add(1)
            raise

    return StreamingResponse(blocks(), media_type="application/octet-stream")


@app.get("/flooded", response_class=PlainTextResponse)
async def flooded() -> str:
    return str(_flooded.value)


@app.get("/process", response_class=PlainTextResponse)
async def process() -> str:
    return str(os.getpid())


@app.post("/crash")
async def crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
