"""`def` handlers: in the thread pool, each in a copy of the context, as many at once as it has threads."""

from __future__ import annotations

import http.client
import signal
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from .loop_apps.serving import Client, ask, complaints, pipelined, serving, start
from .running import Running

THREADS = 4
# By the engine and the kernel, on both ends of a connection that is not read from.
MOST_BUFFERED = 16 << 20


@pytest.fixture(params=["asyncio", "uvloop"])
def pooling(request: pytest.FixtureRequest) -> Iterator[Running]:
    with serving("pooling", "--pool-threads", str(THREADS), loop=request.param, dev=True) as server:
        yield server


def settled(server: Running) -> int:
    """How much a flood has produced, once it makes no more (or far too much)."""
    produced, unchanged = -1, 0
    with Client(server) as client:
        while unchanged < 50 and produced * 16384 < MOST_BUFFERED:
            now = client.ask("/produced")
            unchanged = unchanged + 1 if now == produced else 0
            produced = now
    return produced


def test_handlers_run_in_threads(pooling: Running) -> None:
    elsewhere = {"on_the_loop": False, "loop": False, "daemon": True}
    assert [ask(pooling, "/thread") for _ in range(5)] == [elsewhere] * 5
    assert pipelined(pooling, ["/thread"] * 50) == [elsewhere] * 50


def test_as_many_at_once_as_there_are_threads(pooling: Running) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(Client(pooling)) for _ in range(THREADS + 2)]
        for client in clients[:THREADS]:
            client.send("/block")
        ask(pooling, f"/blocking/{THREADS}")
        for client in clients[THREADS:]:
            client.send("/block")
        # All of them have been read, and those without a thread wait for one.
        assert ask(pooling, f"/running/{THREADS + 3}") == THREADS
        assert ask(pooling, "/stats")["pool_threads"] == THREADS
        assert ask(pooling, "/async") == "on the loop"
        ask(pooling, "/release/2", "POST")
        ask(pooling, f"/running/{THREADS + 1}")
        ask(pooling, f"/blocking/{THREADS}")
        ask(pooling, f"/release/{THREADS}", "POST")
        assert [client.value() for client in clients] == ["released"] * (THREADS + 2)
    assert ask(pooling, "/stats")["pool_threads"] == THREADS


def test_quick_handlers_need_few_threads(pooling: Running) -> None:
    with Client(pooling) as client:
        for _ in range(200):
            client.ask("/thread")
        assert client.ask("/stats")["pool_threads"] <= 2


def test_each_call_has_a_copy_of_the_context(pooling: Running) -> None:
    # More than there are threads: each is used again.
    assert [ask(pooling, f"/context/{number}") for number in range(3 * THREADS)] == ["default"] * 3 * THREADS
    assert pipelined(pooling, [f"/context/{number}" for number in range(50)]) == ["default"] * 50


def test_a_loop_of_its_own(pooling: Running) -> None:
    assert ask(pooling, "/own-loop") == "another loop"


def test_errors(pooling: Running) -> None:
    with Client(pooling) as client:
        for kind, status, body in (
            ("value", 500, b"Internal Server Error"),
            ("stop", 500, b"Internal Server Error"),
            ("cancelled", 500, b"Internal Server Error"),
            ("http", 418, b'{"detail":"tea"}'),
        ):
            client.send(f"/raise/{kind}")
            assert client.answer() == (status, body)
        assert client.ask("/async") == "on the loop"


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_an_exit_ends_the_server(loop: str) -> None:
    with start("pooling", loop=loop) as server, Client(server) as client:
        client.send("/raise/exit")
        assert client.answer()[0] == 500
        assert server.wait() == 3


def test_a_response_class_is_called_in_a_task_and_context_of_its_own(pooling: Running) -> None:
    for seen in [
        ask(pooling, "/rendered"),
        *pipelined(pooling, ["/rendered"] * 20),
        ask(pooling, "/rendered"),
    ]:
        assert (seen["task"], seen["variable"]) == (True, "default")
        assert seen["name"] not in ("rendering", "none")


@pytest.mark.parametrize("path", ["/lines", "/lines-async"])
def test_iterators_are_advanced_in_the_pool(pooling: Running, path: str) -> None:
    variable = "default" if path == "/lines" else "of the handler"
    with Client(pooling) as client:
        for count in [0, 1, 2, *[7] * 40, 300]:
            client.send(f"{path}/{count}")
            expected = "".join(f"{number} False False {variable}\n" for number in range(count))
            assert client.answer() == (200, expected.encode())


def test_many_iterators_at_once(pooling: Running) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(Client(pooling)) for _ in range(30)]
        for client in clients:
            client.send("/lines/50")
        assert {len(client.answer()[1].splitlines()) for client in clients} == {50}


def test_an_iterator_waits_for_a_slow_reader_and_ends_with_it(pooling: Running) -> None:
    with Client(pooling) as client:
        client.send("/flood")
        response = client.response()
        assert response.read(16384) == b"x" * 16384
        produced = settled(pooling)
        assert produced * 16384 < MOST_BUFFERED
        assert ask(pooling, "/ended/0") == 0
        while ask(pooling, "/produced") == produced:
            assert response.read(65536) == b"x" * 65536
        response.close()
    assert ask(pooling, "/ended/1") == 1


def test_an_iterator_that_fails_cuts_the_connection(pooling: Running) -> None:
    with Client(pooling) as client:
        client.send("/breaks")
        response = client.response()
        assert response.readline() == b"one line\n"
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            response.read()
    pooling.stderr.wait_for("ValueError: broken")


def test_without_threads_handlers_fail_and_recover(pooling: Running) -> None:
    ask(pooling, "/threads/unable", "POST")
    with Client(pooling) as client:
        for _ in range(3):
            client.send("/thread")
            assert client.answer() == (500, b"Internal Server Error")
        ask(pooling, "/threads/able", "POST")
        assert client.ask("/thread")["on_the_loop"] is False


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
@pytest.mark.parametrize("dev", [False, True])
def test_the_server_ends_though_handlers_block(loop: str, dev: bool) -> None:
    for _ in range(5):
        with (
            start("pooling", loop=loop, dev=dev, limits={"shutdown_timeout_ms": 1}) as server,
            ExitStack() as stack,
        ):
            clients = [stack.enter_context(Client(server)) for _ in range(10)]
            for client in clients:
                client.send("/block")
            ask(server, "/blocking/10")
            # Half of the threads will be waiting for work, half will be held up by their handlers.
            ask(server, "/release/5", "POST")
            ask(server, "/blocking/5")
            server.signal(signal.SIGTERM)
            assert server.wait() == 0, server.stderr.text
            assert complaints(server) == []
