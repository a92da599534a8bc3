"""Streamed answers out of everything that can be iterated, and handlers that are not coroutine functions.

| route | answer |
|---|---|
| `GET /stream/{kind}` | "one,two,three" in pieces, or what comes of a broken iterable |
| `GET /task` | the task of the handler and of its generator: whether it stays the same |
| `GET /group` | a stream whose generator yields within a task group and a cancel scope |
| `GET /flood` | a stream without an end |
| `GET /produced` | how many blocks the floods have produced |
| `GET /slow` | a stream whose second piece waits for `POST /go` |
| `GET /return/{kind}` | 7, by an awaitable of that kind |
| `GET /object`, `GET /partial` | 7, by a callable object and by a partial |
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import sys
import types
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from typing import Any

import anyio
from fasterapi import App, Response, StreamingResponse

from .observing import Tally
from .scenarios import current
from .scenarios_awaitables import Counting, Promise, Steps

app = App()

WORDS = ("one", ",", "two", ",", "three")
_produced = Tally()
_go = asyncio.Event()


async def _generator() -> AsyncIterator[str]:
    for word in WORDS:
        await asyncio.sleep(0)
        yield word


async def _at_once() -> AsyncIterator[str]:
    for word in WORDS:
        yield word


async def _of_bytes() -> AsyncIterator[Any]:
    for kind, word in zip((bytes, bytearray, memoryview, bytes, bytes), WORDS, strict=True):
        yield kind(word.encode())
        yield b""


class Words:
    """An async iterator whose items are awaited in a way of their own."""

    def __init__(self, awaitable: Callable[[str], Any]) -> None:
        self._words = iter(WORDS)
        self._awaitable = awaitable

    def __aiter__(self) -> Words:
        return self

    def __anext__(self) -> Any:
        for word in self._words:
            return self._awaitable(word)
        return self._awaitable("")


class Iterable:
    def __aiter__(self) -> AsyncIterator[str]:
        return _generator()


async def _or_stop(word: str) -> str:
    await asyncio.sleep(0)
    if word == "":
        raise StopAsyncIteration
    return word


class OrStop:
    """Awaitable by a generator."""

    def __init__(self, word: str) -> None:
        self._word = word

    def __await__(self) -> Generator[Any, None, str]:
        return (yield from _or_stop(self._word).__await__())


@types.coroutine
def _old_or_stop(word: str) -> Generator[Any, None, str]:
    return (yield from _or_stop(word).__await__())


def _future_or_stop(word: str) -> asyncio.Future[str]:
    future = asyncio.get_running_loop().create_future()
    if word == "":
        future.set_exception(StopAsyncIteration())
    else:
        asyncio.get_running_loop().call_soon(future.set_result, word)
    return future


async def _fails_at_once() -> AsyncIterator[str]:
    raise LookupError("at once")
    yield ""


async def _fails_later() -> AsyncIterator[str]:
    yield "one"
    await asyncio.sleep(0)
    raise LookupError("later")


async def _of_a_wrong_type() -> AsyncIterator[Any]:
    yield "one"
    yield 2


class NoIterator:
    def __aiter__(self) -> int:
        return 7


KINDS: dict[str, Callable[[], Any]] = {
    "generator": _generator,
    "at-once": _at_once,
    "bytes": _of_bytes,
    "iterable": Iterable,
    "coroutines": lambda: Words(_or_stop),
    "awaitables": lambda: Words(OrStop),
    "old-coroutines": lambda: Words(_old_or_stop),
    "futures": lambda: Words(_future_or_stop),
    "list": lambda: list(WORDS),
    "iterator": lambda: iter(WORDS),
    "string": lambda: "one,two,three",
}
BROKEN: dict[str, Callable[[], Any]] = {
    "fails-at-once": _fails_at_once,
    "fails-later": _fails_later,
    "wrong-type": _of_a_wrong_type,
    "no-awaitables": lambda: Words(lambda word: word),
    "no-iterator": NoIterator,
    "no-iterable": lambda: 7,
    "wrong-items": lambda: [b"one", 2],
}


@app.get("/stream/{kind}")
async def stream(kind: str) -> Response:
    return StreamingResponse((KINDS | BROKEN)[kind]())


@app.get("/task")
async def task() -> Response:
    handlers = current()

    async def pieces() -> AsyncIterator[str]:
        yield str(current() is handlers)
        await asyncio.sleep(0)
        yield str(current() is handlers)
        await asyncio.sleep(0.001)
        yield str(current() is handlers)

    return StreamingResponse(pieces())


@app.get("/group")
async def group() -> Response:
    async def pieces() -> AsyncIterator[str]:
        async with asyncio.TaskGroup() as children:
            child = children.create_task(asyncio.sleep(0.001, "child"))
            yield "begun,"
            yield await child
        with anyio.move_on_after(0.001) as scope:
            yield ",scoped"
            await anyio.sleep_forever()
        async with anyio.create_task_group() as anyio_group:
            anyio_group.start_soon(anyio.sleep, 0)
            yield ",grouped"
        yield f",{scope.cancelled_caught}"

    return StreamingResponse(pieces())


@app.get("/flood")
async def flood() -> Response:
    async def blocks() -> AsyncIterator[bytes]:
        while True:
            _produced.add()
            yield b"x" * 16384

    return StreamingResponse(blocks())


@app.get("/produced")
async def produced() -> int:
    return _produced.value


@app.get("/slow")
async def slow() -> Response:
    async def pieces() -> AsyncIterator[str]:
        yield "first"
        await _go.wait()
        yield "second"

    return StreamingResponse(pieces())


@app.post("/go")
async def go() -> None:
    _go.set()


def _done_future() -> asyncio.Future[int]:
    future = asyncio.get_running_loop().create_future()
    future.set_result(7)
    return future


def _later_future() -> asyncio.Future[int]:
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, 7)
    return future


def _promise() -> Promise:
    promise = Promise(asyncio.get_running_loop())
    asyncio.get_running_loop().call_soon(promise.keep, 7)
    return promise


@types.coroutine
def _old() -> Generator[Any, None, int]:
    yield
    return 7


RETURNED: dict[str, Callable[[], Any]] = {
    "done-future": _done_future,
    "future": _later_future,
    "task": lambda: asyncio.create_task(asyncio.sleep(0.001, 7)),
    "promise": _promise,
    "steps": lambda: Steps(None, None, value=7),
    "counting": lambda: Counting(2),
    "old-coroutine": _old,
}
NOT_AWAITABLE: dict[str, Callable[[], Any]] = {
    "number": lambda: 7,
    "generator": lambda: (number for number in range(3)),
    "broken": lambda: Steps(7),
}


def return_it(kind: str) -> Awaitable[Any]:
    return (RETURNED | NOT_AWAITABLE)[kind]()


if sys.version_info >= (3, 12):
    app.get("/return/{kind}", response_model=None)(inspect.markcoroutinefunction(return_it))


class Object:
    async def __call__(self) -> int:
        await asyncio.sleep(0)
        return 7


async def _add(left: int, right: int) -> int:
    await asyncio.sleep(0)
    return left + right


app.get("/object")(Object())
app.get("/partial")(functools.partial(_add, 3, 4))
