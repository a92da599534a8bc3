"""Clients that ask and do not, or hardly, read what they asked for."""

from __future__ import annotations

import time

import pytest

from ..conformance.case import get
from ..conformance.wire import Wire
from ..servers.process import Server
from .conftest import StartServer
from .observe import MIB, ask, bounded_memory, descriptors_returned, good_client_answered, wires

# The smallest receive buffer the kernel grants, so that a client that does not read stalls its server soon.
_TINY = 1
# What the kernel's buffers hold of one connection, and the server's own, with a margin.
_MOST_ON_ITS_WAY = 16 * MIB


def _flooded(server: Server) -> int:
    return int(ask(server, "GET", "/flooded").body)


def test_a_reader_of_1_kib_a_second_pauses_the_producer(server: Server) -> None:
    with descriptors_returned(server), good_client_answered(server), bounded_memory(server, 8):
        with Wire(server.address, receive_buffer_bytes=_TINY) as wire:
            wire.send(get(target="/flood"))
            wire.socket.setblocking(True)
            for _ in range(3):
                assert wire.socket.recv(1024)
                time.sleep(1)
            assert _flooded(server) <= _MOST_ON_ITS_WAY
        assert ask(server, "GET", "/cancelled/1").body == b"1"


def test_a_reader_that_takes_nothing_is_cut(start_server: StartServer) -> None:
    server = start_server(limits={"write_timeout_ms": 500})
    with (
        descriptors_returned(server),
        good_client_answered(server),
        bounded_memory(server, 8),
        Wire(server.address, receive_buffer_bytes=_TINY) as wire,
    ):
        wire.send(get(target="/flood"))
        assert ask(server, "GET", "/cancelled/1").body == b"1"
        assert _flooded(server) <= _MOST_ON_ITS_WAY


def test_pipelined_answers_that_are_never_read_stop_the_reading(start_server: StartServer) -> None:
    server = start_server(limits={"write_timeout_ms": 500})
    requests = get(target="/bytes/20000") * 10_000
    with (
        descriptors_returned(server),
        good_client_answered(server),
        bounded_memory(server, 16),
        Wire(server.address, receive_buffer_bytes=_TINY) as wire,
    ):
        wire.socket.settimeout(30)
        # The server must stop reading, and then end the connection, long before it has all of this.
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            wire.socket.sendall(requests * 100)


def test_500_readers_that_take_nothing(server: Server) -> None:
    with descriptors_returned(server), good_client_answered(server), bounded_memory(server, 300):
        with wires(server, 500, receive_buffer_bytes=_TINY) as slow:
            for wire in slow:
                wire.send(get(target="/flood"))
            assert _flooded(server) <= 500 * _MOST_ON_ITS_WAY
        assert ask(server, "GET", "/cancelled/500").body == b"500"
