"""The servers under test: one with the default limits, one with short deadlines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ..servers.process import Server, fasterapi


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with fasterapi() as running:
        yield running


@pytest.fixture(scope="session")
def impatient_server() -> Iterator[Server]:
    """Deadlines of about a second; a body must bring 100 bytes in it."""
    deadlines = {
        "head_timeout_ms": 1000,
        "keep_alive_timeout_ms": 1000,
        "body_min_bytes_per_s": 100,
        "body_rate_window_ms": 1000,
    }
    with fasterapi(limits=deadlines) as running:
        yield running
