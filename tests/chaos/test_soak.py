"""A short soak, bounded by counts; `scripts/soak` is the long one."""

from __future__ import annotations

import asyncio

from ..servers.process import Server
from .observe import bounded_memory, descriptors_returned
from .traffic import mixed


def test_mixed_traffic_leaves_nothing_behind(server: Server) -> None:
    def soak(rounds: int, seed: int) -> None:
        asyncio.run(mixed(server.address, go_on=lambda _, done: done < rounds, seed=seed))

    soak(10, seed=0)  # warms up
    with descriptors_returned(server), bounded_memory(server, 16):
        soak(20, seed=1000)
    assert server.exit_status is None
    assert "Traceback" not in server.printed
