"""What a server under abuse must show: bounded memory, a good client answered, descriptors given back."""

from __future__ import annotations

import contextlib
import statistics
import threading
import time
from collections.abc import Callable, Iterator

from ..conformance.case import request
from ..conformance.wire import Response, Wire
from ..servers.process import Server

MIB = 1024 * 1024

# A server that starves nobody answers in milliseconds. Half of the answers have to come in a second, where
# the build is as fast as users'; each within the longer one: a slow machine is not a stuck server.
_PROMPT_S = 1.0
_PATIENCE_S = 10.0


def ask(server: Server, method: str, path: str, *, patience_s: float = 30.0) -> Response:
    """One request on a connection of its own."""
    with Wire(server.address, patience_s=patience_s) as wire:
        wire.send(request(method, path, "Connection: close"))
        return wire.read_answer()


@contextlib.contextmanager
def wires(server: Server, count: int, *, receive_buffer_bytes: int = 0) -> Iterator[list[Wire]]:
    """So many connections at once."""
    with contextlib.ExitStack() as opened:
        yield [
            opened.enter_context(
                Wire(server.address, patience_s=30.0, receive_buffer_bytes=receive_buffer_bytes)
            )
            for _ in range(count)
        ]


def pour(wire: Wire, block: bytes, most_bytes: int) -> int:
    """Send `block` over and over until the server ends the connection, or `most_bytes` are sent.

    Returns:
        The bytes handed to the kernel.

    Raises:
        TimeoutError: the server takes no more.
    """
    sent = 0
    while sent < most_bytes and not wire.ended:
        sent += wire.send(block)
    return sent


def eventually(holds: Callable[[], bool], *, within_s: float = 30.0) -> bool:
    """Whether something that can only be looked at comes true in time."""
    deadline = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def settled_descriptors(server: Server) -> int:
    """How many descriptors the server has open once those of connections just ended are closed."""
    counts = [server.descriptors()]

    def settled() -> bool:
        counts.append(server.descriptors())
        return len(counts) > 5 and len(set(counts[-5:])) == 1

    eventually(settled)
    return counts[-1]


@contextlib.contextmanager
def bounded_memory(server: Server, mib: int) -> Iterator[None]:
    """The server's resident memory never grows by more than this while the block runs.

    AddressSanitizer keeps freed memory in a quarantine of up to 256 MiB, and more than doubles the rest.
    """
    most = (3 * mib + 256 if server.is_sanitized() else mib) * MIB
    ask(server, "GET", "/")
    before = server.resident_bytes()
    server.forget_peak()
    yield
    grown = server.peak_resident_bytes() - before
    assert grown <= most, f"resident memory grew by {grown / MIB:.1f} MiB, {most / MIB:.0f} are allowed"


@contextlib.contextmanager
def descriptors_returned(server: Server) -> Iterator[None]:
    """When the block has ended, the server closes every descriptor it opened meanwhile."""
    before = settled_descriptors(server)
    yield
    assert eventually(lambda: server.descriptors() <= before), f"{server.descriptors()} open, {before} before"


@contextlib.contextmanager
def good_client_answered(server: Server) -> Iterator[None]:
    """While the block runs, a client asks again and again, and each time is answered, mostly within a second.

    Every other request comes on a new connection.
    """
    stop = threading.Event()
    asked = 0
    took_s: list[float] = []
    failures: list[str] = []

    def talk() -> None:
        nonlocal asked
        with Wire(server.address, patience_s=_PATIENCE_S) as kept:
            while not stop.is_set() or asked == 0:
                began = time.monotonic()
                kept.send(request("GET", "/items/kept"))
                answers = (kept.read_answer(), ask(server, "GET", "/items/new", patience_s=_PATIENCE_S))
                failures.extend(str(answer) for answer in answers if answer.status != 200)
                took_s.append(time.monotonic() - began)
                asked += 1
                stop.wait(0.02)

    def run() -> None:
        try:
            talk()
        except Exception as error:  # whatever it was, the good client was not served
            failures.append(repr(error))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    assert failures == []
    assert server.is_sanitized() or statistics.median(took_s) < _PROMPT_S


def cpu_of(server: Server, work: Callable[[], None]) -> float:
    """CPU seconds the server spends on some work."""
    before = server.cpu_s()
    work()
    return server.cpu_s() - before


def assert_linear(server: Server, work: Callable[[int], None], size: int) -> None:
    """Four times the work costs at most eight times the CPU; quadratic work would cost sixteen times.

    The allowance of 0.2 s is for the clock, which ticks in hundredths, and for whatever else the server does.
    """
    small = cpu_of(server, lambda: work(size))
    large = cpu_of(server, lambda: work(4 * size))
    assert large <= 8 * small + 0.2, f"{small:.2f} s for {size}, {large:.2f} s for four times that"
