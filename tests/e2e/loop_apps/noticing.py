"""Handlers that leave something on their task, in every way a program can, and handlers that look for it.

| route | answer |
|---|---|
| `GET /leave/{way}/{when}` | leaves a trace before ("inline") or after ("suspended") it has waited |
| `GET /look` | what the task of this request, which left nothing, has on it |
| `GET /kept` | what has become of everything kept, once all of it is done; the calls since then |
| `GET /logged` | of how many requests a log handler was told, which leaves traces as well |
| `GET /stats` | the engine's counts |
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import logging
import weakref
from collections.abc import Callable
from typing import Any

from fasterapi import App

from .observing import Tally, add_stats
from .scenarios import current

app = App()
add_stats(app)

MARK: contextvars.ContextVar[str] = contextvars.ContextVar("MARK", default="")

_kept: list[asyncio.Task[Any]] = []
_coroutines: list[Any] = []
_contexts: list[contextvars.Context] = []
_errors: list[BaseException] = []
_methods: list[Any] = []
_weak: list[weakref.ref[asyncio.Task[Any]]] = []
_weak_set: weakref.WeakSet[asyncio.Task[Any]] = weakref.WeakSet()
_waiters: set[asyncio.Task[Any]] = set()
_called: list[dict[str, Any]] = []
_calls = Tally()
_logged = 0
_calls_due = 0

Task = asyncio.Task[Any]


def _done(task: Task) -> None:
    _called.append({"done": task.done(), "cancelled": task.cancelled(), "mark": MARK.get(), "task": id(task)})
    _calls.add()


def _add_callback(task: Task, **how: Any) -> None:
    global _calls_due
    _calls_due += 1
    MARK.set("when added")
    task.add_done_callback(_done, **how)
    MARK.set("later")


def _raise(task: Task) -> None:
    try:
        raise LookupError(task)
    except LookupError as error:
        _errors.append(error)


def _hold_frame(task: Task) -> None:
    try:
        raise LookupError
    except LookupError as error:  # whose traceback has this frame, which has the task
        _errors.append(error)


def _cancel_and_think_better(task: Task) -> None:
    task.cancel()
    task.uncancel()


def _wait_in_background(task: Task) -> None:
    waiter = asyncio.create_task(asyncio.wait({task}))
    _waiters.add(waiter)


def _set_behind_its_back(task: Task) -> None:
    # Before 3.13 a Task's attributes can only be set by its own type.
    with contextlib.suppress(TypeError):
        object.__setattr__(task, "mark", "noticed")


def _context_of(task: Task) -> contextvars.Context:
    # task.get_context() is there from 3.12 on.
    if hasattr(task, "get_context"):
        return task.get_context()
    context = contextvars.Context()
    context.run(MARK.set, "of the one who left it")
    return context


def _keep_context(task: Task) -> None:
    _contexts.append(_context_of(task))


WAYS: dict[str, Callable[[Task], object]] = {
    "reference": _kept.append,
    "all_tasks": lambda task: _kept.extend(found for found in asyncio.all_tasks() if found is task),
    "bound method": lambda task: _methods.append(task.done),
    "exception": _raise,
    "frame": _hold_frame,
    "weak reference": lambda task: _weak.append(weakref.ref(task)),
    "weak reference with a callback": lambda task: _weak.append(weakref.ref(task, _methods.append)),
    "weak set": _weak_set.add,
    "name": lambda task: task.set_name("noticed"),
    "callback": _add_callback,
    "callback with a context": lambda task: _add_callback(task, context=contextvars.copy_context()),
    "attribute": lambda task: setattr(task, "mark", "noticed"),
    "object.__setattr__": _set_behind_its_back,
    "private attribute": lambda task: setattr(task, "_log_destroy_pending", False),
    "coroutine": lambda task: _coroutines.append(task.get_coro()),
    "context": _keep_context,
    "cancel": lambda task: task.cancel("noticed"),
    "cancel and uncancel": _cancel_and_think_better,
    "waited for": _wait_in_background,
}


class Noticing(logging.Handler):
    """Treats the task it is called in as nobody should."""

    def emit(self, record: logging.LogRecord) -> None:
        global _logged
        _logged += 1
        if (task := asyncio.current_task()) is not None:
            _kept.append(task)
            task.set_name("noticed")


logging.getLogger("fasterapi.access").addHandler(Noticing())


@app.get("/logged")
async def logged() -> int:
    return _logged


@app.get("/leave/{way}/{when}")
async def leave(way: str, when: str) -> Any:
    if when == "suspended":
        await asyncio.sleep(0)
        await asyncio.sleep(0.001)
    MARK.set("of the one who left it")
    WAYS[way](current())
    return {"id": id(current())}


@app.get("/look")
async def look() -> Any:
    task = current()
    MARK.set("of another request")
    contexts = [context.get(MARK) for context in _contexts]
    return {
        "kept": any(kept is task for kept in _kept),
        "weakly": any(weak() is task for weak in _weak) or task in _weak_set,
        "named": task.get_name() == "noticed",
        "marked": hasattr(task, "mark"),
        "running": [bool(coroutine.cr_running) for coroutine in _coroutines].count(True),
        "counted": task.cancelling(),
        "must_cancel": task._must_cancel,
        "blocking": task._asyncio_future_blocking,
        "context": contexts.count("of another request"),
    }


@app.get("/kept")
async def kept() -> Any:
    if _kept:
        await asyncio.wait(_kept)
    if _waiters:
        await asyncio.wait(_waiters)
    await _calls.reaches(_calls_due)
    called = list(_called)
    _called.clear()
    gc.collect()
    return {
        "states": sorted({(task.done(), task.cancelled(), task.exception() is None) for task in _kept}),
        "marks": sorted({_context_of(task)[MARK] for task in _kept}),
        "called": called,
        "weak": [weak() is None for weak in _weak].count(False),
        "waited": all(waiter.done() for waiter in _waiters),
    }
