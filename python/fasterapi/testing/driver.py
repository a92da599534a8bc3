"""A loop that runs while somebody waits for it, on the thread of who waits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from fasterapi.engines import Embedded
from fasterapi.loop import attach, new_event_loop

__all__ = ["Driver"]

Result = TypeVar("Result")


class Driver:
    """An engine on a loop of its own, opened when it is first needed and whenever it was closed before.

    The loop belongs to no thread: run() has its caller's run it, so that nothing is handed to another, and
    where several wait at once one of them runs it for all. Only in a thread with a running loop, of which
    there can be one, a helper runs it instead.

    Args:
        embed: makes the engine of a loop.
    """

    def __init__(self, embed: Callable[[asyncio.AbstractEventLoop], Embedded]) -> None:
        self._embed = embed
        self._changed = threading.Condition()
        self._driven = False
        self._opened: tuple[asyncio.Runner, Embedded, Callable[[], None]] | None = None

    def run(self, work: Callable[[Embedded], Coroutine[Any, Any, Result]]) -> Result:
        """What the coroutine of `work` returns or raises."""
        if not a_loop_runs_here():
            return self._run(work)
        with ThreadPoolExecutor(1, "fasterapi-testing") as helper:
            return helper.submit(self._run, work).result()

    @property
    def opened(self) -> bool:
        """There is an engine."""
        return self._opened is not None

    def close(self) -> None:
        """Cancel what still runs, let it clean up, and close engine and loop. Idempotent."""
        if self._opened is None:
            return
        if not a_loop_runs_here():
            self._close()
            return
        with ThreadPoolExecutor(1, "fasterapi-testing") as helper:
            helper.submit(self._close).result()

    def _run(self, work: Callable[[Embedded], Coroutine[Any, Any, Result]]) -> Result:
        with self._changed:
            runner, embedded, _ = self._open()
            leads = not self._driven
            self._driven = True
        loop = runner.get_loop()
        if leads:
            try:
                return loop.run_until_complete(work(embedded))
            finally:
                self._step_down()
        return self._follow(loop, asyncio.run_coroutine_threadsafe(work(embedded), loop))

    def _follow(self, loop: asyncio.AbstractEventLoop, result: Future[Result]) -> Result:
        """Wait for who runs the loop, and run it on after him."""
        result.add_done_callback(lambda _: self._tell())
        while not result.done():
            with self._changed:
                self._changed.wait_for(lambda: result.done() or not self._driven)
                leads = not self._driven
                self._driven = True
            if leads:
                try:
                    loop.run_until_complete(finished(result))
                finally:
                    self._step_down()
        return result.result()

    def _step_down(self) -> None:
        with self._changed:
            self._driven = False
            self._changed.notify_all()

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _open(self) -> tuple[asyncio.Runner, Embedded, Callable[[], None]]:
        if self._opened is None:
            runner = asyncio.Runner(loop_factory=lambda: new_event_loop("asyncio"))
            loop = runner.get_loop()
            try:
                embedded = self._embed(loop)
            except BaseException:
                runner.close()
                raise
            self._opened = (runner, embedded, attach(embedded.engine, loop))
        return self._opened

    def _close(self) -> None:
        with self._changed:
            opened, self._opened = self._opened, None
        if opened is None:
            return
        runner, embedded, detach = opened
        runner.get_loop().run_until_complete(embedded.close())
        detach()
        runner.close()


def a_loop_runs_here() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def finished(result: Future[Any]) -> None:
    await asyncio.wait([asyncio.wrap_future(result)])
