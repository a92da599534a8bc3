"""Handlers and the rest of the process: the loop's callbacks and timers, signals, debug mode, its end."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator

import pytest

from .loop_apps.serving import Client, ask, serving, start
from .running import PATIENCE_S, Running

LOOPS = ("asyncio", "uvloop")
WHEN = ("inline", "yielded", "suspended")


@pytest.fixture(params=LOOPS)
def process(request: pytest.FixtureRequest) -> Iterator[Running]:
    with serving("process", loop=request.param) as server:
        yield server


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize(("what", "status"), [("exit", 7), ("interrupt", -signal.SIGINT)])
def test_what_ends_a_process_ends_this_one(loop: str, when: str, what: str, status: int) -> None:
    with start("process", loop=loop, dev=True) as server, Client(server) as held, Client(server) as client:
        held.send("/hold")
        client.send(f"/raise/{what}/{when}")
        assert client.answer()[0] == 500
        assert server.wait() == status, server.stderr.text


@pytest.mark.parametrize("loop", LOOPS)
def test_a_loop_that_a_handler_stops(loop: str) -> None:
    with start("process", loop=loop) as server, Client(server) as client:
        client.send("/stop-loop")
        assert server.wait() == 1
        server.stderr.wait_for("Event loop stopped before Future completed")


def test_python_handles_signals_while_a_handler_runs(process: Running) -> None:
    for when in WHEN:
        assert ask(process, f"/signal/{when}") == ["SIGUSR1"]


def test_python_handles_signals_while_the_loop_waits(process: Running) -> None:
    process.signal(signal.SIGUSR1)
    assert ask(process, "/busy/inline/0") == "inline"


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("busy", [False, True])
def test_an_error_of_a_signal_handler_ends_the_server(loop: str, busy: bool) -> None:
    with start("process", loop=loop, dev=True) as server, Client(server) as held, Client(server) as client:
        held.send("/hold")
        client.ask("/busy/suspended/0")
        if busy:
            client.send("/spin")
        server.signal(signal.SIGUSR2)
        assert server.wait() == 9, server.stderr.text


@pytest.mark.parametrize("loop", LOOPS)
def test_an_interrupt_stops_gracefully(loop: str) -> None:
    with start("process", loop=loop) as server, Client(server) as held, Client(server) as client:
        held.send("/hold")
        # Interrupted twice, the server would not wait for what runs.
        client.ask("/hurt")
        assert held.answer()[0] == 200
        assert server.wait() == 0


@pytest.mark.parametrize("how", ["soon", "later", "at", "threadsafe", "task", "executor"])
def test_what_an_inline_handler_has_called_is_called(process: Running, how: str) -> None:
    # With nothing else going on that would wake the loop.
    with Client(process) as first, Client(process) as second:
        first.send("/fired/1")
        assert second.ask(f"/call/{how}") == how
        assert first.value() == 1


@pytest.mark.parametrize("loop", LOOPS)
def test_a_request_that_came_before_the_server(loop: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = listener.fileno()
        with socket.create_connection(listener.getsockname(), PATIENCE_S) as early:
            early.sendall(b"GET /hold HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            with serving("process", "--fd", str(number), loop=loop, pass_fds=[number]) as server:
                ask(server, "/release", "POST")
                assert early.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n")


SLOW = 150
QUICK = 0


@pytest.fixture(params=LOOPS)
def debugged(request: pytest.FixtureRequest) -> Iterator[tuple[str, Running]]:
    with serving("process", loop=request.param, environment={"PYTHONASYNCIODEBUG": "1"}) as server:
        yield request.param, server


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("route", ["busy", "busy-stream"])
def test_debug_mode_warns_of_slow_handlers(debugged: tuple[str, Running], route: str, when: str) -> None:
    loop, server = debugged
    with Client(server) as client:
        for milliseconds in (QUICK, SLOW):
            client.send(f"/{route}/{when}/{milliseconds}")
            assert when in client.answer()[1].decode()
    # A loop itself times the steps that it calls: those after a future, and on uvloop all but the first.
    calls = when == "suspended" or (when == "yielded" and loop == "uvloop")
    name = "" if calls else route.replace("-", "_")
    server.stderr.wait_for(rf"Executing .*{name}.* took 0\.1[5-9]\d seconds")


def test_debug_mode_warns_of_slow_def_handlers_on_the_loop(debugged: tuple[str, Running]) -> None:
    _, server = debugged
    assert ask(server, f"/busy-def/{SLOW}") == "def"
    server.stderr.wait_for(r"Executing .*busy_def\(\) took 0\.1[5-9]\d seconds")


@pytest.mark.parametrize("loop", LOOPS)
def test_debug_mode_is_silent_about_quick_handlers(loop: str) -> None:
    with serving("process", loop=loop, environment={"PYTHONASYNCIODEBUG": "1"}) as server:
        for when in WHEN:
            for route in ("busy", "busy-stream"):
                with Client(server) as client:
                    client.send(f"/{route}/{when}/{QUICK}")
                    client.answer()
        assert "Executing" not in server.stderr.text
