"""One worker: an application served on the thread and the loop of this process until it is told to stop."""

from __future__ import annotations

import asyncio
import functools
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack

from fasterapi import _core
from fasterapi.app import App
from fasterapi.hooks import Hooks
from fasterapi.lifespan import StartupError
from fasterapi.listeners import Listeners
from fasterapi.logs import set_up_logging
from fasterapi.loop import attach, new_event_loop
from fasterapi.settings import ServerSettings, SettingsError

__all__ = ["announce", "run_app", "serve"]

#: Seconds between two looks at whether running requests have finished or handlers ended, while stopping.
DRAIN_POLL = 0.01


def run_app(app: App, settings: ServerSettings) -> None:
    """Open the listeners and serve, as the only worker."""
    listeners = Listeners(settings)
    try:
        serve(app, settings, listeners.of(0), ready=lambda: announce(listeners))
    finally:
        listeners.unlink()


def announce(listeners: Listeners) -> None:
    """Say on stderr that connections are answered now; tools wait for this line."""
    print(f"FasterAPI serving {listeners.name} (pid {os.getpid()})", file=sys.stderr, flush=True)


def serve(
    app: App,
    settings: ServerSettings,
    listeners: Sequence[int],
    *,
    ready: Callable[[], None],
    supervisor: socket.socket | None = None,
) -> None:
    """Serve until stopped; `listeners` are taken over, `ready` is called when connections are answered.

    Alone, SIGTERM and SIGINT stop: gracefully first, at once when there comes another. With a `supervisor`, a
    socket that is readable when it has died, SIGTERM stops gracefully however often it comes, SIGQUIT at
    once.
    """
    set_up_logging(settings)
    _core.raise_descriptor_limit()  # each connection is one; workers have as many as they are allowed
    worker = Worker(app, settings, listeners, ready=ready, supervisor=supervisor)
    with asyncio.Runner(loop_factory=functools.partial(new_event_loop, settings.loop)) as runner:
        runner.run(worker.run())


class Worker:
    """An engine on a running loop, from its start to its end."""

    def __init__(
        self,
        app: App,
        settings: ServerSettings,
        listeners: Sequence[int],
        *,
        ready: Callable[[], None],
        supervisor: socket.socket | None,
    ) -> None:
        self._app = app
        self._settings = settings
        self._listeners = listeners
        self._ready = ready
        self._supervisor = supervisor
        self._stopping = asyncio.Event()
        self._at_once = False

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        engine = self._make_engine(loop)
        try:
            async with AsyncExitStack() as around:
                await self._start(around)
                await self._serve(engine, loop)
        finally:
            engine.close()

    async def _start(self, around: AsyncExitStack) -> None:
        """Let the application start; `around` has what it does at its end."""
        try:
            self._app.lifespan_state = await around.enter_async_context(self._app.lifespan.run(self._app))
        except Exception as error:
            raise StartupError(f"the application does not start: {error!r}") from error

    async def _serve(self, engine: _core.Engine, loop: asyncio.AbstractEventLoop) -> None:
        detach = attach(engine, loop)
        forget_signals = self._watch_signals(loop)
        try:
            self._ready()
            await self._stopping.wait()
            await self._drain(engine, loop)
            engine.close()
            await self._end(engine)
        finally:
            engine.close()
            forget_signals()
            detach()

    def _make_engine(self, loop: asyncio.AbstractEventLoop) -> _core.Engine:
        try:
            return _core.Engine(
                app=self._app,
                plans=self._app.plans(),
                hooks=Hooks(self._app),
                loop=loop,
                listeners=self._listeners,
                limits=self._settings.limits,
                access_log=self._settings.access_log,
                server_name="FasterAPI" if self._settings.server_header else "",
                pool_threads=self._settings.pool_threads,
            )
        except ValueError as error:
            raise SettingsError(str(error)) from None

    async def _drain(self, engine: _core.Engine, loop: asyncio.AbstractEventLoop) -> None:
        engine.drain()
        deadline = loop.time() + self._settings.shutdown_timeout
        while not (engine.drained or self._at_once or loop.time() >= deadline):  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(DRAIN_POLL)

    async def _end(self, engine: _core.Engine) -> None:
        """Let cancelled handlers clean up: asyncio.Runner would cancel them once more in the middle of it."""
        while not (engine.closed or self._at_once):  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(DRAIN_POLL)

    def _watch_signals(self, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
        handlers = (
            {signal.SIGTERM: self._stop_or_hurry, signal.SIGINT: self._stop_or_hurry}
            if self._supervisor is None
            else {signal.SIGTERM: self._stopping.set, signal.SIGQUIT: self._stop_at_once}
        )
        for number, handler in handlers.items():
            loop.add_signal_handler(number, handler)
        if self._supervisor is not None:
            loop.add_reader(self._supervisor, self._supervisor_died)

        def forget() -> None:
            for number in handlers:
                loop.remove_signal_handler(number)
            if self._supervisor is not None:
                loop.remove_reader(self._supervisor)

        return forget

    def _stop_or_hurry(self) -> None:
        if self._stopping.is_set():
            self._at_once = True
        self._stopping.set()

    def _stop_at_once(self) -> None:
        self._at_once = True
        self._stopping.set()

    def _supervisor_died(self) -> None:
        if self._supervisor is not None:
            asyncio.get_running_loop().remove_reader(self._supervisor)
        self._stopping.set()
