"""What runs before an application serves its first request and after its last."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
)
from typing import TYPE_CHECKING, Any

from fasterapi.callables import name_of
from fasterapi.exceptions import DeclarationError

if TYPE_CHECKING:
    from fasterapi.app import App

__all__ = ["Life", "Lifespan", "LifespanFunctions", "StartupError"]

#: Called with the application: a context manager, async or not, or a generator function.
Lifespan = Callable[[Any], Any]


class StartupError(RuntimeError):
    """What an application does before it serves has failed; the cause says how."""


class LifespanFunctions:
    """All that a router has to run around serving, its own first and then those of the routers it includes.

    Args:
        lifespan: entered before serving, left after it; a mapping it yields is the first of each
            `request.state`.
        on_startup, on_shutdown: functions, async or not.
    """

    def __init__(
        self,
        lifespan: Lifespan | None = None,
        on_startup: Sequence[Callable[[], Any]] | None = None,
        on_shutdown: Sequence[Callable[[], Any]] | None = None,
    ) -> None:
        self._lifespan = lifespan
        self._functions = {"startup": list(on_startup or ()), "shutdown": list(on_shutdown or ())}
        self._included: list[LifespanFunctions] = []

    def add(self, event: str, function: Callable[[], Any]) -> None:
        """Call `function` on "startup" or "shutdown".

        Raises:
            DeclarationError: there is no such event.
        """
        if event not in self._functions:
            raise DeclarationError(
                f"{name_of(function)}: there is no event {event!r}: write 'startup' or 'shutdown'"
            )
        self._functions[event].append(function)

    def include(self, other: LifespanFunctions) -> None:
        """Run those of an included router, too."""
        self._included.append(other)

    @asynccontextmanager
    async def run(self, app: Any) -> AsyncIterator[dict[str, Any]]:
        """Start on entry, stop on exit; gives what is to be in each `request.state`."""
        state: dict[str, Any] = {}
        async with AsyncExitStack() as stack:
            if self._lifespan is not None:
                state.update(await stack.enter_async_context(managed(self._lifespan, app)) or {})
            for function in self._functions["startup"]:
                await call(function)
            for included in self._included:
                state.update(await stack.enter_async_context(included.run(app)))
            try:
                yield state
            finally:
                for function in self._functions["shutdown"]:
                    await call(function)


class Life:
    """An application's lifespan, begun and ended from wherever it suits.

    A task of its own has it, since what is entered in a task (a cancel scope, a timeout) must be left there.

    Args:
        app: its `lifespan_state` is set.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Return when the application has started, or raise what keeps it from that."""
        started = asyncio.Event()
        self._task = asyncio.create_task(self._live(started))
        waiting = asyncio.create_task(started.wait())
        await asyncio.wait([self._task, waiting], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._task.done():
            await self._task

    async def stop(self) -> None:
        """Return when the application has stopped, or raise what keeps it from that."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def _live(self, started: asyncio.Event) -> None:
        async with self._app.lifespan.run(self._app) as state:
            self._app.lifespan_state = state
            started.set()
            await self._stopping.wait()


def managed(lifespan: Lifespan, app: Any) -> AbstractAsyncContextManager[Any]:
    """A lifespan of any form as an async context manager.

    Raises:
        DeclarationError: it is none of the forms.
    """
    if inspect.isasyncgenfunction(lifespan):
        return asynccontextmanager(lifespan)(app)
    if inspect.isgeneratorfunction(lifespan):
        return lifted(contextmanager(lifespan)(app))
    made = lifespan(app)
    if hasattr(made, "__aenter__"):
        manager: AbstractAsyncContextManager[Any] = made
        return manager
    if hasattr(made, "__enter__"):
        return lifted(made)
    if inspect.iscoroutine(made):
        made.close()  # nobody will await it
    raise DeclarationError(
        f"{name_of(lifespan)} is no lifespan: write @asynccontextmanager above it, and yield in it once"
    )


@asynccontextmanager
async def lifted(manager: AbstractContextManager[Any]) -> AsyncIterator[Any]:
    with manager as value:
        yield value


async def call(function: Callable[[], Any]) -> None:
    result = function()
    if inspect.isawaitable(result):
        await result
