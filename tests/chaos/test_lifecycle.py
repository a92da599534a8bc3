"""Stopping, draining, and workers that die."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest

from ..conformance.case import get, post
from ..conformance.wire import Wire
from ..servers.process import Server
from .conftest import StartServer
from .observe import ask, eventually, wires

_ANY_PATIENCE = {"head_timeout_ms": 60_000, "keep_alive_timeout_ms": 60_000}


def _begin_upload(wire: Wire) -> None:
    """Send a request whose handler runs and waits for the rest of the body: "lo" is missing."""
    wire.send(post("/echo", "Content-Length: 5", "Expect: 100-continue"))
    assert wire.read_interim_or_peek() == 100
    wire.send(b"hel")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_signal_drains(start_server: StartServer, number: signal.Signals, workers: int) -> None:
    server = start_server(limits=_ANY_PATIENCE, workers=workers)
    with wires(server, 8) as idle, wires(server, 4) as uploading:
        for wire in idle:
            wire.send(get())
            assert wire.read_answer().status == 200
        for wire in uploading:
            _begin_upload(wire)

        server.signal(number)
        for wire in idle:
            wire.poll(30)
            assert wire.ended  # so the drain has begun
        assert eventually(lambda: not _accepts(server))

        for wire in uploading:
            wire.send(b"lo")
            answer = wire.read_answer()
            assert (answer.body, answer.value("connection")) == (b"hello", "close")
        assert server.wait() == 0


def test_requests_that_do_not_finish_are_cut_at_the_deadline(start_server: StartServer) -> None:
    server = start_server(limits={"shutdown_timeout_ms": 300})
    with Wire(server.address, patience_s=30) as wire:
        wire.send(get(target="/hold"))
        assert ask(server, "GET", "/held/1").body == b"1"
        server.signal(signal.SIGTERM)
        assert server.wait() == 0
        wire.poll(30)
        assert (wire.ended, wire.unread) == (True, b"")


def test_an_answer_on_its_way_arrives_whole(start_server: StartServer) -> None:
    server = start_server()
    with Wire(server.address, patience_s=30) as wire:
        wire.send(get(target="/bytes/20000000"))
        wire.poll(30)
        assert wire.unread
        server.signal(signal.SIGTERM)
        assert wire.read_answer().body == b"x" * 20_000_000
    assert server.wait() == 0


def test_a_worker_that_dies_is_replaced(start_server: StartServer) -> None:
    server = start_server(workers=2)
    assert eventually(lambda: len(_workers_seen(server)) == 2)
    before = _workers_seen(server)
    with Wire(server.address, patience_s=30) as wire:
        wire.send(get(target="/process"))
        victim = int(wire.read_answer().body)
        wire.send(post("/crash"))
        wire.poll(30)
        assert wire.ended
    assert eventually(lambda: len(_workers_seen(server) - {victim}) == 2)
    after = _workers_seen(server)
    assert victim not in after
    assert before - {victim} <= after
    assert server.stop() == 0


def test_connections_queued_at_a_dead_worker_are_served_by_its_successor(start_server: StartServer) -> None:
    server = start_server(workers=2)
    workers = {int(ask(server, "GET", "/process").body) for _ in range(64)}
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    answers = [ask(server, "GET", "/process", patience_s=60) for _ in range(16)]
    assert not workers & {int(answer.body) for answer in answers}
    assert server.stop() == 0


def test_no_process_is_left_behind(start_server: StartServer) -> None:
    server = start_server(workers=2)
    ask(server, "GET", "/")
    processes = server.process_ids()
    assert len(processes) >= 3
    assert server.stop() == 0
    assert eventually(lambda: not any(Path(f"/proc/{process}").exists() for process in processes))


def _workers_seen(server: Server) -> set[int]:
    """The workers that answer 64 connections; the kernel spreads them by their ports."""
    return {int(ask(server, "GET", "/process").body) for _ in range(64)}


def _accepts(server: Server) -> bool:
    try:
        socket.create_connection(server.address, timeout=30).close()
    except ConnectionRefusedError:
        return False
    return True
