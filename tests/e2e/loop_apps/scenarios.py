"""Coroutines that use asyncio in one way each and return, as JSON, what they saw.

They are judged by comparison: run in a handler, each must see what it sees in an asyncio.Task of its own.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

__all__ = ["TABLE", "current", "describe", "forever", "scenario"]

Scenario = Callable[[], Awaitable[Any]]

TABLE: dict[str, Scenario] = {}


def scenario(function: Scenario) -> Scenario:
    """Enter a coroutine function into the table, by its name."""
    assert function.__name__ not in TABLE
    TABLE[function.__name__] = function
    return function


def describe(error: BaseException) -> list[Any]:
    """An exception as JSON: its type, its message without reprs and addresses, what it groups."""
    if isinstance(error, BaseExceptionGroup):
        return [type(error).__name__, [describe(inner) for inner in error.exceptions]]
    return [type(error).__name__, re.sub(r"<.*>|\b[0-9a-f]{8,}\b", "<>", str(error), flags=re.DOTALL)]


def current() -> asyncio.Task[Any]:
    task = asyncio.current_task()
    assert task is not None
    return task


async def forever() -> None:
    await asyncio.get_running_loop().create_future()
