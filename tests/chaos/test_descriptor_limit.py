"""Servers that may open few descriptors: when all are taken they wait without spinning, and recover."""

from __future__ import annotations

import time
from contextlib import ExitStack

import pytest

from ..conformance.case import get
from ..conformance.wire import Wire
from ..servers.process import Server
from .conftest import StartServer
from .observe import ask, descriptors_returned, eventually, wires

_DESCRIPTORS = 64


@pytest.mark.parametrize(
    "limits", [{}, {"connections": 1_000_000}], ids=["connections bounded by it", "connections unbounded"]
)
def test_busy_connections_take_all_descriptors(start_server: StartServer, limits: dict[str, int]) -> None:
    server = start_server(limits=limits, descriptors=_DESCRIPTORS)
    with descriptors_returned(server):
        with wires(server, 2 * _DESCRIPTORS) as busy:
            for wire in busy:
                wire.send(get(target="/hold"))
            assert eventually(lambda: _stops_growing(server))
            before = server.cpu_s()
            time.sleep(1)
            assert server.cpu_s() - before < 0.5
        assert ask(server, "GET", "/").body == b"hello"


@pytest.mark.parametrize(("descriptors", "connections"), [(_DESCRIPTORS, 70), (256, 512)])
def test_the_connection_idle_longest_makes_room(
    start_server: StartServer, descriptors: int, connections: int
) -> None:
    """Also where accepting fails for want of a descriptor, as it does with so few."""
    server = start_server(descriptors=descriptors)
    with descriptors_returned(server), ExitStack() as opened:
        idle = [opened.enter_context(_idle_connection(server)) for _ in range(connections)]
        idle[0].poll(30)
        assert idle[0].ended
        idle[-1].send(get())
        assert idle[-1].read_answer().body == b"hello"


def test_a_limit_of_connections(start_server: StartServer) -> None:
    server = start_server(limits={"connections": 8})
    with descriptors_returned(server), ExitStack() as opened:
        idle = [opened.enter_context(_idle_connection(server)) for _ in range(8)]
        assert ask(server, "GET", "/").body == b"hello"
        idle[0].poll(30)
        assert [wire.ended for wire in idle] == [True] + [False] * 7


def _idle_connection(server: Server) -> Wire:
    """One that has had its answer."""
    wire = Wire(server.address, patience_s=30)
    wire.send(get())
    assert wire.read_answer().body == b"hello"
    return wire


def _stops_growing(server: Server) -> bool:
    """Whether the server has taken what it can: no more than a moment ago, and most of what it may."""
    before = server.descriptors()
    time.sleep(0.1)
    return server.descriptors() == before > _DESCRIPTORS // 2
