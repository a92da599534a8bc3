"""Watching the files of an application, to start it again when they change."""

from __future__ import annotations

import os
import select
import socket
from pathlib import Path

from fasterapi.settings import SettingsError

__all__ = ["check_available", "watch"]


def check_available() -> None:
    """Check that watching is possible at all.

    Raises:
        SettingsError: watchfiles is not installed.
    """
    from importlib.util import find_spec

    if find_spec("watchfiles") is None:
        raise SettingsError("reload needs watchfiles: pip install 'fasterapi-core[reload]'")


class Supervision:
    """What watchfiles asks, once it watches, several times a second: whether to stop."""

    def __init__(self, supervisor: socket.socket) -> None:
        self._supervisor = supervisor
        self._said_ready = False

    def is_set(self) -> bool:
        """Tell the supervisor at the first time; the others, see whether it has died."""
        if not self._said_ready:
            self._said_ready = True
            self._supervisor.sendall(b"\n")
        readable, _, _ = select.select([self._supervisor], [], [], 0)
        return bool(readable)


def watch(directory: Path, supervisor: socket.socket) -> None:
    """Write lines to `supervisor`, until it closes its end.

    First an empty one, when changes are seen from then on; then one for each change, which names the Python
    files below `directory` that changed together.
    """
    import watchfiles

    filter_ = watchfiles.PythonFilter()
    for changes in watchfiles.watch(directory, watch_filter=filter_, stop_event=Supervision(supervisor)):
        paths = sorted({os.path.relpath(path, directory) for _, path in changes})
        supervisor.sendall(", ".join(paths).encode() + b"\n")
