"""What handlers of these applications tell of the process they run in."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from collections.abc import Callable
from typing import Any

from fasterapi import App, _core


class Tally:
    """A number that only grows and can be waited for."""

    def __init__(self) -> None:
        self.value = 0
        self._grown = asyncio.Event()

    def add(self, count: int = 1) -> None:
        self.value += count
        self._grown.set()
        self._grown = asyncio.Event()

    async def reaches(self, value: int) -> int:
        while self.value < value:
            await self._grown.wait()
        return self.value


class Gauge:
    """A number that threads change, and that handlers wait for."""

    def __init__(self) -> None:
        self.value = 0
        self._changed = threading.Condition()

    def add(self, count: int) -> None:
        with self._changed:
            self.value += count
            self._changed.notify_all()

    async def becomes(self, wanted: Callable[[int], bool]) -> int:
        def wait() -> int:
            with self._changed:
                self._changed.wait_for(lambda: wanted(self.value))
                return self.value

        return await asyncio.to_thread(wait)


def engine() -> _core.Engine:
    """The one engine of this process."""
    (found,) = (candidate for candidate in gc.get_objects() if type(candidate) is _core.Engine)
    return found


def resident_bytes() -> int:
    with open("/proc/self/statm") as statm:  # noqa: PTH123  (as cheap as can be, since it is part of what it measures)
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def add_stats(app: App) -> None:
    """`GET /stats`: the engine's counts."""

    @app.get("/stats")
    async def stats() -> dict[str, Any]:
        return dict(engine().stats())
