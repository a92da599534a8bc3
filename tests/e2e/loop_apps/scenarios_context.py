"""Context variables: who sees what is set, and the context as the task tells it."""

from __future__ import annotations

import asyncio
import contextvars
import decimal
import functools
from typing import Any

from .scenarios import current, scenario

VARIABLE: contextvars.ContextVar[str] = contextvars.ContextVar("VARIABLE", default="default")


@scenario
async def a_variable_over_suspensions() -> Any:
    seen = [VARIABLE.get()]
    VARIABLE.set("before")
    await asyncio.sleep(0)
    seen.append(VARIABLE.get())
    VARIABLE.set("between")
    await asyncio.sleep(0.001)
    seen.append(VARIABLE.get())
    await asyncio.to_thread(lambda: None)
    return [*seen, VARIABLE.get()]


@scenario
async def a_variable_reset() -> Any:
    token = VARIABLE.set("set")
    await asyncio.sleep(0)
    seen = [VARIABLE.get()]
    VARIABLE.reset(token)
    await asyncio.sleep(0)
    return [*seen, VARIABLE.get()]


@scenario
async def a_variable_and_children() -> Any:
    async def child() -> list[str]:
        seen = [VARIABLE.get()]
        VARIABLE.set("of the child")
        await asyncio.sleep(0)
        return [*seen, VARIABLE.get()]

    VARIABLE.set("of the parent")
    before = asyncio.create_task(child())
    VARIABLE.set("changed")
    return [await before, await asyncio.create_task(child()), await child(), VARIABLE.get()]


@scenario
async def a_variable_and_threads() -> Any:
    loop = asyncio.get_running_loop()
    VARIABLE.set("of the loop")

    def in_copy() -> str:
        value = VARIABLE.get()
        VARIABLE.set("of the thread")
        return value

    copied = functools.partial(contextvars.copy_context().run, in_copy)
    return [
        await asyncio.to_thread(in_copy),
        await loop.run_in_executor(None, VARIABLE.get),
        await loop.run_in_executor(None, copied),
        VARIABLE.get(),
    ]


@scenario
async def a_variable_and_callbacks() -> Any:
    loop = asyncio.get_running_loop()
    seen: list[str] = []
    done = loop.create_future()

    def callback(last: bool) -> None:
        seen.append(VARIABLE.get())
        VARIABLE.set("of the callback")
        if last:
            done.set_result(None)

    VARIABLE.set("of the task")
    loop.call_soon(callback, False)
    loop.call_soon_threadsafe(callback, False)
    loop.call_later(0.001, callback, True)
    VARIABLE.set("changed")
    await done
    return [seen, VARIABLE.get()]


@scenario
async def a_variable_and_a_done_callback() -> Any:
    loop = asyncio.get_running_loop()
    seen: list[str] = []
    future = loop.create_future()
    VARIABLE.set("when added")
    future.add_done_callback(lambda _: seen.append(VARIABLE.get()))
    VARIABLE.set("when done")
    future.set_result(None)
    await asyncio.sleep(0)
    return seen


@scenario
async def a_context_given_to_a_child() -> Any:
    context = contextvars.copy_context()

    async def child() -> None:
        VARIABLE.set("in the given context")
        await asyncio.sleep(0)

    await asyncio.create_task(child(), context=context)
    return [context[VARIABLE], VARIABLE.get()]


@scenario
async def running_in_a_copy() -> Any:
    VARIABLE.set("outside")
    contextvars.copy_context().run(VARIABLE.set, "inside")
    return VARIABLE.get()


@scenario
async def the_task_knows_its_context() -> Any:
    VARIABLE.set("mine")
    if not hasattr(asyncio.Task, "get_context"):
        return hasattr(current(), "get_context")
    context = current().get_context()
    seen = [context[VARIABLE]]
    await asyncio.sleep(0)
    VARIABLE.set("changed")
    return [*seen, context[VARIABLE], current().get_context() is context]


@scenario
async def decimals_have_a_context_of_their_own() -> Any:
    before = decimal.getcontext().prec
    decimal.getcontext().prec = 3
    await asyncio.sleep(0)
    third = str(decimal.Decimal(1) / 3)

    async def child() -> str:
        with decimal.localcontext() as context:
            context.prec = 5
            await asyncio.sleep(0)
            return str(decimal.Decimal(1) / 3)

    return [before, third, await asyncio.create_task(child()), str(decimal.Decimal(1) / 3)]


@scenario
async def variables_bound_for_logging() -> Any:
    # As structlog.contextvars does it: one variable a key, tokens to undo.
    variables = {name: contextvars.ContextVar[str](name) for name in ("request_id", "user")}

    def bind(**values: str) -> dict[str, contextvars.Token[str]]:
        return {name: variables[name].set(value) for name, value in values.items()}

    def bound() -> dict[str, str]:
        context = contextvars.copy_context()
        return {name: context[variable] for name, variable in variables.items() if variable in context}

    async def handle(user: str) -> dict[str, str]:
        bind(user=user)
        await asyncio.sleep(0)
        return bound()

    tokens = bind(request_id="1")
    seen = [await asyncio.gather(handle("a"), handle("b")), bound()]
    for name, token in tokens.items():
        variables[name].reset(token)
    return [*seen, bound()]
