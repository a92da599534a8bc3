"""The sockets a server listens on, opened once for all its workers."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from fasterapi import _core
from fasterapi.settings import ServerSettings

__all__ = ["ListenError", "Listeners"]


class ListenError(OSError):
    """An address that cannot be listened on."""

    def __str__(self) -> str:
        return f"cannot listen on {self.filename}: {self.strerror}"


class Listeners:
    """One set of listening descriptors for each worker.

    On TCP each worker has a socket of its own (SO_REUSEPORT), so that the kernel spreads connections over
    them; a Unix domain socket or inherited descriptors are shared by all. Who holds a set keeps its
    connections: a worker that is replaced leaves none unanswered.

    Raises:
        ListenError: naming the address, and why.
    """

    def __init__(self, settings: ServerSettings) -> None:
        self._host = settings.host
        self._uds = Path(settings.uds) if settings.uds and not settings.fds else None
        self._one_each = settings.workers > 1 and not settings.uds and not settings.fds
        try:
            self._sets = _open_sets(settings)
        except OSError as error:
            raise ListenError(error.errno, error.strerror, error.filename) from None
        self._uds_inode = self._uds.stat().st_ino if self._uds else 0
        #: Such as "http://127.0.0.1:8000".
        self.name = " ".join(_core.describe_listener(fd) for fd in self._sets[0])

    def of(self, worker: int) -> Sequence[int]:
        """The descriptors of a worker by its number, opened again if they were let go."""
        if not self._sets[worker]:
            port = _port_of(self.name)
            self._sets[worker] = (_core.listen(host=self._host, port=port, shared=True),)
        return self._sets[worker]

    def let_go(self, worker: int) -> None:
        """Let the other workers have this one's share of connections, if it has a socket of its own."""
        if self._one_each:
            for fd in self._sets[worker]:
                os.close(fd)
            self._sets[worker] = ()

    def close(self, *, but: Sequence[int] = ()) -> None:
        """Close this process's descriptors, except those that it goes on with."""
        for fd in {fd for descriptors in self._sets for fd in descriptors}.difference(but):
            os.close(fd)
        self._sets = []

    def unlink(self) -> None:
        """Remove the Unix domain socket's file, unless another server has put its own there."""
        with contextlib.suppress(FileNotFoundError):
            if self._uds and self._uds.stat().st_ino == self._uds_inode:
                self._uds.unlink()


def _open_sets(settings: ServerSettings) -> list[tuple[int, ...]]:
    if settings.fds:
        return [tuple(_core.listen(fd=fd) for fd in settings.fds)] * settings.workers
    if settings.uds:
        return [(_core.listen(uds=settings.uds),)] * settings.workers
    return [(fd,) for fd in _listen_on_tcp(settings.host, settings.port, settings.workers)]


def _listen_on_tcp(host: str, port: int, count: int) -> list[int]:
    if count == 1:
        return [_core.listen(host=host, port=port)]
    # Sockets that share a port let any other server of this user share it too: first make sure there is none.
    probe = _core.listen(host=host, port=port)
    port = _port_of(_core.describe_listener(probe))
    os.close(probe)
    return [_core.listen(host=host, port=port, shared=True) for _ in range(count)]


def _port_of(url: str) -> int:
    return int(url.rpartition(":")[2])
