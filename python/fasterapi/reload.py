"""Watching the files of an application, to start it again when they change."""

from __future__ import annotations

import os
import select
import socket
from pathlib import Path

from fasterapi.settings import SettingsError

__all__ = ["check_available", "watch"]

#: How soon the watcher notices that its supervisor has died.
POLL_MS = 1000


def check_available() -> None:
    """Check that watching is possible at all.

    Raises:
        SettingsError: watchfiles is not installed.
    """
    from importlib.util import find_spec

    if find_spec("watchfiles") is None:
        raise SettingsError("reload needs watchfiles: pip install 'fasterapi-core[reload]'")


def watch(directory: Path, supervisor: socket.socket) -> None:
    """Write to `supervisor` which Python files changed below `directory`, until the other end closes."""
    import watchfiles

    for changes in watchfiles.watch(
        directory,
        watch_filter=watchfiles.PythonFilter(),
        rust_timeout=POLL_MS,
        yield_on_timeout=True,
    ):
        if changes:
            paths = sorted({os.path.relpath(path, directory) for _, path in changes})
            supervisor.sendall(", ".join(paths).encode())
        elif select.select([supervisor], [], [], 0)[0]:
            return
