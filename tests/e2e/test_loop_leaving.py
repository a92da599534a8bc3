"""Handlers are cancelled when their client goes away, and when the server stops; generators are closed."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .loop_apps.leaving import FLOODS, WAYS
from .loop_apps.serving import Client, Pipeline, ask, complaints, serving, start
from .running import PATIENCE_S, Running

LOOPS = ("asyncio", "uvloop")
CANCELLED = ["CancelledError", "", 1]

#: What a handler notes when it is cancelled once, in each way of waiting.
NOTES: dict[str, list[Any]] = {
    "sleep": [CANCELLED, "finally"],
    "sleep-no-time": [CANCELLED, "finally"],
    "future": [CANCELLED, "finally"],
    "queue": [CANCELLED, "finally"],
    "deadline": [CANCELLED, "finally"],
    "child": ["child", CANCELLED, "finally"],
    "group": ["child", "child", CANCELLED, "finally"],
    "anyio-group": ["child", CANCELLED, "finally"],
    "clean-up": ["cleaned up", CANCELLED, "finally"],
    "refuse": [["refused", 1], "finally"],
    "fail": [["LookupError", "while being cancelled", 1], "finally"],
    "shield": ["the shielded child finished", CANCELLED, "finally"],
}
FLOOD_NOTES: dict[str, list[Any]] = {
    "flood": [["GeneratorExit", ""], "finally"],
    "flood-failing": ["failing"],
    "flood-sync": ["finally"],
    "flood-iterator": ["dropped"],
}


@pytest.fixture(params=LOOPS)
def leaving(request: pytest.FixtureRequest) -> Iterator[Running]:
    with serving("leaving", loop=request.param, dev=True) as server:
        yield server


def test_the_tables_are_complete() -> None:
    assert list(NOTES) == list(WAYS)
    assert list(FLOOD_NOTES) == list(FLOODS)


def leave(client: Client, how: str) -> None:
    client.reset() if how == "reset" else client.close()


@pytest.mark.parametrize("how", ["close", "reset"])
@pytest.mark.parametrize("way", NOTES)
def test_a_client_that_goes_away_cancels_the_handler(leaving: Running, way: str, how: str) -> None:
    client = Client(leaving)
    client.send(f"/wait/{way}")
    ask(leaving, "/waiting/1")
    leave(client, how)
    notes = NOTES[way]
    assert ask(leaving, f"/noted/{len(notes)}") == notes
    # One request runs: this one.
    assert ask(leaving, "/stats")["requests_running"] == 0
    assert ("LookupError: while being cancelled" in leaving.stderr.text) == (way == "fail")


@pytest.mark.parametrize("how", ["close", "reset"])
@pytest.mark.parametrize("way", NOTES)
def test_a_client_that_goes_away_cancels_the_generator(leaving: Running, way: str, how: str) -> None:
    client = Client(leaving)
    client.send(f"/stream/{way}")
    assert client.response().readline() == b"begun\n"
    ask(leaving, "/waiting/1")
    leave(client, how)
    notes = NOTES[way]
    assert ask(leaving, f"/noted/{len(notes)}") == notes


def test_a_client_that_goes_away_cancels_all_it_asked_for(leaving: Running) -> None:
    with Pipeline(leaving, ["/wait/future", "/wait/sleep-no-time", "/stream/queue"] * 10):
        ask(leaving, "/waiting/30")
    notes = ask(leaving, "/noted/60")
    assert sorted(notes, key=str) == sorted([CANCELLED, "finally"] * 30, key=str)
    assert ask(leaving, "/stats")["requests_running"] == 0


@pytest.mark.parametrize("way", FLOOD_NOTES)
def test_a_client_that_does_not_read_any_more(leaving: Running, way: str) -> None:
    client = Client(leaving)
    client.send(f"/stream/{way}")
    client.response().read(65536)
    client.close()
    notes = FLOOD_NOTES[way]
    assert ask(leaving, f"/noted/{len(notes)}") == notes
    if way == "flood-failing":
        leaving.stderr.wait_for("LookupError: while being closed")


@pytest.mark.parametrize("way", NOTES)
def test_being_cancelled_by_another_request(leaving: Running, way: str) -> None:
    with Client(leaving) as client:
        client.send(f"/wait/{way}")
        ask(leaving, "/waiting/1")
        assert ask(leaving, "/cancel-all", "POST") == 1
        notes = [
            [line[0], "by another", *line[2:]] if line[0] == "CancelledError" else line for line in NOTES[way]
        ]
        assert ask(leaving, f"/noted/{len(notes)}") == notes
        assert client.answer() == (
            (200, b'"not cancelled"') if way == "refuse" else (500, b"Internal Server Error")
        )


@pytest.mark.parametrize("way", FLOOD_NOTES)
def test_a_stream_cancelled_by_another_request(leaving: Running, way: str) -> None:
    with Client(leaving) as client:
        client.send(f"/stream/{way}")
        response = client.response()
        response.read(65536)
        while (cancelled := ask(leaving, "/cancel-all", "POST")) == 0:
            pass
        assert cancelled == 1
        notes = FLOOD_NOTES[way]
        seen = ask(leaving, f"/noted/{len(notes)}")
        assert seen == notes or seen[0][0] == "CancelledError"
        # What is left of it comes, and then the connection is cut: it was not the whole.
        with pytest.raises(Exception, match=r"IncompleteRead|reset"):
            response.read()


@pytest.mark.parametrize("way", ["whole", "pieces", "child"])
def test_a_client_that_goes_away_in_the_middle_of_its_upload(leaving: Running, way: str) -> None:
    head = f"POST /upload/{way} HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", leaving.port), PATIENCE_S) as connection:
        connection.sendall(head + b"12345")
        ask(leaving, "/waiting/1")
    assert ask(leaving, "/noted/2") == ["CancelledError", "finally"]


@pytest.mark.parametrize("way", ["whole", "pieces", "child"])
def test_an_upload_that_arrives_in_two_parts(leaving: Running, way: str) -> None:
    head = f"POST /upload/{way} HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", leaving.port), PATIENCE_S) as connection:
        connection.sendall(head + b"12345")
        ask(leaving, "/waiting/1")
        connection.sendall(b"67890")
        assert connection.recv(4096).endswith(b"\r\n\r\n10")


def test_a_body_that_is_read_behind_the_answer(leaving: Running) -> None:
    head = b"POST /upload-behind HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n"
    with socket.create_connection(("127.0.0.1", leaving.port), PATIENCE_S) as connection:
        connection.sendall(head + b"12345")
        assert connection.recv(4096).endswith(b'"answered"')
        # What comes of the body after the answer is nobody's: the request is over.
        ((status, detail),) = ask(leaving, "/noted/1")
        assert (status, "ended before its body" in detail) == (400, True)
        connection.sendall(b"67890" + b"GET /stats HTTP/1.1\r\nHost: here\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("route", ["wait", "stream"])
@pytest.mark.parametrize("way", NOTES)
def test_a_server_that_stops_cancels_what_does_not_end(
    tmp_path: Path, loop: str, route: str, way: str
) -> None:
    noted = tmp_path / "notes"
    at_once = {"shutdown_timeout_ms": 1}
    with start("leaving", loop=loop, dev=True, limits=at_once, environment={"NOTES": str(noted)}) as server:
        with Client(server) as client:
            client.send(f"/{route}/{way}")
            ask(server, "/waiting/1")
            server.signal(signal.SIGTERM)
            assert server.wait() == 0, server.stderr.text
        assert noted.read_text().splitlines() == [str(line) for line in NOTES[way]]
        assert complaints(server) == []


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("way", FLOOD_NOTES)
def test_a_server_that_stops_closes_what_floods(tmp_path: Path, loop: str, way: str) -> None:
    noted = tmp_path / "notes"
    at_once = {"shutdown_timeout_ms": 1}
    with start("leaving", loop=loop, dev=True, limits=at_once, environment={"NOTES": str(noted)}) as server:
        with Client(server) as client:
            client.send(f"/stream/{way}")
            client.response().read(65536)
            server.signal(signal.SIGTERM)
            assert server.wait() == 0, server.stderr.text
        assert len(noted.read_text().splitlines()) == len(FLOOD_NOTES[way])
        assert complaints(server) == []
