"""Several workers as forked processes: started, replaced when they crash, renewed and stopped."""

from __future__ import annotations

import contextlib
import gc
import logging
import selectors
import signal
import socket
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from fasterapi.children import NEVER, PARENT_SIGNALS, Child, fork
from fasterapi.listeners import Listeners
from fasterapi.logs import ERROR
from fasterapi.settings import ServerSettings

__all__ = ["ServePost", "Supervisor", "WatchPost"]

SIGNAL_NAMES = {number.value: number.name for number in signal.Signals}

#: Seconds before a crashed worker is replaced: none the first time, then these, twice as long each time.
FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
#: Where it takes so long, the connections waiting on its seat are given up: new ones go to the other workers.
LONG_DELAY = 2.0
#: After so many seconds a worker's crash has nothing to do with the last one on its seat.
STEADY_AFTER = 60.0
#: Seconds that running requests have to finish when the files changed.
RELOAD_GRACE = 1.0
#: Seconds a worker has to end by itself once its requests had their time.
EXIT_GRACE = 1.0


class ServePost(NamedTuple):
    """What a forked worker is to do: serve on these descriptors, and write an empty line when it is ready."""

    listeners: Sequence[int]
    control: socket.socket


class WatchPost(NamedTuple):
    """What the forked watcher is to do: write an empty line when it watches, then which files changed."""

    control: socket.socket


