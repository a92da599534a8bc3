"""Handlers that are left by their client, or by a server that stops, in the middle of what they do.

| route | answer |
|---|---|
| `GET /wait/{way}` | none: waits for ever, in that way, and notes what happens to it |
| `GET /stream/{way}` | a stream without an end, whose generator waits in that way |
| `POST /upload/{way}` | reads the body, in that way |
| `POST /upload-behind` | answers while a task in the background still reads the body |
| `GET /waiting/{count}` | once so many handlers and generators have come to wait |
| `GET /noted/{count}` | what was noted, once it is so many notes |
| `POST /cancel-all` | cancels the tasks of all other requests; how many those are |
| `GET /stats` | the engine's counts |

With NOTES in the environment, notes are also appended to the file of that name.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
from fasterapi import App, HTTPException, Request, Response, StreamingResponse

from .observing import Tally, add_stats
from .scenarios import current, describe, forever

app = App()
add_stats(app)

_waiting = Tally()
_noted = Tally()
_notes: list[Any] = []
_background: set[asyncio.Task[None]] = set()


def note(what: Any) -> None:
    _notes.append(what)
    _noted.add()
    if "NOTES" in os.environ:
        with Path(os.environ["NOTES"]).open("a") as notes:
            print(what, file=notes)


async def _sleep() -> None:
    _waiting.add()
    await asyncio.sleep(3600)


async def _sleep_no_time() -> None:
    _waiting.add()
    while True:  # noqa: ASYNC110  (it is what is tested)
        await asyncio.sleep(0)


async def _future() -> None:
    _waiting.add()
    await forever()


async def _queue() -> None:
    _waiting.add()
    await asyncio.Queue[None]().get()


async def _deadline() -> None:
    _waiting.add()
    async with asyncio.timeout(3600):
        await forever()


async def _child() -> None:
    async def child() -> None:
        try:
            _waiting.add()
            await forever()
        finally:
            note("child")

    await asyncio.create_task(child())


async def _group() -> None:
    async def child() -> None:
        try:
            await forever()
        finally:
            note("child")

    async with asyncio.TaskGroup() as group:
        group.create_task(child())
        group.create_task(child())
        await asyncio.sleep(0)
        _waiting.add()


async def _anyio_group() -> None:
    async def child() -> None:
        try:
            await anyio.sleep_forever()
        finally:
            note("child")

    async with anyio.create_task_group() as group:
        group.start_soon(child)
        await anyio.lowlevel.checkpoint()
        _waiting.add()


async def _clean_up() -> None:
    try:
        _waiting.add()
        await forever()
    finally:
        await asyncio.sleep(0)
        await asyncio.sleep(0.001)
        note("cleaned up")


async def _refuse() -> None:
    _waiting.add()
    for _ in range(2):
        try:
            await forever()
        except asyncio.CancelledError:
            note(["refused", current().cancelling()])
            break


async def _fail() -> None:
    try:
        _waiting.add()
        await forever()
    except asyncio.CancelledError:
        raise LookupError("while being cancelled") from None


async def _shield() -> None:
    async def child() -> None:
        await _future_of_shield
        note("the shielded child finished")

    _future_of_shield = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(child())
    _waiting.add()
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        _future_of_shield.set_result(None)
        await running
        raise


WAYS: dict[str, Callable[[], Awaitable[None]]] = {
    "sleep": _sleep,
    "sleep-no-time": _sleep_no_time,
    "future": _future,
    "queue": _queue,
    "deadline": _deadline,
    "child": _child,
    "group": _group,
    "anyio-group": _anyio_group,
    "clean-up": _clean_up,
    "refuse": _refuse,
    "fail": _fail,
    "shield": _shield,
}


async def _noting(way: str) -> None:
    try:
        await WAYS[way]()
    except BaseException as error:
        note([*describe(error), current().cancelling()])
        raise
    finally:
        note("finally")


@app.get("/wait/{way}")
async def wait(way: str) -> str:
    await _noting(way)
    return "not cancelled"


async def _endless(way: str) -> AsyncIterator[str]:
    yield "begun\n"
    await _noting(way)
    yield "not cancelled\n"


async def _flood() -> AsyncIterator[bytes]:
    try:
        while True:
            yield b"x" * 16384
            _waiting.add()
    except BaseException as error:
        note(describe(error))
        raise
    finally:
        await asyncio.sleep(0)
        note("finally")


async def _flood_failing() -> AsyncIterator[bytes]:
    try:
        while True:
            yield b"x" * 16384
            _waiting.add()
    finally:
        note("failing")
        raise LookupError("while being closed")


def _flood_sync() -> Iterator[bytes]:
    try:
        while True:
            yield b"x" * 16384
    finally:
        note("finally")


class NoGenerator:
    """An async iterator that cannot be closed."""

    def __aiter__(self) -> NoGenerator:
        return self

    async def __anext__(self) -> bytes:
        _waiting.add()
        return b"x" * 16384

    def __del__(self) -> None:
        note("dropped")


FLOODS: dict[str, Callable[[], Any]] = {
    "flood": _flood,
    "flood-failing": _flood_failing,
    "flood-sync": _flood_sync,
    "flood-iterator": NoGenerator,
}


@app.get("/stream/{way}")
async def stream(way: str) -> Response:
    return StreamingResponse(FLOODS[way]() if way in FLOODS else _endless(way))


async def _read_whole(request: Request) -> int:
    _waiting.add()
    return len(await request.body())


async def _read_pieces(request: Request) -> int:
    count = 0
    async for piece in request.stream():
        count += len(piece)
        _waiting.add()
    return count


async def _read_in_a_child(request: Request) -> int:
    return await asyncio.create_task(_read_whole(request))


READERS = {"whole": _read_whole, "pieces": _read_pieces, "child": _read_in_a_child}


@app.post("/upload-behind")
async def upload_behind(request: Request) -> str:
    async def read() -> None:
        try:
            note(len(await request.body()))
        except HTTPException as error:
            note([error.status_code, error.detail])

    _background.add(asyncio.create_task(read()))
    await asyncio.sleep(0)
    return "answered"


@app.post("/upload/{way}")
async def upload(way: str, request: Request) -> int:
    try:
        return await READERS[way](request)
    except BaseException as error:
        note(type(error).__name__)
        raise
    finally:
        note("finally")


@app.get("/waiting/{count}")
async def waiting(count: int) -> int:
    return await _waiting.reaches(count)


@app.get("/noted/{count}")
async def noted(count: int) -> list[Any]:
    await _noted.reaches(count)
    return _notes


@app.post("/cancel-all")
async def cancel_all() -> int:
    others = asyncio.all_tasks() - {current()}
    told = [task.cancel("by another") for task in others if type(task) is type(current())]
    return len(told)
