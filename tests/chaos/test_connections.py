"""Very many connections, idle or short, and what becomes of their descriptors."""

from __future__ import annotations

import re
import socket
import struct
import subprocess

from ..conformance.case import chunked, get, post
from ..conformance.wire import Wire
from ..servers.environment import without_sanitizers
from ..servers.process import Server
from .observe import ask, bounded_memory, descriptors_returned, good_client_answered, wires


def test_2_000_idle_connections(server: Server) -> None:
    with (
        descriptors_returned(server),
        good_client_answered(server),
        bounded_memory(server, 16),
        wires(server, 1000),
        wires(server, 1000) as asked,
    ):
        for wire in asked:
            wire.send(get())
        for wire in asked:
            assert wire.read_answer().body == b"hello"
        assert ask(server, "GET", "/").body == b"hello"


def test_20_000_short_connections(server: Server) -> None:
    command = ["ab", "-q", "-n", "20000", "-c", "64", f"{server.url}/"]
    with descriptors_returned(server), good_client_answered(server), bounded_memory(server, 16):
        done = subprocess.run(command, capture_output=True, text=True, env=without_sanitizers(), check=True)
    assert re.search(r"Complete requests: +20000\n", done.stdout)
    assert re.search(r"Failed requests: +0\n", done.stdout)
    assert "Non-2xx" not in done.stdout


def test_connections_dropped_at_every_stage_leave_nothing(server: Server) -> None:
    stages = (
        b"",
        b"GE",
        get()[:-1],
        get(),
        get() * 50,
        post("/length", "Content-Length: 1000"),
        post("/length", "Content-Length: 1000", body="x" * 500),
        post("/stream-upload", "Content-Length: 1000", body="x" * 500),
        chunked("/stream-upload", "5\r\nhel"),
        post("/echo", "Expect: 100-continue", "Content-Length: 1000"),
        get(target="/delayed"),
        get(target="/bytes/1000000"),
        get(target="/stream") * 50,
        get("X-A : 1"),
        b"\x00\xff" * 1000,
    )
    with descriptors_returned(server), good_client_answered(server), bounded_memory(server, 16):
        for _ in range(20):
            for stage in stages:
                for resets in (False, True):
                    with socket.create_connection(server.address, timeout=30) as connection:
                        connection.sendall(stage)
                        if resets:
                            # Close with RST instead of FIN.
                            connection.setsockopt(
                                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                            )


def test_a_client_that_goes_away_cancels_its_handler(server: Server) -> None:
    with descriptors_returned(server):
        with Wire(server.address) as wire:
            wire.send(get(target="/hold"))
            assert ask(server, "GET", "/held/1").body == b"1"
        assert ask(server, "GET", "/cancelled/1").body == b"1"
