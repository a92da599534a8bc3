"""The task of a handler, asked and used as any task."""

from __future__ import annotations

import asyncio
import inspect
import io
from typing import Any

from .scenarios import current, describe, scenario


@scenario
async def its_state() -> Any:
    task = current()
    seen: list[Any] = [isinstance(task, asyncio.Task), asyncio.isfuture(task), task.done(), task.cancelled()]
    for ask in (task.result, task.exception):
        try:
            ask()
        except asyncio.InvalidStateError as error:
            seen.append(describe(error))
    for tell in (task.set_result, task.set_exception):
        try:
            tell(None)
        except RuntimeError as error:
            seen.append(describe(error))
    return [*seen, task.get_loop() is asyncio.get_running_loop(), task.cancelling()]


@scenario
async def its_name() -> Any:
    task = current()
    seen: list[Any] = [isinstance(task.get_name(), str)]
    task.set_name("named")
    await asyncio.sleep(0)
    seen.append(task.get_name())
    task.set_name(7)
    return [*seen, task.get_name()]


@scenario
async def its_coroutine() -> Any:
    task = current()
    coroutine = task.get_coro()
    seen = [
        asyncio.iscoroutine(coroutine),
        inspect.getcoroutinestate(coroutine),
        coroutine.cr_frame is not None,
    ]
    states: list[str] = []
    asyncio.get_running_loop().call_soon(lambda: states.append(inspect.getcoroutinestate(coroutine)))
    await asyncio.sleep(0)
    return [*seen, states, coroutine.cr_code.co_name != "", isinstance(coroutine.__qualname__, str)]


@scenario
async def its_stack() -> Any:
    task = current()
    printed = io.StringIO()
    seen: list[Any] = []

    def look() -> None:
        seen.append(len(task.get_stack()))
        task.print_stack(file=printed)

    asyncio.get_running_loop().call_soon(look)
    await asyncio.sleep(0)
    return [*seen, len(task.get_stack()) > 0, "Stack for <" in printed.getvalue()]


@scenario
async def its_repr() -> Any:
    task = current()
    task.set_name("shown")
    seen = ["pending" in repr(task), "name='shown'" in repr(task), "coro=<" in repr(task)]
    future = asyncio.get_running_loop().create_future()

    def look() -> None:
        seen.extend(["wait_for=<Future pending" in repr(task), "running at" in repr(task)])
        future.set_result(None)

    asyncio.get_running_loop().call_soon(look)
    await future
    return seen


@scenario
async def what_it_waits_for() -> Any:
    # Not public, but anyio and debuggers ask.
    task: Any = current()
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    seen: list[Any] = [task._must_cancel, task._fut_waiter is None]

    def look() -> None:
        seen.append(task._fut_waiter is future)
        future.set_result(None)
        seen.append(task._fut_waiter is future)
        task.cancel()
        seen.append(task._must_cancel)

    loop.call_soon(look)
    try:
        await future
    except asyncio.CancelledError:
        seen.append("cancelled")
    return [*seen, task._must_cancel, task._fut_waiter is None]


@scenario
async def callbacks_taken_back() -> Any:
    task = current()
    called: list[str] = []

    def callback(_: object) -> None:
        called.append("called")

    task.add_done_callback(callback)
    task.add_done_callback(callback)
    return [task.remove_done_callback(callback), task.remove_done_callback(callback)]


@scenario
async def attributes() -> Any:
    task: Any = current()
    task.mine = "kept"
    await asyncio.sleep(0)
    seen = [task.mine, hasattr(task, "mine")]
    del task.mine
    try:
        return [*seen, task.mine]
    except AttributeError:
        return [*seen, "gone"]


@scenario
async def it_can_be_waited_for_by_its_child() -> Any:
    task = current()

    async def child() -> bool:
        done, pending = await asyncio.wait({task}, timeout=0.001)
        return (len(done), len(pending)) == (0, 1)

    return await asyncio.create_task(child())


@scenario
async def it_is_among_all_tasks() -> Any:
    child = asyncio.create_task(asyncio.sleep(0))
    seen = [current() in asyncio.all_tasks(), child in asyncio.all_tasks()]
    await asyncio.sleep(0)
    seen.append(current() in asyncio.all_tasks())
    await child
    return [*seen, child in asyncio.all_tasks()]


@scenario
async def it_is_hashable_and_itself() -> Any:
    task = current()
    table = {task: "found"}
    await asyncio.sleep(0)
    return [table[current()], task == current(), hash(task) == hash(current())]
