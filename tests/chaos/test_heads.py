"""Heads without an end, and heads in crumbs."""

from __future__ import annotations

import pytest

from ..conformance.case import get
from ..conformance.wire import Wire
from ..servers.process import Server
from .observe import (
    MIB,
    assert_linear,
    bounded_memory,
    descriptors_returned,
    good_client_answered,
    pour,
    wires,
)

_LINES = b"X-A: 0123456789abcdef0123456789abcdef0123456789abcdef0123456\r\n" * 1024
_LETTERS = b"a" * len(_LINES)


@pytest.mark.parametrize(
    ("start", "more", "status"),
    [
        (get()[:-2], _LINES, 431),
        (get()[:-2] + b"X-A: ", _LETTERS, 431),
        (get()[:-2], _LETTERS, 431),
        (b"GET /", _LETTERS, 414),
        (b"GET /?", _LETTERS, 414),
    ],
    ids=["headers", "one header", "one name", "path", "query"],
)
def test_100_mib_of_head_are_refused(server: Server, start: bytes, more: bytes, status: int) -> None:
    with (
        descriptors_returned(server),
        good_client_answered(server),
        bounded_memory(server, 8),
        Wire(server.address) as wire,
    ):
        wire.send(start)
        sent = pour(wire, more, 100 * MIB)
        assert wire.read_answer().status == status
        assert wire.ended
        assert sent < 100 * MIB


def test_200_heads_that_stop_short_of_the_limit(server: Server) -> None:
    with (
        descriptors_returned(server),
        good_client_answered(server),
        bounded_memory(server, 32),
        wires(server, 200) as waiting,
    ):
        for wire in waiting:
            wire.send(get()[:-2] + b"X-A: " + _LETTERS[:60_000])
        assert not any(wire.ended for wire in waiting)


def test_a_head_in_crumbs_costs_linear_work(server: Server) -> None:
    def crumbs(count: int) -> None:
        with Wire(server.address) as wire:
            wire.send(get()[:-2] + b"X-A: ")
            for _ in range(count):
                wire.send(b"a")
            wire.send(b"\r\n\r\n")
            assert wire.read_answer().body == b"hello"

    with good_client_answered(server), bounded_memory(server, 8):
        assert_linear(server, crumbs, 15_000)