class Seat:
    """The place of one worker: it and its listeners stay while workers come and go."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.worker: Child | None = None
        #: A new worker that takes over when it is ready.
        self.successor: Child | None = None
        self.wants_successor = False
        #: When a worker is put on it.
        self.starts_at = NEVER
        self.crashes = 0

    def children(self) -> list[Child]:
        """Who is on it."""
        return [child for child in (self.worker, self.successor) if child is not None]

    def replace_crashed(self, worker: Child) -> float:
        """Put another worker on this seat. Returns the seconds until then."""
        if time.monotonic() - worker.born >= STEADY_AFTER:
            self.crashes = 0
        self.crashes += 1
        delay = 0.0 if self.crashes == 1 else min(FIRST_DELAY * 2 ** (self.crashes - 2), LONGEST_DELAY)
        self.starts_at = time.monotonic() + delay
        return delay


class Supervisor:
    """Keeps a worker on every seat.

    The first worker shows whether the application can be served at all: until it is ready there is no other,
    and when it fails, so does the server. SIGTERM and SIGINT stop gracefully, a second one at once. SIGHUP
    renews the workers one by one; with `reload`, a change of the files does.
    """

    def __init__(self, settings: ServerSettings, listeners: Listeners, announce: Callable[[], None]) -> None:
        self._settings = settings
        self._listeners = listeners
        self._announce = announce
        self._announced = False
        self._stopping = False
        self._exit_code = 0
        self._seats = [Seat(number) for number in range(settings.workers)]
        self._to_renew: list[Seat] = []
        self._leaving: list[Child] = []  # successors have taken their seats
        self._watcher: Child | None = None
        self._log = logging.getLogger(ERROR)
        self._selector = selectors.PollSelector()
        self._signals, self._signal_sink = socket.socketpair()

    def run(self) -> int | ServePost | WatchPost:
        """Supervise until everything has stopped.

        Returns:
            The exit code; in a forked child, where it returns at once, what that is to do.
        """
        handlers = {number: signal.getsignal(number) for number in PARENT_SIGNALS}
        self._receive_signals()
        # What exists by now is shared with the workers; a collection would touch it and so copy its pages.
        gc.freeze()
        if not self._settings.reload:
            self._start_first()
        while not self._stopping or self._children():
            for seat in self._due():
                try:
                    listeners = () if seat is None else self._listeners.of(seat.number)
                    child = fork()
                except OSError as error:  # no process, no descriptor, or the port is another's by now
                    self._postpone(seat, error)
                    continue
                if isinstance(child, socket.socket):
                    self._close(but=listeners)
                    return WatchPost(child) if seat is None else ServePost(listeners, child)
                self._seat_child(child, seat)
            self._wait()
        self._close()
        for number, handler in handlers.items():
            signal.signal(number, handler)
        return self._exit_code

    def _children(self) -> list[Child]:
        seated = [child for seat in self._seats for child in seat.children()]
        return seated + self._leaving + ([] if self._watcher is None else [self._watcher])

    def _close(self, *, but: Sequence[int] = ()) -> None:
        """Close what is this supervisor's, except the listeners that this process goes on with."""
        signal.set_wakeup_fd(-1)
        self._selector.close()
        self._signals.close()
        self._signal_sink.close()
        for child in self._children():
            child.control.close()
        self._listeners.close(but=but)

    # --- starting

    def _due(self) -> list[Seat | None]:
        """Seats to put a new worker on; None is the watcher's."""
        if self._stopping:
            return []
        now = time.monotonic()
        due: list[Seat | None] = [
            seat for seat in self._seats if seat.wants_successor or seat.starts_at <= now
        ]
        if self._settings.reload and self._watcher is None:
            due.append(None)
        return due

    def _start_first(self) -> None:
        self._seats[0].starts_at = time.monotonic()

    def _seat_child(self, child: Child, seat: Seat | None) -> None:
        self._selector.register(child.control, selectors.EVENT_READ, child)
        if seat is None:
            self._watcher = child
        elif seat.wants_successor:
            seat.successor, seat.wants_successor = child, False
        else:
            seat.worker, seat.starts_at = child, NEVER

    def _postpone(self, seat: Seat | None, error: OSError) -> None:
        if seat is None or not self._announced:
            self._fail(f"cannot start a process: {error}", 1)
        elif seat.wants_successor:
            seat.wants_successor = False
            self._to_renew.clear()
            self._log.error("cannot start a new worker: %s; the old ones stay", error)
        else:
            seat.starts_at = time.monotonic() + LONGEST_DELAY
            self._log.error("cannot start a worker: %s; tried again in %g s", error, LONGEST_DELAY)

    # --- waiting

    def _receive_signals(self) -> None:
        self._signals.setblocking(False)
        self._signal_sink.setblocking(False)
        self._selector.register(self._signals, selectors.EVENT_READ)
        signal.set_wakeup_fd(self._signal_sink.fileno())
        for number in PARENT_SIGNALS:
            signal.signal(number, lambda number, frame: None)

    def _wait(self) -> None:
        """Wait for something to happen and see to it."""
        moments = [child.next_order() for child in self._children()]
        if not self._stopping:
            moments += [seat.starts_at for seat in self._seats]
        until = min(moments, default=NEVER)
        timeout = None if until == NEVER else max(0.0, until - time.monotonic())
        ready = [key.data for key, _ in self._selector.select(timeout)]
        for child in ready:
            if child is not None:
                self._on_message(child)
        if None in ready:  # after the messages: what has ended is forgotten, and its control socket closed
            self._on_signals(self._signals.recv(4096))
        for child in self._children():
            child.send_orders()

    def _on_signals(self, numbers: bytes) -> None:
        for number in numbers:
            if number == signal.SIGCHLD:
                self._reap()
            elif number == signal.SIGHUP:
                self._renew()
            elif not self._stopping:
                self._stop()
            else:
                for child in self._children():
                    child.stop_at_once()

    def _on_message(self, child: Child) -> None:
        try:
            message = child.control.recv(65536)
        except ConnectionError:
            message = b""
        if not message:  # it has closed its end; SIGCHLD follows
            self._selector.unregister(child.control)
        for line in message.decode().splitlines():
            if child is not self._watcher:
                self._on_ready(child)
            elif line:
                self._log.info("changed: %s", line)
                self._renew()
            else:
                self._start_first()  # no change of the files it reads goes unseen

    def _reap(self) -> None:
        for child in self._children():
            code = child.exit_code()
            if code is None:
                continue
            with contextlib.suppress(KeyError):
                self._selector.unregister(child.control)
            child.control.close()
            self._on_exit(child, code)

    # --- what happens to a worker

    def _on_ready(self, child: Child) -> None:
        child.ready = True
        for seat in self._seats:
            if child is seat.successor:
                self._take_over(seat, child)
            elif seat.worker is None and not self._announced:
                seat.starts_at = time.monotonic()
        if self._announced and self._settings.reload:
            self._log.info("serving again")
        if not self._announced and all(seat.worker and seat.worker.ready for seat in self._seats):
            self._announced = True
            self._announce()

    def _take_over(self, seat: Seat, successor: Child) -> None:
        old, seat.worker, seat.successor = seat.worker, successor, None
        seat.starts_at = NEVER
        if old is not None:
            self._leaving.append(old)
            old.stop(self._settings.shutdown_timeout + EXIT_GRACE)
        self._renew_next()

    def _on_exit(self, child: Child, code: int) -> None:
        how = f"exited with code {code}" if code >= 0 else f"was killed by {SIGNAL_NAMES.get(-code, -code)}"
        if child is self._watcher:
            self._watcher = None
            self._fail(f"the process that watches the files {how}", 1)
        elif child in self._leaving:
            self._leaving.remove(child)
        for seat in self._seats:
            if child is seat.successor:
                seat.successor = None
                self._to_renew.clear()
                self._log.error("the new worker %d %s before it was ready: the old ones stay", child.pid, how)
            elif child is seat.worker:
                seat.worker = None
                self._on_seat_empty(seat, child, code, how)

    def _on_seat_empty(self, seat: Seat, child: Child, code: int, how: str) -> None:
        if self._stopping:
            return
        if self._settings.reload:
            if child.told_to_stop:
                seat.starts_at = time.monotonic()
            else:
                self._log.error("the worker %d %s; a change of the files starts another", child.pid, how)
        elif not self._announced:
            self._fail(f"the worker {child.pid} {how} before it was ready", code if code > 0 else 1)
        else:
            delay = seat.replace_crashed(child)
            if delay >= LONG_DELAY:
                self._listeners.let_go(seat.number)
            # After letting go: from this line on no connection is sent to the seat that is empty.
            self._log.error("the worker %d %s; another starts in %g s", child.pid, how, delay)

    # --- renewing and stopping

    def _renew(self) -> None:
        if self._settings.reload:
            for seat in self._seats:
                if seat.worker is None:
                    seat.starts_at = time.monotonic()
                else:
                    seat.worker.stop(RELOAD_GRACE)
        elif self._announced and not self._stopping:
            self._to_renew = list(self._seats)
            self._renew_next()

    def _renew_next(self) -> None:
        under_way = any(seat.wants_successor or seat.successor for seat in self._seats)
        if self._to_renew and not under_way:
            self._to_renew.pop(0).wants_successor = True

    def _stop(self) -> None:
        self._stopping = True
        # Left open, they would take connections that nobody answers.
        self._listeners.close()
        for child in self._children():
            child.stop(self._settings.shutdown_timeout + EXIT_GRACE)

    def _fail(self, why: str, exit_code: int) -> None:
        if not self._stopping:
            self._log.error("%s", why)
            self._exit_code = exit_code
            self._stop()
