"""Servers that may open few descriptors: when all are taken they wait without spinning, and recover."""

from __future__ import annotations

import time

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


def test_the_connection_idle_longest_makes_room(start_server: StartServer) -> None:
    server = start_server(descriptors=_DESCRIPTORS)
    with descriptors_returned(server), Wire(server.address, patience_s=30) as oldest:
        oldest.send(get())
        assert oldest.read_answer().body == b"hello"
        with wires(server, 2 * _DESCRIPTORS) as more:
            for wire in more:
                wire.send(get())
                assert wire.read_answer().body == b"hello"
            oldest.poll(30)
            assert oldest.ended
            more[-1].send(get())
            assert more[-1].read_answer().body == b"hello"


def test_a_limit_of_connections(start_server: StartServer) -> None:
    server = start_server(limits={"connections": 8})
    with descriptors_returned(server), wires(server, 8) as idle:
        for wire in idle:
            wire.send(get())
            assert wire.read_answer().body == b"hello"
        assert ask(server, "GET", "/").body == b"hello"
        idle[0].poll(30)
        assert [wire.ended for wire in idle] == [True] + [False] * 7


def _stops_growing(server: Server) -> bool:
    """Whether the server has taken what it can: no more than a moment ago, and most of what it may."""
    before = server.descriptors()
    time.sleep(0.1)
    return server.descriptors() == before > _DESCRIPTORS // 2
