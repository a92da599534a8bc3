"""Chaos tests open thousands of connections; every test has a server of its own."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from ..servers.process import Server, fasterapi

StartServer = Callable[..., Server]


@pytest.fixture(scope="session", autouse=True)
def descriptors() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@pytest.fixture
def start_server() -> Iterator[StartServer]:
    """Starts servers of the stress application with `fasterapi()`'s arguments; they end with the test."""
    with ExitStack() as running:

        def start(*options: str, limits: dict[str, int] | None = None, **more: int) -> Server:
            server = fasterapi("tests/servers/stress.py", *options, limits=limits, **more)
            return running.enter_context(server)

        yield start


@pytest.fixture
def server(start_server: StartServer) -> Server:
    """One with the default limits."""
    return start_server()
