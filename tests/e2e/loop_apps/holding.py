"""Requests that wait until another request lets them go, so that a test decides who runs when.

| route | answer |
|---|---|
| `GET /hold/{key}` | once released: the id and name of its task, and whether both stayed |
| `GET /hold-keeping/{key}` | the same; its task is kept as TASKS[key] |
| `POST /release/{key}` | lets the holder go |
| `POST /release-all` | lets all go |
| `GET /held/{count}` | once so many have come to hold, since the start |
| `GET /task` | the id and name of its task, which does not suspend |
| `GET /tasks` | of all_tasks(): how many, the ids, and whether this request's is there |
| `GET /await/{way}/{key}` | what comes of waiting for TASKS[key], in that way |
| `POST /cancel/{key}` | cancels TASKS[key], and says what it says once it is done |
| `GET /swallow/{key}` | holds, kept; if cancelled, answers with the cancellation |
| `GET /raise-cancelled/{key}` | holds, kept; then raises a CancelledError of its own |
| `GET /stats` | the engine's counts |
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from fasterapi import App

from .observing import Tally, add_stats
from .scenarios import current, describe

app = App()
add_stats(app)

TASKS: dict[str, asyncio.Task[Any]] = {}
_gates: dict[str, asyncio.Future[None]] = {}
_held = Tally()


def _who() -> dict[str, Any]:
    return {"id": id(current()), "name": current().get_name()}


async def _hold(key: str) -> dict[str, Any]:
    before = _who()
    _gates[key] = asyncio.get_running_loop().create_future()
    _held.add()
    await _gates[key]
    return {**_who(), "stayed": before == _who()}


@app.get("/hold/{key}")
async def hold(key: str) -> dict[str, Any]:
    return await _hold(key)


@app.get("/hold-keeping/{key}")
async def hold_keeping(key: str) -> dict[str, Any]:
    TASKS[key] = current()
    return await _hold(key)


@app.post("/release/{key}")
async def release(key: str) -> None:
    _gates.pop(key).set_result(None)


@app.post("/release-all")
async def release_all() -> int:
    count = len(_gates)
    while _gates:
        _gates.popitem()[1].set_result(None)
    return count


@app.get("/held/{count}")
async def held(count: int) -> int:
    return await _held.reaches(count)


@app.get("/task")
async def task() -> dict[str, Any]:
    return _who()


@app.get("/tasks")
async def tasks() -> dict[str, Any]:
    found = asyncio.all_tasks()
    return {
        "count": len(found),
        "ids": sorted(map(id, found)),
        "own": current() in found,
        "id": id(current()),
    }


async def _plainly(task: asyncio.Task[Any]) -> Any:
    return await task


async def _by_wait(task: asyncio.Task[Any]) -> Any:
    done, _ = await asyncio.wait({task})
    return [one.result() for one in done]


async def _in_a_child(task: asyncio.Task[Any]) -> Any:
    return await asyncio.create_task(_plainly(task))


WAYS: dict[str, Callable[[asyncio.Task[Any]], Awaitable[Any]]] = {
    "plainly": _plainly,
    "wait": _by_wait,
    "gather": lambda task: asyncio.gather(task, return_exceptions=True),
    "shield": asyncio.shield,
    "wait_for": lambda task: asyncio.wait_for(task, 60),
    "child": _in_a_child,
}


@app.get("/await/{way}/{key}")
async def wait_for_another(way: str, key: str) -> Any:
    _held.add()
    try:
        return ["returned", await WAYS[way](TASKS[key])]
    except asyncio.CancelledError as error:
        return ["cancelled", describe(error), current().cancelling()]


@app.post("/cancel/{key}")
async def cancel(key: str) -> Any:
    task = TASKS[key]
    told = task.cancel(f"cancelled {key}")
    counted = task.cancelling()
    await asyncio.wait({task})
    return {"told": told, "counted": counted, "cancelled": task.cancelled(), "again": task.cancel()}


@app.get("/swallow/{key}")
async def swallow(key: str) -> Any:
    TASKS[key] = current()
    try:
        await _hold(key)
    except asyncio.CancelledError as error:
        await asyncio.sleep(0)
        return [describe(error), current().cancelling(), current().uncancel()]


@app.get("/raise-cancelled/{key}")
async def raise_cancelled(key: str) -> None:
    TASKS[key] = current()
    await _hold(key)
    raise asyncio.CancelledError("my own")
