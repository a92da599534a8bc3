"""Handlers that look at context variables and set them: what one sets, no other may see.

| route | answer |
|---|---|
| `GET /set/{way}/{when}` | sets variables, in that way, before ("inline") or after ("suspended") waiting |
| `GET /look/{when}` | which variables are not as the server was started with |
| `GET /look-def` | the same, of a `def` handler in the pool |
| `GET /entered-elsewhere` | none: a thread has entered its context when it is to go on |
| `POST /leave` | lets the thread leave the context |
| `GET /stream/{way}` | what a generator sees of the handler's context, and of its own |
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import decimal
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

from fasterapi import App, StreamingResponse

from .scenarios import current

app = App()

_left = threading.Event()


class Equal:
    """Equal to all of its kind; comparing them is noted."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        Equal.compared += 1
        return isinstance(other, Equal)

    __hash__ = None  # type: ignore[assignment]  # how Python spells it


NUMBER: contextvars.ContextVar[int | float] = contextvars.ContextVar("NUMBER")
LIST: contextvars.ContextVar[list[int]] = contextvars.ContextVar("LIST")
EQUAL: contextvars.ContextVar[Equal] = contextvars.ContextVar("EQUAL")
UNSET: contextvars.ContextVar[str] = contextvars.ContextVar("UNSET")

#: Set before the server starts: every request begins with these very objects.
STARTED_WITH: dict[contextvars.ContextVar[Any], Any] = {NUMBER: 1, LIST: [], EQUAL: Equal()}
for _variable, _value in STARTED_WITH.items():
    _variable.set(_value)


def _set_others() -> None:
    NUMBER.set(2)
    LIST.set([1])
    UNSET.set("set")


def _set_equal_ones() -> None:
    NUMBER.set(1.0)
    LIST.set([])
    EQUAL.set(Equal())


def _set_and_reset() -> None:
    token = UNSET.set("set")
    UNSET.reset(token)
    token_of_list = LIST.set([])
    LIST.reset(token_of_list)


def _set_in_the_tasks_context() -> None:
    # task.get_context() is there from 3.12 on.
    if hasattr(asyncio.Task, "get_context"):
        asyncio.get_running_loop().call_soon(_set_others, context=current().get_context())
    else:
        _set_others()


def _set_decimals() -> None:
    decimal.getcontext().prec = 5


WAYS: dict[str, Callable[[], object]] = {
    "others": _set_others,
    "equal ones": _set_equal_ones,
    "and reset": _set_and_reset,
    "in the task's context": _set_in_the_tasks_context,
    "in a copy": lambda: contextvars.copy_context().run(_set_others),
    "of decimals": _set_decimals,
}


def _changed() -> list[str]:
    changed = [variable.name for variable, value in STARTED_WITH.items() if variable.get() is not value]
    if UNSET in contextvars.copy_context():
        changed.append("UNSET")
    if decimal.getcontext().prec != decimal.DefaultContext.prec:
        changed.append("decimal")
    return changed


@app.get("/set/{way}/{when}")
async def set_it(way: str, when: str) -> None:
    if when == "suspended":
        await asyncio.sleep(0.001)
    WAYS[way]()


@app.get("/look/{when}")
async def look(when: str) -> dict[str, Any]:
    changed = _changed()
    if when == "suspended":
        await asyncio.sleep(0)
        await asyncio.sleep(0.001)
        changed += _changed()
    return {"changed": changed, "compared": Equal.compared}


@app.get("/look-def")
def look_def() -> dict[str, Any]:
    return {"changed": _changed(), "compared": Equal.compared}


@app.get("/entered-elsewhere")
async def entered_elsewhere() -> None:
    context = current().get_context()
    entered = threading.Event()

    def enter() -> None:
        while not entered.is_set():
            with contextlib.suppress(RuntimeError):  # the handler is in it
                context.run(stay)

    def stay() -> None:
        entered.set()
        _left.wait()

    threading.Thread(target=enter).start()
    asyncio.get_running_loop().call_soon(entered.wait)
    await asyncio.sleep(0)


@app.post("/leave")
async def leave() -> None:
    _left.set()


@app.get("/stream/{way}")
async def stream(way: str) -> StreamingResponse:
    UNSET.set("by the handler")

    async def pieces() -> AsyncIterator[str]:
        yield UNSET.get() + ","
        WAYS[way]()
        await asyncio.sleep(0)
        yield ",".join(_changed())

    return StreamingResponse(pieces())
