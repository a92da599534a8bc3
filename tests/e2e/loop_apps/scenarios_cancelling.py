"""Cancellation: by oneself, by others, by a deadline; counted, refused, too late."""

from __future__ import annotations

import asyncio
from typing import Any

from .scenarios import current, describe, forever, scenario


@scenario
async def cancel_oneself_before_a_sleep() -> Any:
    told = current().cancel("enough")
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as error:
        return [told, describe(error), current().cancelling()]


@scenario
async def cancel_oneself_before_a_future() -> Any:
    future = asyncio.get_running_loop().create_future()
    current().cancel("enough")
    try:
        await future
    except asyncio.CancelledError as error:
        return [describe(error), future.cancelled(), current().cancelling()]


@scenario
async def cancel_oneself_before_a_done_future() -> Any:
    future = asyncio.get_running_loop().create_future()
    future.set_result("done")
    current().cancel()
    seen = [await future]
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as error:
        seen.append(describe(error))
    return seen


@scenario
async def cancelled_from_outside_with_a_message() -> Any:
    asyncio.get_running_loop().call_soon(current().cancel, "because")
    try:
        await forever()
    except asyncio.CancelledError as error:
        return [describe(error), current().cancelling()]


@scenario
async def cancelled_by_keyword() -> Any:
    task = current()
    asyncio.get_running_loop().call_soon(lambda: task.cancel(msg="by keyword"))
    try:
        await forever()
    except asyncio.CancelledError as error:
        return describe(error)


@scenario
async def cancel_with_wrong_arguments() -> Any:
    seen: list[Any] = []
    for arguments, keywords in (((1, 2), {}), ((), {"message": 1}), ((1,), {"msg": 1})):
        try:
            current().cancel(*arguments, **keywords)
        except TypeError:
            seen.append("TypeError")
    return [*seen, current().cancelling()]


@scenario
async def cancelled_from_a_child() -> Any:
    parent = current()

    async def child() -> bool:
        return parent.cancel("by a child")

    running = asyncio.create_task(child())
    try:
        await forever()
    except asyncio.CancelledError as error:
        return [describe(error), await running]


@scenario
async def cancelled_while_sleeping_no_time() -> Any:
    asyncio.get_running_loop().call_soon(current().cancel, "in the next iteration")
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as error:
        return ["at the first sleep", describe(error)]
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as error:
        return ["at the second sleep", describe(error)]


@scenario
async def cancelled_when_the_result_is_there_already() -> Any:
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    task = current()

    def both() -> None:
        future.set_result("lost")
        task.cancel("too late for the future")

    loop.call_soon(both)
    try:
        return await future
    except asyncio.CancelledError as error:
        return [describe(error), future.cancelled(), future.result()]


@scenario
async def cancelled_when_an_error_is_there_already() -> Any:
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    task = current()

    def both() -> None:
        future.set_exception(ValueError("lost"))
        task.cancel()

    loop.call_soon(both)
    try:
        return await future
    except asyncio.CancelledError as error:
        return describe(error)


@scenario
async def cancelled_twice() -> Any:
    loop = asyncio.get_running_loop()
    loop.call_soon(current().cancel, "first")
    loop.call_soon(current().cancel, "second")
    seen = []
    for _ in range(2):
        try:
            await forever()
        except asyncio.CancelledError as error:
            seen.append([describe(error), current().cancelling()])
            loop.call_soon(current().cancel, "third")
    return seen


@scenario
async def counting() -> Any:
    task = current()
    counts = [task.cancelling(), task.uncancel()]
    task.cancel()
    task.cancel()
    counts += [task.cancelling(), task.uncancel(), task.cancelling(), task.uncancel(), task.uncancel()]
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as error:
        return [counts, describe(error)]
    return [counts, "not cancelled"]


@scenario
async def cleaning_up_after_a_cancellation() -> Any:
    seen = []
    asyncio.get_running_loop().call_soon(current().cancel)
    try:
        try:
            await forever()
        finally:
            await asyncio.sleep(0)
            seen.append("cleaned")
            await asyncio.sleep(0.001)
            seen.append("slept")
    except asyncio.CancelledError:
        seen.append("cancelled")
    return seen


