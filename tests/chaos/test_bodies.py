"""Bodies that are too slow, too long, or cut into too many pieces."""

from __future__ import annotations

import pytest

from ..conformance.case import chunked, post, request
from ..conformance.wire import Wire
from ..servers.process import Server
from .conftest import StartServer
from .observe import (
    MIB,
    ask,
    assert_linear,
    bounded_memory,
    descriptors_returned,
    eventually,
    good_client_answered,
    pour,
    wires,
)

_CHUNK = b"10000\r\n" + b"x" * 65536 + b"\r\n"


def test_bodies_of_one_byte_at_a_time_are_cut(start_server: StartServer) -> None:
    server = start_server(limits={"body_min_bytes_per_s": 256, "body_rate_window_ms": 1000})
    with (
        descriptors_returned(server),
        good_client_answered(server),
        bounded_memory(server, 16),
        wires(server, 100) as slow,
    ):
        for wire in slow:
            wire.send(post("/length", "Content-Length: 1000000"))

        def all_have_ended() -> bool:
            for wire in slow:
                if not wire.ended:
                    wire.send(b"x")
                    wire.poll(0)
            return all(wire.ended for wire in slow)

        assert eventually(all_have_ended)
        assert {wire.read_answer().status for wire in slow} == {408}


def test_a_body_in_one_byte_chunks_costs_linear_work(server: Server) -> None:
    def one_byte_chunks(count: int) -> None:
        with Wire(server.address, patience_s=60) as wire:
            wire.send(chunked("/length", ""))
            for _ in range(count // 4096):
                wire.send(b"1\r\nx\r\n" * 4096)
            wire.send(b"0\r\n\r\n")
            assert wire.read_answer().body == str(count).encode()

    with good_client_answered(server), bounded_memory(server, 64):
        assert_linear(server, one_byte_chunks, 11 * MIB // 4)


def test_an_endless_chunked_body_read_whole_is_refused(server: Server) -> None:
    with (
        descriptors_returned(server),
        good_client_answered(server),
        bounded_memory(server, 64),
        Wire(server.address) as wire,
    ):
        wire.send(chunked("/length", ""))
        sent = pour(wire, _CHUNK, 200 * MIB)
        assert wire.read_answer().status == 413
        assert sent < 200 * MIB


def test_an_endless_chunked_body_read_as_a_stream_stays_small(server: Server) -> None:
    with (
        descriptors_returned(server),
        good_client_answered(server),
        bounded_memory(server, 16),
        Wire(server.address, patience_s=30) as wire,
    ):
        wire.send(chunked("/stream-upload", ""))
        pour(wire, _CHUNK, 100 * MIB)
        assert not wire.ended


def test_an_endless_chunked_body_nobody_reads_ends_the_connection(server: Server) -> None:
    with (
        descriptors_returned(server),
        good_client_answered(server),
        bounded_memory(server, 8),
        Wire(server.address) as wire,
    ):
        wire.send(chunked("/ignore", ""))
        sent = pour(wire, _CHUNK, 100 * MIB)
        assert wire.read_answer().body == b"ignored"
        assert sent < 100 * MIB


def test_an_unread_body_is_not_collected(server: Server) -> None:
    """While its handler has not asked for the body, a bounded part of it is taken; the rest waits."""
    with (
        descriptors_returned(server),
        good_client_answered(server),
        bounded_memory(server, 8),
        Wire(server.address, patience_s=0.5) as wire,
    ):
        wire.send(request("GET", "/hold", "Content-Length: 1000000000"))
        assert ask(server, "GET", "/held/1").body == b"1"
        with pytest.raises(TimeoutError):
            pour(wire, b"x" * 65536, 100 * MIB)
        ask(server, "POST", "/release")
