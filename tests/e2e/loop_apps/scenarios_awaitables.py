"""What can be awaited: futures of all kinds and states, objects with __await__, what these may not yield."""

from __future__ import annotations

import asyncio
import gc
import sys
import types
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import Any

from .scenarios import current, describe, scenario


class Steps:
    """Yields what it is given and returns what it is told to."""

    def __init__(self, *steps: Any, value: Any = None) -> None:
        self._steps = steps
        self._value = value

    def __await__(self) -> Generator[Any, Any, Any]:
        received = []
        for step in self._steps:
            received += [(yield step)]
        return [self._value, received]


class Counting:
    """An iterator that is no generator: it has __next__ alone."""

    def __init__(self, count: int) -> None:
        self._left = count

    def __await__(self) -> Iterator[None]:
        return self

    def __iter__(self) -> Iterator[None]:
        return self

    def __next__(self) -> None:
        if self._left == 0:
            raise StopIteration("counted")
        self._left -= 1


class Promise:
    """Not a Future, but it acts as one (asyncio.futures.isfuture)."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._asyncio_future_blocking: bool | None = False
        self._loop = loop
        self._value: Any = None
        self._done = False
        self._cancelled = False
        self._callbacks: list[tuple[Callable[..., object], Any]] = []

    def get_loop(self) -> asyncio.AbstractEventLoop:
        return self._loop

    def add_done_callback(self, callback: Callable[..., object], *, context: Any = None) -> None:
        self._callbacks.append((callback, context))

    def cancel(self, msg: Any = None) -> bool:
        self._cancelled = True
        self._settle()
        return True

    def keep(self, value: Any) -> None:
        self._value = value
        self._settle()

    def _settle(self) -> None:
        self._done = True
        for callback, context in self._callbacks:
            self._loop.call_soon(callback, self, context=context)

    def result(self) -> Any:
        if self._cancelled:
            raise asyncio.CancelledError("promise")
        return self._value

    def __await__(self) -> Generator[Any, None, Any]:
        if not self._done:
            self._asyncio_future_blocking = True
            yield self
        return self.result()


class Sub(asyncio.Future):  # type: ignore[type-arg]  # generic in the stubs alone
    pass


async def _error_of(awaitable: Any) -> list[Any]:
    try:
        return ["no error", await awaitable]
    except (RuntimeError, ValueError, KeyError, TypeError) as error:
        return describe(error)


@scenario
async def bare_yields() -> Any:
    return [await Steps(None, None, None, value="three"), await Steps(value="none")]


@scenario
async def an_iterator_that_is_no_generator() -> Any:
    return await asyncio.wait_for(asyncio.ensure_future(Counting(3)), 60), await _error_of(Counting(2))


@scenario
async def a_generator_based_coroutine() -> Any:
    @types.coroutine
    def old() -> Generator[Any, None, str]:
        yield
        yield from asyncio.sleep(0.001)
        return "old"

    return await old()


@scenario
async def yielding_what_nobody_can_wait_for() -> Any:
    seen = [await _error_of(Steps(step)) for step in (7, "text", object(), Steps())]
    return [*seen, await asyncio.sleep(0, "and it goes on")]


@scenario
async def yielding_a_generator() -> Any:
    return await _error_of(Steps(number for number in range(3)))


@scenario
async def yielding_a_future_without_awaiting_it() -> Any:
    return [await _error_of(Steps(kind())) for kind in (asyncio.get_running_loop().create_future, Sub)]


@scenario
async def awaiting_oneself() -> Any:
    return await _error_of(current())


@scenario
async def a_future_of_another_loop() -> Any:
    other = asyncio.new_event_loop()
    try:
        seen = [await _error_of(kind(loop=other)) for kind in (asyncio.Future, Sub)]
        return [*seen, await _error_of(Promise(other))]
    finally:
        other.close()


@scenario
async def futures_that_are_done() -> Any:
    loop = asyncio.get_running_loop()
    good, bad, cancelled = loop.create_future(), loop.create_future(), loop.create_future()
    good.set_result("good")
    bad.set_exception(ValueError("bad"))
    cancelled.cancel("cancelled")
    try:
        await cancelled
    except asyncio.CancelledError as error:
        return [await good, await _error_of(bad), describe(error), current().cancelling()]


@scenario
async def futures_that_are_done_later() -> Any:
    loop = asyncio.get_running_loop()
    seen = []
    for kind in (loop.create_future, Sub):
        good, bad = kind(), kind()
        loop.call_soon(good.set_result, "good")
        seen.append(await good)
        loop.call_soon(bad.set_exception, ValueError("bad"))
        seen.append(await _error_of(bad))
    return seen


@scenario
async def a_future_cancelled_by_others() -> Any:
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.cancel, "the future alone")
    try:
        await future
    except asyncio.CancelledError as error:
        return [describe(error), current().cancelling()]


@scenario
async def what_acts_as_a_future() -> Any:
    loop = asyncio.get_running_loop()
    kept = Promise(loop)
    loop.call_soon(kept.keep, "kept")
    seen = [await kept, kept._asyncio_future_blocking]
    loop.call_soon(current().cancel)
    try:
        await Promise(loop)
    except asyncio.CancelledError as error:
        return [*seen, describe(error)]


@scenario
async def what_pretends_to_be_no_future() -> Any:
    promise = Promise(asyncio.get_running_loop())
    promise._asyncio_future_blocking = None
    return await _error_of(Steps(promise))


@scenario
async def a_future_from_a_thread() -> Any:
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.run_in_executor(None, lambda: loop.call_soon_threadsafe(future.set_result, "from a thread"))
    return await future


@scenario
async def errors_before_and_after_waiting() -> Any:
    async def fail(wait: bool) -> None:
        if wait:
            await asyncio.sleep(0.001)
        raise KeyError(wait)

    return [await _error_of(fail(False)), await _error_of(fail(True))]


@scenario
async def an_error_that_escapes_at_once() -> Any:
    raise ValueError("at once")


@scenario
async def an_error_that_escapes_later() -> Any:
    await asyncio.sleep(0.001)
    raise ValueError("later")


@scenario
async def a_stop_iteration_that_escapes() -> Any:
    await asyncio.sleep(0)
    raise StopIteration("stopped")


@scenario
async def the_error_being_handled_while_waiting() -> Any:
    seen = [sys.exc_info()[0] is None]
    try:
        raise LookupError("outer")
    except LookupError:
        await asyncio.sleep(0)
        seen.append(sys.exc_info()[0] is LookupError)
        await asyncio.sleep(0.001)
        try:
            raise ValueError("inner")
        except ValueError as error:
            seen.append(type(error.__context__).__name__)
    return [*seen, sys.exc_info()[0] is None]


@scenario
async def collecting_garbage_while_waiting() -> Any:
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def collect_and_finish() -> None:
        gc.collect()
        future.set_result("still here")

    loop.call_soon(collect_and_finish)
    value = await future
    gc.collect()
    return [value, await asyncio.sleep(0, "and after")]


@scenario
async def async_generators() -> Any:
    order: list[Any] = []

    async def numbers(count: int) -> AsyncIterator[int]:
        try:
            for number in range(count):
                await asyncio.sleep(0)
                yield number
        finally:
            order.append(f"end of {count}")

    order += [number async for number in numbers(3)]
    broken_off = numbers(4)
    async for number in broken_off:
        order.append(number)
        break
    await broken_off.aclose()
    return order


@scenario
async def an_async_generator_that_is_dropped() -> Any:
    ended = asyncio.get_running_loop().create_future()

    async def numbers() -> AsyncIterator[int]:
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            ended.set_result("ended by the loop")

    first = await anext(numbers())
    gc.collect()
    return [first, await ended]
