"""Engines without listeners, for an application that is called within its process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from fasterapi import _core
from fasterapi.hooks import Hooks
from fasterapi.loop import attach

if TYPE_CHECKING:
    from fasterapi.app import App

__all__ = ["Embedded", "LoopEngines", "embed"]

#: Threads that `def` handlers have at most, as the command gives them.
POOL_THREADS = 40

#: Seconds between two looks at whether cancelled handlers have ended.
CLOSE_POLL = 0.001


class Embedded(NamedTuple):
    """An engine, and the hooks it was given."""

    engine: _core.Engine
    hooks: Hooks

    async def close(self) -> None:
        """Cancel what runs, and let it clean up."""
        self.engine.close()
        while not self.engine.closed:  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(CLOSE_POLL)


def embed(
    app: App, loop: asyncio.AbstractEventLoop, hooks: Hooks, limits: Mapping[str, int] | None = None
) -> Embedded:
    """An engine of `app` for `loop`, which is still to be attached to it."""
    engine = _core.Engine(
        app=app,
        plans=app.plans(),
        hooks=hooks,
        loop=loop,
        listeners=(),
        limits=limits or {},
        access_log="off",
        server_name="",
        pool_threads=POOL_THREADS,
    )
    return Embedded(engine, hooks)


class LoopEngines:
    """An engine for each running loop that asks for one: made at first use, closed with the loop.

    Args:
        app: what the engines serve.
        hooks: the class of their hooks.
        limits: bounds that differ from the default.
    """

    def __init__(self, app: App, hooks: type[Hooks], limits: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._hooks = hooks
        self._limits = limits
        self._lives: dict[asyncio.AbstractEventLoop, tuple[Embedded, AsyncGenerator[None, None]]] = {}

    async def of_running_loop(self) -> Embedded:
        """The one of the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._lives:
            self._forget_closed_loops()
            embedded = embed(self._app, loop, self._hooks(self._app), self._limits)
            life = self._live(loop, embedded)
            self._lives[loop] = (embedded, life)
            await anext(life)
        return self._lives[loop][0]

    async def close(self) -> None:
        """Close the engine of the running loop, if it has one."""
        _, life = self._lives.get(asyncio.get_running_loop(), (None, None))
        if life is not None:
            await life.aclose()

    # A loop ends generators that are suspended before it is closed: loop.shutdown_asyncgens(), which
    # asyncio.run() and everybody who replaces it call.
    async def _live(self, loop: asyncio.AbstractEventLoop, embedded: Embedded) -> AsyncGenerator[None, None]:
        detach = attach(embedded.engine, loop)
        try:
            yield
        finally:
            del self._lives[loop]
            await embedded.close()
            detach()

    def _forget_closed_loops(self) -> None:
        """Those that were closed without a word to their generators."""
        for loop in [loop for loop in self._lives if loop.is_closed()]:
            embedded, _ = self._lives.pop(loop)
            embedded.engine.close()
