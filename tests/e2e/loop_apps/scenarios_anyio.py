"""anyio on asyncio, which keeps books of its own about every task it meets."""

from __future__ import annotations

import asyncio
from typing import Any

import anyio
import anyio.from_thread
import anyio.lowlevel
import anyio.to_thread

from .scenarios import current, describe, scenario


@scenario
async def anyio_move_on_after() -> Any:
    with anyio.move_on_after(0.001) as scope:
        await anyio.sleep_forever()
    with anyio.move_on_after(60) as other:
        await anyio.sleep(0.001)
    return [scope.cancelled_caught, other.cancelled_caught, current().cancelling()]


@scenario
async def anyio_fail_after() -> Any:
    try:
        with anyio.fail_after(0.001):
            await anyio.sleep_forever()
    except TimeoutError as error:
        return [describe(error), current().cancelling()]


@scenario
async def anyio_cancel_scope() -> Any:
    seen = []
    with anyio.CancelScope() as scope:
        scope.cancel()
        seen.append("before")
        await anyio.lowlevel.checkpoint()
        seen.append("never")
    await anyio.lowlevel.checkpoint()
    return [seen, scope.cancelled_caught, scope.cancel_called, current().cancelling()]


@scenario
async def anyio_shielded_scope() -> Any:
    seen = []
    with anyio.CancelScope() as outer:
        with anyio.CancelScope(shield=True):
            outer.cancel()
            await anyio.sleep(0.001)
            seen.append("shielded")
        await anyio.lowlevel.checkpoint()
        seen.append("never")
    return [seen, outer.cancelled_caught]


@scenario
async def anyio_scope_without_waiting() -> Any:
    with anyio.CancelScope() as scope:  # noqa: ASYNC100  (that nothing is awaited is the case)
        value = 7
    return [value, scope.cancelled_caught]


@scenario
async def anyio_scope_and_a_native_cancellation() -> Any:
    asyncio.get_running_loop().call_soon(current().cancel, "native")
    try:
        with anyio.CancelScope() as scope:
            await anyio.sleep_forever()
    except asyncio.CancelledError as error:
        return [describe(error), scope.cancelled_caught, current().cancelling()]


@scenario
async def anyio_task_group() -> Any:
    seen: list[str] = []

    async def child(name: str, *, task_status: anyio.abc.TaskStatus[str] = anyio.TASK_STATUS_IGNORED) -> None:
        await anyio.lowlevel.checkpoint()
        task_status.started(f"{name} started")
        seen.append(name)

    async with anyio.create_task_group() as group:
        group.start_soon(child, "soon")
        seen.append(await group.start(child, "start"))
    return sorted(seen)


@scenario
async def anyio_task_group_fails() -> Any:
    async def fail() -> None:
        await anyio.lowlevel.checkpoint()
        raise ValueError("child")

    ended = []
    try:
        async with anyio.create_task_group() as group:
            group.start_soon(fail)
            try:
                await anyio.sleep_forever()
            finally:
                ended.append("body")
    except ExceptionGroup as errors:
        return [describe(errors), ended, current().cancelling()]


@scenario
async def anyio_task_group_cancelled_from_within() -> Any:
    async with anyio.create_task_group() as group:
        group.start_soon(anyio.sleep_forever)
        group.start_soon(anyio.sleep_forever)
        await anyio.lowlevel.checkpoint()
        group.cancel_scope.cancel()
    return [group.cancel_scope.cancelled_caught, current().cancelling()]


@scenario
async def anyio_item_received_when_cancelled() -> Any:
    # The item is there when the cancellation comes: anyio looks at what the task waits for, and spares it.
    loop = asyncio.get_running_loop()
    send, receive = anyio.create_memory_object_stream[str](0)
    seen: list[Any] = []
    async with send, receive:
        with anyio.CancelScope() as scope:

            def deliver_and_cancel() -> None:
                if receive.statistics().tasks_waiting_receive == 0:
                    loop.call_soon(deliver_and_cancel)
                    return
                send.send_nowait("item")
                scope.cancel()

            loop.call_soon(deliver_and_cancel)
            seen.append(await receive.receive())
            await anyio.lowlevel.checkpoint()
            seen.append("never")
    return [seen, scope.cancelled_caught, current().cancelling()]


@scenario
async def anyio_threads() -> Any:
    def in_thread() -> str:
        anyio.from_thread.run(anyio.sleep, 0)
        return anyio.from_thread.run_sync(lambda: "back on the loop")

    return await anyio.to_thread.run_sync(in_thread)


@scenario
async def anyio_events_and_locks() -> Any:
    event, lock, limiter = anyio.Event(), anyio.Lock(), anyio.CapacityLimiter(1)
    order: list[str] = []

    async def child() -> None:
        async with lock, limiter:
            order.append("child")
        event.set()

    async with anyio.create_task_group() as group:
        async with lock:
            group.start_soon(child)
            await anyio.lowlevel.checkpoint()
            order.append("parent")
        await event.wait()
    return order


@scenario
async def anyio_knows_the_task() -> Any:
    before = anyio.get_current_task()
    await anyio.lowlevel.checkpoint()
    running = {task.id for task in anyio.get_running_tasks()}
    return [before.id == anyio.get_current_task().id, before.id == id(current()), before.id in running]
