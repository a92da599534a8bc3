"""Blocking functions, called from async ones."""

from __future__ import annotations

import contextvars
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["run_in_threadpool"]

P = ParamSpec("P")
T = TypeVar("T")

#: As many as `def` handlers have by default.
THREADS = 40


@functools.cache
def threads() -> ThreadPoolExecutor:
    """The threads, each started when it is first needed."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(THREADS, "fasterapi-threadpool")


async def run_in_threadpool(func: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that blocks in a thread, with the context variables of the caller."""
    import asyncio

    context = contextvars.copy_context()
    call = functools.partial(context.run, func, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(threads(), call)
