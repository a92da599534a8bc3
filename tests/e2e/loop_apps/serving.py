"""Starts an application of this folder in a process of its own, and talks to it request by request."""

from __future__ import annotations

import http.client
import json
import re
import socket
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self

from ..running import PATIENCE_S, Running

#: What CPython, asyncio and sanitizers print of a task, coroutine, resource or memory that was mistreated.
_COMPLAINT = re.compile(
    r"was destroyed but it is pending|was never (awaited|retrieved)|Exception ignored|Exception in |Warning:"
    r"|Fatal Python|terminate called|AddressSanitizer|runtime error:"
)


def start(
    app: str,
    *options: str,
    loop: str = "asyncio",
    dev: bool = False,
    limits: Mapping[str, int] | None = None,
    environment: Mapping[str, str] | None = None,
    pass_fds: Sequence[int] = (),
) -> Running:
    """Serve `app` of loop_apps/<app>.py at a port the system chooses.

    Args:
        dev: run Python in development mode, which is asyncio's debug mode too, with warnings as errors.
    """
    flags = ("-X", "dev", "-W", "error") if dev else ()
    arguments = ["run", f"tests.e2e.loop_apps.{app}:app", "--port", "0", "--loop", loop, *options]
    for name, value in (limits or {}).items():
        arguments += ["--limit", f"{name}={value}"]
    return Running(
        *arguments, command=(*flags, "-m", "fasterapi"), environment=environment, pass_fds=pass_fds
    )


@contextmanager
def serving(app: str, *options: str, **more: Any) -> Iterator[Running]:
    """`start()`, and at the end of the block a stop that must succeed with no complaint on standard error."""
    server = start(app, *options, **more)
    with server:
        try:
            yield server
        except BaseException:
            print(server.stderr.text, file=sys.stderr)
            raise
        stops_cleanly(server)


def stops_cleanly(server: Running) -> None:
    """Stop it, and expect that it ends well and never had to complain."""
    assert server.stop() == 0, server.stderr.text
    assert complaints(server) == [], server.stderr.text


def complaints(server: Running) -> list[str]:
    return [line for line in server.stderr.text.splitlines() if complains(line)]


def complains(line: str) -> bool:
    return _COMPLAINT.search(line) is not None


class Client:
    """One connection: requests are sent and answers read when the test says so."""

    def __init__(self, server: Running) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def reset(self) -> None:
        """Close at once: the server sees a reset instead of an end."""
        linger_no_time = struct.pack("ii", 1, 0)
        self._connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_no_time)
        self._connection.close()

    def send(self, path: str, method: str = "GET", body: bytes | None = None) -> None:
        self._connection.request(method, path, body)

    def response(self) -> http.client.HTTPResponse:
        """The head of the answer; its body is the caller's to read."""
        return self._connection.getresponse()

    def answer(self) -> tuple[int, bytes]:
        response = self.response()
        return response.status, response.read()

    def value(self) -> Any:
        """The JSON of an answer that must be a 200."""
        status, body = self.answer()
        assert status == 200, (status, body)
        return json.loads(body)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None) -> Any:
        self.send(path, method, body)
        return self.value()


def ask(server: Running, path: str, method: str = "GET", body: bytes | None = None) -> Any:
    """The JSON of one answer, over a connection of its own."""
    with Client(server) as client:
        return client.ask(path, method, body)


class Pipeline:
    """One connection on which requests are sent in one write, so that one turn serves them where it can."""

    def __init__(self, server: Running, paths: Iterable[str]) -> None:
        requests = [f"GET {path} HTTP/1.1\r\nHost: here\r\n\r\n".encode() for path in paths]
        self._count = len(requests)
        self._connection = socket.create_connection(("127.0.0.1", server.port), PATIENCE_S)
        self._received = self._connection.makefile("rb")
        self._connection.sendall(b"".join(requests))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._received.close()
        self._connection.close()

    def answers(self) -> list[tuple[int, bytes]]:
        """Status and content of all answers, which must have a length."""
        return [self._answer() for _ in range(self._count)]

    def values(self) -> list[Any]:
        """The JSON of all answers, which must be 200s."""
        answers = self.answers()
        assert {status for status, _ in answers} <= {200}, answers
        return [json.loads(body) for _, body in answers]

    def _answer(self) -> tuple[int, bytes]:
        status = int(self._received.readline().split()[1])
        fields = dict(line.split(b": ", 1) for line in iter(self._received.readline, b"\r\n"))
        return status, self._received.read(int(fields[b"content-length"]))


def pipelined(server: Running, paths: Iterable[str]) -> list[Any]:
    with Pipeline(server, paths) as pipeline:
        return pipeline.values()
