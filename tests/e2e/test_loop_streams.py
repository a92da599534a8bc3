"""Streamed answers out of everything that can be iterated; handlers that are no coroutine functions."""

from __future__ import annotations

import http.client
import sys
from collections.abc import Iterator

import pytest

from .loop_apps.serving import Client, ask, serving
from .loop_apps.streaming import BROKEN, KINDS, NOT_AWAITABLE, RETURNED
from .running import Running

# By the engine and the kernel, on both ends of a connection that is not read from.
MOST_BUFFERED = 16 << 20


@pytest.fixture(params=["asyncio", "uvloop"])
def streaming(request: pytest.FixtureRequest) -> Iterator[Running]:
    with serving("streaming", loop=request.param, dev=True) as server:
        yield server


def test_everything_that_can_be_iterated(streaming: Running) -> None:
    with Client(streaming) as client:
        for kind in KINDS:
            for _ in range(3):
                client.send(f"/stream/{kind}")
                assert (kind, *client.answer()) == (kind, 200, b"one,two,three")


@pytest.mark.parametrize("kind", BROKEN)
def test_what_breaks_cuts_the_connection(streaming: Running, kind: str) -> None:
    with Client(streaming) as client:
        client.send(f"/stream/{kind}")
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            client.answer()
    streaming.stderr.wait_for(r"GET /stream/.* failed: (LookupError|TypeError)")
    assert ask(streaming, "/produced") == 0


@pytest.mark.parametrize("kind", [*KINDS, *BROKEN])
def test_head_iterates_nothing(streaming: Running, kind: str) -> None:
    with Client(streaming) as client:
        client.send(f"/stream/{kind}", "HEAD")
        assert client.answer() == (200, b"")
        assert client.ask("/produced") == 0


def test_a_stream_stays_in_its_task(streaming: Running) -> None:
    with Client(streaming) as client:
        for _ in range(3):
            client.send("/task")
            assert client.answer() == (200, b"TrueTrueTrue")


def test_a_generator_yields_within_groups_and_scopes(streaming: Running) -> None:
    with Client(streaming) as client:
        client.send("/group")
        assert client.answer() == (200, b"begun,child,scoped,grouped,True")


def test_pieces_are_sent_as_they_come(streaming: Running) -> None:
    with Client(streaming) as slow, Client(streaming) as client:
        slow.send("/slow")
        response = slow.response()
        assert response.read(5) == b"first"
        client.send("/stream/generator")
        assert client.answer() == (200, b"one,two,three")
        client.ask("/go", "POST")
        assert response.read() == b"second"


def test_a_generator_waits_for_a_slow_reader(streaming: Running) -> None:
    with Client(streaming) as flood, Client(streaming) as client:
        flood.send("/flood")
        response = flood.response()
        produced, unchanged = -1, 0
        while unchanged < 50 and produced * 16384 < MOST_BUFFERED:
            now = client.ask("/produced")
            unchanged = unchanged + 1 if now == produced else 0
            produced = now
        assert produced * 16384 < MOST_BUFFERED
        while client.ask("/produced") == produced:
            assert response.read(65536) == b"x" * 65536
        response.close()


@pytest.mark.skipif(sys.version_info < (3, 12), reason="inspect.markcoroutinefunction() came with 3.12")
def test_handlers_that_return_other_awaitables(streaming: Running) -> None:
    expected = {"steps": [7, [None, None]], "counting": "counted"}
    with Client(streaming) as client:
        for kind in RETURNED:
            assert (kind, client.ask(f"/return/{kind}")) == (kind, expected.get(kind, 7))
        for kind in NOT_AWAITABLE:
            client.send(f"/return/{kind}")
            assert (kind, *client.answer()) == (kind, 500, b"Internal Server Error")


@pytest.mark.parametrize("path", ["/object", "/partial"])
def test_handlers_that_are_no_functions(streaming: Running, path: str) -> None:
    assert ask(streaming, path) == 7
