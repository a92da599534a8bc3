"""Handlers that act on the whole process: its loop, its signals, its end.

| route | answer |
|---|---|
| `GET /raise/{what}/{when}` | raises SystemExit ("exit") or KeyboardInterrupt ("interrupt") |
| `GET /stop-loop` | stops the loop, as nobody should |
| `GET /signal/{when}` | sends the process SIGUSR1, and says what its handler was given |
| `GET /hurt` | sends the process SIGINT; a tenth of a second later those that hold go |
| `GET /spin` | none: it lets others go first, and no more |
| `GET /busy/{when}/{milliseconds}` | holds the loop so long |
| `GET /busy-stream/{when}/{milliseconds}` | the same, by the generator of a stream |
| `GET /busy-def/{milliseconds}` | the same, by a `def` handler on the loop |
| `GET /call/{how}` | has something called, in that way |
| `GET /fired/{count}` | once so many of these calls were made |
| `GET /hold` | once released |
| `POST /release` | lets it go |

Where there is `when`, that is "inline", "yielded" (after a sleep of no time) or "suspended" (after a future).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from types import FrameType
from typing import Any

from fasterapi import App, StreamingResponse

from .observing import Tally
from .scenarios import current

app = App()

_signalled: list[str] = []
_timers = Tally()
_released = asyncio.Event()


def _on_signal(number: int, frame: FrameType | None) -> None:
    _signalled.append(signal.Signals(number).name)


def _on_last_signal(number: int, frame: FrameType | None) -> None:
    sys.exit(9)


signal.signal(signal.SIGUSR1, _on_signal)
signal.signal(signal.SIGUSR2, _on_last_signal)


async def _wait_as(when: str) -> None:
    if when == "yielded":
        await asyncio.sleep(0)
    elif when == "suspended":
        await asyncio.sleep(0.001)


@app.get("/raise/{what}/{when}")
async def raise_it(what: str, when: str) -> None:
    await _wait_as(when)
    raise SystemExit(7) if what == "exit" else KeyboardInterrupt


@app.get("/stop-loop")
async def stop_loop() -> str:
    asyncio.get_running_loop().stop()
    return "stopped"


@app.get("/signal/{when}")
async def send_signal(when: str) -> list[str]:
    await _wait_as(when)
    _signalled.clear()
    os.kill(os.getpid(), signal.SIGUSR1)
    # Python runs the handler between two instructions of this.
    for _ in range(1000):
        if _signalled:
            break
    return _signalled


@app.get("/hurt")
async def hurt() -> None:
    os.kill(os.getpid(), signal.SIGINT)
    asyncio.get_running_loop().call_later(0.1, _released.set)


@app.get("/spin")
async def spin() -> None:
    while True:  # noqa: ASYNC110  (so that the loop never waits)
        await asyncio.sleep(0)


@app.get("/busy/{when}/{milliseconds}")
async def busy(when: str, milliseconds: int) -> str:
    await _wait_as(when)
    time.sleep(milliseconds / 1000)  # noqa: ASYNC251  (so that the loop is held)
    return when


@app.get("/busy-stream/{when}/{milliseconds}")
async def busy_stream(when: str, milliseconds: int) -> Any:
    async def pieces() -> AsyncIterator[str]:
        await _wait_as(when)
        time.sleep(milliseconds / 1000)  # noqa: ASYNC251  (so that the loop is held)
        yield when

    return StreamingResponse(pieces())


@app.get("/busy-def/{milliseconds}", blocking=False)
def busy_def(milliseconds: int) -> str:
    time.sleep(milliseconds / 1000)
    return "def"


@app.get("/call/{how}")
async def call(how: str) -> str:
    loop = asyncio.get_running_loop()
    {
        "soon": lambda: loop.call_soon(_timers.add),
        "later": lambda: loop.call_later(0.01, _timers.add),
        "at": lambda: loop.call_at(loop.time() + 0.01, _timers.add),
        "threadsafe": lambda: loop.call_soon_threadsafe(_timers.add),
        "task": lambda: _keep(loop.create_task(_fire())),
        "executor": lambda: loop.run_in_executor(None, lambda: loop.call_soon_threadsafe(_timers.add)),
    }[how]()
    return how


_kept: set[asyncio.Task[None]] = set()


def _keep(task: asyncio.Task[None]) -> None:
    _kept.add(task)
    task.add_done_callback(_kept.discard)


async def _fire() -> None:
    await asyncio.sleep(0)
    _timers.add()


@app.get("/fired/{count}")
async def fired(count: int) -> int:
    return await _timers.reaches(count)


@app.get("/hold")
async def hold() -> str:
    await _released.wait()
    return current().get_name()


@app.post("/release")
async def release() -> None:
    _released.set()
