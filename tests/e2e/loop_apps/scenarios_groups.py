"""Children: task groups, gather, wait, queues and locks among them; factories that make them."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from .scenarios import current, describe, forever, scenario


async def _fail(message: str) -> None:
    await asyncio.sleep(0)
    raise ValueError(message)


@scenario
async def a_task_group() -> Any:
    async with asyncio.TaskGroup() as group:
        children = [group.create_task(asyncio.sleep(0.001, number)) for number in range(3)]
        direct = group.create_task(asyncio.sleep(0, "none"))
    return [[child.result() for child in children], direct.result(), current().cancelling()]


@scenario
async def a_task_group_that_waits_for_nothing() -> Any:
    async with asyncio.TaskGroup():
        value = 7
    return [value, current().cancelling()]


@scenario
async def a_child_of_a_task_group_fails() -> Any:
    children = []
    try:
        async with asyncio.TaskGroup() as group:
            children.append(group.create_task(forever()))
            children.append(group.create_task(_fail("child")))
            await forever()
    except ExceptionGroup as errors:
        return [describe(errors), [child.cancelled() for child in children], current().cancelling()]


@scenario
async def a_child_fails_while_the_group_is_left() -> Any:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_fail("first"))
            group.create_task(_fail("second"))
    except ExceptionGroup as errors:
        return [describe(errors), current().cancelling()]


@scenario
async def the_body_of_a_task_group_fails() -> Any:
    children = []
    try:
        async with asyncio.TaskGroup() as group:
            children.append(group.create_task(forever()))
            await asyncio.sleep(0)
            raise KeyError("body")
    except ExceptionGroup as errors:
        return [describe(errors), [child.cancelled() for child in children]]


@scenario
async def a_task_group_is_cancelled() -> Any:
    asyncio.get_running_loop().call_soon(current().cancel, "from outside")
    children = []
    try:
        async with asyncio.TaskGroup() as group:
            children = [group.create_task(forever()) for _ in range(2)]
    except asyncio.CancelledError as error:
        return [describe(error), [child.cancelled() for child in children], current().cancelling()]


@scenario
async def a_task_group_is_cancelled_and_a_child_fails() -> Any:
    async def fail_when_cancelled() -> None:
        try:
            await forever()
        except asyncio.CancelledError:
            raise ValueError("instead") from None

    asyncio.get_running_loop().call_soon(current().cancel)
    seen = []
    try:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(fail_when_cancelled())
        except* ValueError as errors:
            seen.append([describe(errors), current().cancelling()])
        await asyncio.sleep(0)
    except asyncio.CancelledError as error:
        seen.append(describe(error))
    return seen


@scenario
async def task_groups_within_deadlines() -> Any:
    seen = []
    try:
        async with asyncio.timeout(0.001):
            async with asyncio.TaskGroup() as group:
                group.create_task(forever())
    except TimeoutError:
        seen.append(current().cancelling())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.wait_for(forever(), 0.001))
    except* TimeoutError as errors:
        seen.append(describe(errors))
    return seen


@scenario
async def gathering() -> Any:
    results = await asyncio.gather(asyncio.sleep(0.001, 1), _fail("gathered"), return_exceptions=True)
    try:
        await asyncio.gather(asyncio.sleep(0.001), _fail("raised"))
    except ValueError as error:
        return [results[0], describe(results[1]), describe(error)]


@scenario
async def waiting_for_the_first() -> Any:
    quick, slow = asyncio.create_task(asyncio.sleep(0, "quick")), asyncio.create_task(forever())
    done, pending = await asyncio.wait({quick, slow}, return_when=asyncio.FIRST_COMPLETED)
    slow.cancel()
    await asyncio.wait({slow})
    return [[task.result() for task in done], len(pending), slow.cancelled()]


@scenario
async def as_completed() -> Any:
    return [
        await next_one for next_one in asyncio.as_completed([asyncio.sleep(0, 1), asyncio.sleep(0.01, 2)])
    ]


@scenario
async def a_queue_between_tasks() -> Any:
    queue: asyncio.Queue[int] = asyncio.Queue(1)

    async def produce() -> None:
        for number in range(5):
            await queue.put(number)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        return [await queue.get() for _ in range(5)]


@scenario
async def locks_events_and_conditions() -> Any:
    lock, event, condition, gate = asyncio.Lock(), asyncio.Event(), asyncio.Condition(), asyncio.Semaphore(1)
    order = []

    async def child() -> None:
        async with lock, gate:
            order.append("child")
        event.set()
        async with condition:
            condition.notify_all()

    async with lock:
        running = asyncio.create_task(child())
        await asyncio.sleep(0)
        order.append("parent")
    async with condition:
        await condition.wait()
    await event.wait()
    await running
    return order


@scenario
async def who_is_current() -> Any:
    loop = asyncio.get_running_loop()
    me = current()
    seen: list[Any] = []
    done = loop.create_future()

    def callback() -> None:
        seen.append(asyncio.current_task() is None)
        done.set_result(None)

    async def child() -> None:
        seen.append(asyncio.current_task() is not me)
        await asyncio.sleep(0)

    loop.call_soon(callback)
    await done
    seen.append(asyncio.current_task() is me)
    await asyncio.create_task(child())
    seen.append(asyncio.current_task() is me)
    await asyncio.sleep(0)
    seen += [asyncio.current_task() is me, me in asyncio.all_tasks()]
    await asyncio.to_thread(lambda: None)
    return [*seen, asyncio.current_task() is me]


@scenario
async def a_child_starts_before_one_sleeps_no_time() -> Any:
    order = []

    async def child() -> None:
        order.append("child")

    running = asyncio.create_task(child())
    order.append("parent")
    await asyncio.sleep(0)
    order.append("parent")
    await running
    return order


@scenario
async def the_order_of_callbacks_and_sleeps() -> Any:
    loop = asyncio.get_running_loop()
    order = []
    for number in range(3):
        loop.call_soon(order.append, f"before {number}")
        await asyncio.sleep(0)
        order.append(f"slept {number}")
        loop.call_soon(order.append, f"after {number}")
    await asyncio.sleep(0)
    return order


@scenario
async def eager_children() -> Any:
    if sys.version_info < (3, 12):
        return "none before 3.12"
    me = current()
    order: list[Any] = []

    async def child(wait: bool) -> str:
        order.append(["child", asyncio.current_task() is not me])
        if wait:
            await asyncio.sleep(0)
            order.append(["child again", asyncio.current_task() is not me])
        return "finished"

    loop = asyncio.get_running_loop()
    for wait in (False, True):
        running = asyncio.Task(child(wait), loop=loop, eager_start=True)
        order += [running.done(), asyncio.current_task() is me]
        order += [await running, asyncio.current_task() is me]
    return order


@scenario
async def an_eager_task_factory() -> Any:
    if sys.version_info < (3, 12):
        return "none before 3.12"
    loop = asyncio.get_running_loop()
    before = loop.get_task_factory()
    order: list[Any] = []

    async def child() -> None:
        order.append("child")

    # As asyncio.eager_task_factory, which not every loop can call (3.13.0 under uvloop).
    loop.set_task_factory(
        lambda loop, coro, **more: asyncio.Task(coro, **{**more, "loop": loop, "eager_start": True})
    )
    try:
        running = loop.create_task(child())
        order.append(running.done())
        async with asyncio.TaskGroup() as group:
            group.create_task(child())
            group.create_task(asyncio.sleep(0.001))
        await running
    finally:
        loop.set_task_factory(before)
    return [order, loop.get_task_factory() is before]


@scenario
async def a_task_factory_of_ones_own() -> Any:
    class Mine(asyncio.Task):
        pass

    loop = asyncio.get_running_loop()
    before = loop.get_task_factory()
    loop.set_task_factory(lambda loop, coro, **more: Mine(coro, **{**more, "loop": loop}))
    try:
        running = asyncio.create_task(asyncio.sleep(0, "slept"), name="child")
        return [type(running).__name__, running.get_name(), await running]
    finally:
        loop.set_task_factory(before)