@scenario
async def a_cancellation_left_uncaught() -> Any:
    asyncio.get_running_loop().call_soon(current().cancel, "uncaught")
    await forever()


@scenario
async def raising_the_cancellation_oneself() -> Any:
    raise asyncio.CancelledError("my own", 2)


@scenario
async def a_shielded_child_goes_on() -> Any:
    async def child() -> str:
        await asyncio.sleep(0.001)
        return "finished"

    running = asyncio.create_task(child())
    asyncio.get_running_loop().call_soon(current().cancel)
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        return ["cancelled", running.done(), await running]


@scenario
async def an_awaited_child_is_cancelled() -> Any:
    running = asyncio.create_task(forever())
    asyncio.get_running_loop().call_soon(current().cancel, "both")
    try:
        await running
    except asyncio.CancelledError as error:
        return [describe(error), running.cancelled(), current().cancelling()]


@scenario
async def a_cancelled_child_is_not_oneself() -> Any:
    running = asyncio.create_task(forever())
    asyncio.get_running_loop().call_soon(running.cancel, "the child")
    try:
        await running
    except asyncio.CancelledError as error:
        return [describe(error), current().cancelling()]


@scenario
async def gathering_and_being_cancelled() -> Any:
    children = [asyncio.create_task(forever()) for _ in range(3)]
    asyncio.get_running_loop().call_soon(current().cancel)
    try:
        await asyncio.gather(*children)
    except asyncio.CancelledError:
        await asyncio.wait(children)
        return [child.cancelled() for child in children]


@scenario
async def a_deadline_that_is_hit() -> Any:
    try:
        async with asyncio.timeout(0.001) as deadline:
            await forever()
    except TimeoutError as error:
        return [describe(error), deadline.expired(), current().cancelling()]


@scenario
async def a_deadline_that_is_not_hit() -> Any:
    async with asyncio.timeout(60) as deadline:
        value = await asyncio.sleep(0.001, "slept")
    return [value, deadline.expired(), current().cancelling()]


@scenario
async def a_deadline_around_what_does_not_wait() -> Any:
    async with asyncio.timeout(60):  # noqa: ASYNC100  (that nothing is awaited is the case)
        value = 7
    return [value, current().cancelling()]


@scenario
async def a_deadline_that_has_passed() -> Any:
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(60)
    except TimeoutError:
        return current().cancelling()


@scenario
async def a_deadline_moved() -> Any:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(60) as deadline:
            deadline.reschedule(loop.time() + 0.001)
            await forever()
    except TimeoutError:
        return deadline.expired()


@scenario
async def the_inner_deadline_is_hit() -> Any:
    seen = []
    async with asyncio.timeout(60):
        try:
            async with asyncio.timeout(0.001):
                await forever()
        except TimeoutError:
            seen.append(current().cancelling())
        await asyncio.sleep(0)
    return seen


@scenario
async def the_outer_deadline_is_hit() -> Any:
    seen = []
    try:
        async with asyncio.timeout(0.001):
            try:
                async with asyncio.timeout(60):
                    await forever()
            except asyncio.CancelledError:
                seen.append("inner")
                raise
    except TimeoutError:
        seen.append("outer")
    return [seen, current().cancelling()]


@scenario
async def a_deadline_and_a_cancellation_at_once() -> Any:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(60) as deadline:
            deadline.reschedule(loop.time())
            await asyncio.sleep(0)
            loop.call_soon(current().cancel, "from outside")
            await forever()
    except (TimeoutError, asyncio.CancelledError) as error:
        return [describe(error), current().cancelling()]


@scenario
async def wait_for_in_time() -> Any:
    return await asyncio.wait_for(asyncio.sleep(0.001, "in time"), 60)


@scenario
async def wait_for_too_long() -> Any:
    running = asyncio.create_task(forever())
    try:
        await asyncio.wait_for(running, 0.001)
    except TimeoutError as error:
        return [describe(error), running.cancelled(), current().cancelling()]


@scenario
async def wait_for_cancelled() -> Any:
    asyncio.get_running_loop().call_soon(current().cancel, "while waiting")
    running = asyncio.create_task(forever())
    try:
        await asyncio.wait_for(running, 60)
    except asyncio.CancelledError:
        return [running.cancelled(), current().cancelling()]
