"""Runs each scenario in a handler, in every situation a handler can be in, and in a task of its own.

| route | answer |
|---|---|
| `GET /scenarios/{name}/{situation}` | what came of the scenario |
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from fasterapi import App

from . import (  # noqa: F401  (they enter their scenarios into the table)
    scenarios_anyio,
    scenarios_awaitables,
    scenarios_cancelling,
    scenarios_context,
    scenarios_groups,
    scenarios_io,
    scenarios_task,
)
from .scenarios import TABLE, current, describe

app = App()

_kept: deque[asyncio.Task[Any]] = deque(maxlen=4)


async def inline(body: Coroutine[Any, Any, Any]) -> Any:
    """Within the turn of the loop that read the request."""
    return await body


async def suspended(body: Coroutine[Any, Any, Any]) -> Any:
    """After the handler has waited for a future."""
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, None)
    await future
    return await body


async def yielded(body: Coroutine[Any, Any, Any]) -> Any:
    """After the handler has let others go first."""
    await asyncio.sleep(0)
    return await body


async def noticed(body: Coroutine[Any, Any, Any]) -> Any:
    """After somebody has kept the handler's task."""
    _kept.append(current())
    return await body


async def plain(body: Coroutine[Any, Any, Any]) -> Any:
    """In a task that asyncio made and drives."""
    return await asyncio.get_running_loop().create_task(body)


SITUATIONS: dict[str, Callable[[Coroutine[Any, Any, Any]], Awaitable[Any]]] = {
    run.__name__: run for run in (inline, suspended, yielded, noticed, plain)
}


async def outcome(name: str) -> dict[str, Any]:
    try:
        return {"returned": await TABLE[name]()}
    except BaseException as error:
        return {"raised": describe(error)}


@app.get("/scenarios/{name}/{situation}")
async def run(name: str, situation: str) -> Any:
    return await SITUATIONS[situation](outcome(name))
