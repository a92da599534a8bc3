"""The engine and asyncio on one thread: the loops there are, and how each runs the engine's turns."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable

from fasterapi import _core
from fasterapi.settings import LoopKind, SettingsError

__all__ = ["attach", "new_event_loop"]

#: Seconds between two turns on another loop than ours, at most: a turn that the engine asks the loop for by
#: itself may bring a deadline that the timer does not know of.
MAX_WAIT = 1.0


class CoreSelector(selectors.EpollSelector):
    """A selector whose waiting is the engine's.

    With an engine attached select() runs the network and the handlers, and returns when asyncio itself has
    something to do; without, it is an ordinary one.
    """

    def attach(self, engine: _core.Engine) -> None:
        """Let `engine` wait in the place of this selector."""
        engine.watch_selector(self.fileno(), super().select)
        # In the instance, so that asyncio calls the engine without a Python frame between them.
        vars(self)["select"] = engine.select

    @property
    def attached(self) -> bool:
        """An engine waits in the place of this selector."""
        return "select" in vars(self)

    def detach(self) -> None:
        """Be an ordinary selector again."""
        vars(self).pop("select", None)


class CoreEventLoop(asyncio.SelectorEventLoop):
    """asyncio's own loop on a CoreSelector."""

    def __init__(self) -> None:
        self.core_selector = CoreSelector()
        super().__init__(self.core_selector)


class ReaderDriver:
    """Runs an engine's turns on any other loop, when its descriptor is readable or a deadline has come."""

    def __init__(self, engine: _core.Engine, loop: asyncio.AbstractEventLoop) -> None:
        self._engine = engine
        self._loop = loop
        self._timer: asyncio.TimerHandle | None = None
        loop.add_reader(engine.fileno(), self._turn)
        # Not at once: the engine is attached from within a task, and handlers run in tasks of their own.
        self._first_turn = loop.call_soon(self._turn)

    def _turn(self) -> None:
        self._engine.turn()
        seconds = self._engine.next_deadline()
        due = self._loop.time() + (MAX_WAIT if seconds is None else min(seconds, MAX_WAIT))
        # Deadlines mostly move away; a timer that fires too early costs one turn and is then set anew.
        if self._timer is None or due < self._timer.when():
            self._cancel_timer()
            self._timer = self._loop.call_at(due, self._deadline)

    def _deadline(self) -> None:
        self._timer = None
        self._turn()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def detach(self) -> None:
        """Run no further turn."""
        self._first_turn.cancel()
        self._cancel_timer()
        self._loop.remove_reader(self._engine.fileno())


def new_event_loop(kind: LoopKind) -> asyncio.AbstractEventLoop:
    """A loop to serve on.

    Raises:
        SettingsError: uvloop is not installed.
    """
    if kind == "asyncio":
        return CoreEventLoop()
    try:
        import uvloop
    except ImportError as error:
        raise SettingsError(
            f"loop 'uvloop' is not installed ({error}): pip install 'fasterapi-core[uvloop]'"
        ) from None
    return uvloop.new_event_loop()


def attach(engine: _core.Engine, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
    """Let `loop`, which runs on this thread, run the engine's turns.

    Of our own loop the first engine becomes the selector; others are beside what it does, as on other loops.

    Returns:
        A function that ends it.
    """
    if isinstance(loop, CoreEventLoop) and not loop.core_selector.attached:
        loop.core_selector.attach(engine)
        return loop.core_selector.detach
    return ReaderDriver(engine, loop).detach
