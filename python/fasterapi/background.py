"""Functions that run once an answer is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ParamSpec

from fasterapi.callables import is_async
from fasterapi.concurrency import run_in_threadpool

__all__ = ["BackgroundTask", "BackgroundTasks"]

P = ParamSpec("P")


class BackgroundTask:
    """A function with its arguments, to run after the answer: `def` in the thread pool."""

    def __init__(self, func: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
        self.func = func
        self.args = args
        self.kwargs = kwargs
        self.is_async = is_async(func)

    async def __call__(self) -> None:
        """Run it now."""
        if self.is_async:
            await self.func(*self.args, **self.kwargs)
        else:
            await run_in_threadpool(self.func, *self.args, **self.kwargs)

    def __repr__(self) -> str:
        return f"BackgroundTask({self.func!r}, {self.args!r}, {self.kwargs!r})"


class BackgroundTasks:
    """What a request leaves to be done after its answer, in the order in which it was added.

    A task that fails ends the list: the ones behind it are not run.
    """

    def __init__(self, tasks: Sequence[BackgroundTask] | None = None) -> None:
        self.tasks = list(tasks or ())

    def add_task(self, func: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
        """Call `func` with these arguments once the answer is sent."""
        self.tasks.append(BackgroundTask(func, *args, **kwargs))

    async def __call__(self) -> None:
        """Run all of them now."""
        for task in self.tasks:
            await task()
