"""Very many requests on one connection."""

from __future__ import annotations

import re
import socket
import threading

from ..conformance.case import get, request
from ..conformance.wire import Wire
from ..servers.process import Server
from .conftest import StartServer
from .observe import ask, assert_linear, bounded_memory, descriptors_returned, good_client_answered

_BODY = re.compile(rb"\r\n\r\n(\d+)(?=HTTP/1\.1 200 |$)")


def _answers_to(server: Server, requests: bytes) -> bytes:
    """Everything that comes back to one write of these requests, the last of which closes."""
    received = bytearray()
    with socket.create_connection(server.address, timeout=60) as connection:
        writer = threading.Thread(target=connection.sendall, args=(requests,))
        writer.start()
        while data := connection.recv(1 << 20):
            received += data
        writer.join()
    return bytes(received)


def test_100_000_requests_in_one_write_are_answered_in_order(server: Server) -> None:
    def pipeline(count: int) -> None:
        paths = [f"/items/{n}" for n in range(count)]
        requests = [request("GET", path) for path in paths[:-1]]
        last = request("GET", paths[-1], "Connection: close")
        answers = _answers_to(server, b"".join([*requests, last]))
        assert [int(body) for body in _BODY.findall(answers)] == list(range(count))

    with descriptors_returned(server), good_client_answered(server), bounded_memory(server, 16):
        assert_linear(server, pipeline, 25_000)


def test_good_requests_in_one_packet_with_a_bad_one_are_answered_first(server: Server) -> None:
    with descriptors_returned(server), good_client_answered(server), Wire(server.address) as wire:
        wire.send(get() * 100 + get("X-A : 1") + get() * 100)
        assert [wire.read_answer().status for _ in range(101)] == [200] * 100 + [400]
        wire.poll(30)
        assert (wire.ended, wire.unread) == (True, b"")


def test_many_slow_requests_on_one_connection_wait_their_turn(server: Server) -> None:
    """More than may run at once; the rest waits unread, and every answer comes in its place."""
    with (
        good_client_answered(server),
        bounded_memory(server, 16),
        Wire(server.address, patience_s=60) as wire,
    ):
        wire.send(b"".join(request("GET", path) for n in range(100) for path in ("/delayed", f"/items/{n}")))
        for n in range(100):
            assert wire.read_answer().body == b"delayed"
            assert wire.read_answer().body == str(n).encode()


def test_few_requests_of_one_connection_run_at_once(start_server: StartServer) -> None:
    server = start_server(limits={"pipelined_requests": 3})
    with descriptors_returned(server), Wire(server.address, patience_s=30) as wire:
        wire.send(get(target="/hold") * 10)
        assert ask(server, "GET", "/held/3").body == b"3"
        # The seven others have arrived, and would have been started in the same turn.
        assert ask(server, "GET", "/held/0").body == b"3"
        ask(server, "POST", "/release")
        assert [wire.read_answer().body for _ in range(10)] == [b"released"] * 10
