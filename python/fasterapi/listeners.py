"""The sockets a server listens on, opened once for all its workers."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from fasterapi import _core
from fasterapi.settings import ServerSettings

__all__ = ["Listeners"]


class Listeners:
    """One set of listening descriptors for each worker.

    On TCP each worker has a socket of its own (SO_REUSEPORT), so that the kernel spreads connections over
    them; a Unix domain socket or inherited descriptors are shared by all. Who holds a set keeps its
    connections: a worker that is replaced leaves none unanswered.

    Raises:
        OSError: the address cannot be listened on.
    """

    def __init__(self, settings: ServerSettings) -> None:
        if settings.fds:
            shared = tuple(_core.listen(fd=fd) for fd in settings.fds)
            self.sets: Sequence[tuple[int, ...]] = (shared,) * settings.workers
        elif settings.uds:
            self.sets = ((_core.listen(uds=settings.uds),),) * settings.workers
        else:
            self.sets = tuple((fd,) for fd in _listen_on_tcp(settings.host, settings.port, settings.workers))
        self.name = " ".join(_core.describe_listener(fd) for fd in self.sets[0])
        self._uds = Path(settings.uds) if settings.uds and not settings.fds else None
        self._uds_inode = self._uds.stat().st_ino if self._uds else 0

    def close(self, *, but: Sequence[int] = ()) -> None:
        """Close this process's descriptors, except those a worker keeps."""
        for fd in {fd for descriptors in self.sets for fd in descriptors}.difference(but):
            os.close(fd)
        self.sets = ()

    def unlink(self) -> None:
        """Remove the Unix domain socket's file, unless another server has put its own there."""
        with contextlib.suppress(FileNotFoundError):
            if self._uds and self._uds.stat().st_ino == self._uds_inode:
                self._uds.unlink()


def _listen_on_tcp(host: str, port: int, count: int) -> list[int]:
    if count == 1:
        return [_core.listen(host=host, port=port)]
    # Sockets that share a port let any other server of this user share it too: first make sure there is none.
    probe = _core.listen(host=host, port=port)
    port = int(_core.describe_listener(probe).rpartition(":")[2])
    os.close(probe)
    return [_core.listen(host=host, port=port, shared=True) for _ in range(count)]
