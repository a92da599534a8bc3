"""Forked processes, and what ties them to the process that forked them."""

from __future__ import annotations

import os
import signal
import socket
import time

__all__ = ["NEVER", "PARENT_SIGNALS", "Child", "fork"]

#: What a supervising process handles. Its children start with the defaults, but for SIGINT and SIGHUP: a
#: terminal sends these to every process, and the supervisor alone answers them.
PARENT_SIGNALS = (signal.SIGCHLD, signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
IGNORED_BY_CHILDREN = (signal.SIGHUP, signal.SIGINT)

#: Seconds between being told to stop at once and being killed.
AT_ONCE = 5.0

#: A moment that does not come.
NEVER = float("inf")


class Child:
    """A forked process and this side's end of the socket pair between the two.

    The child writes to its end when it has something to say, and finds it readable when its parent has died.
    Moments are in time.monotonic()'s seconds.
    """

    def __init__(self, pid: int, control: socket.socket) -> None:
        self.pid = pid
        self.control = control
        self.born = time.monotonic()
        self.ready = False
        self.told_to_stop = False
        #: Signals still to be sent to one that is slow to stop, and when.
        self._orders: list[tuple[float, signal.Signals]] = []

    def stop(self, grace: float) -> None:
        """Ask it to stop; after `grace` seconds make it. One that was asked before is not asked again."""
        if not self.told_to_stop:
            self.told_to_stop = True
            quit_at = time.monotonic() + grace
            self._orders = [(quit_at, signal.SIGQUIT), (quit_at + AT_ONCE, signal.SIGKILL)]
            os.kill(self.pid, signal.SIGTERM)

    def stop_at_once(self) -> None:
        """Make it stop; soon after, kill it."""
        self.told_to_stop = True
        self._orders = [(time.monotonic() + AT_ONCE, signal.SIGKILL)]
        os.kill(self.pid, signal.SIGQUIT)

    def next_order(self) -> float:
        """When send_orders() has something to do."""
        return self._orders[0][0] if self._orders else NEVER

    def send_orders(self) -> None:
        """Send the stronger signals that are due."""
        while self.next_order() <= time.monotonic():
            os.kill(self.pid, self._orders.pop(0)[1])

    def exit_code(self) -> int | None:
        """None while it runs; then its exit code, or minus the number of the signal that killed it."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        return None if pid == 0 else os.waitstatus_to_exitcode(status)


def fork() -> Child | socket.socket:
    """Fork this process, which must have no threads.

    Returns:
        In the parent the child; in the child its end of the sockets.
    """
    parent_end, child_end = socket.socketpair()
    parent_end.setblocking(False)
    # Held back, so that none comes to the child while the parent's handlers still stand, and is lost.
    signal.pthread_sigmask(signal.SIG_BLOCK, PARENT_SIGNALS)
    try:
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            for number in PARENT_SIGNALS:
                signal.signal(number, signal.SIG_IGN if number in IGNORED_BY_CHILDREN else signal.SIG_DFL)
            parent_end.close()
            return child_end
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, PARENT_SIGNALS)
    child_end.close()
    return Child(pid, parent_end)
