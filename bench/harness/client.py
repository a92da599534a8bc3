"""A small blocking HTTP/1.1 client for checking answers, pipelined ones included."""

import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType


@dataclass(frozen=True)
class Request:
    """A request; one with a body says its length."""

    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def encode(self, port: int, prefix: str = "") -> bytes:
        """What is sent: to the loopback's `port`, with `prefix` before the path."""
        fields = {"Host": f"127.0.0.1:{port}", **self.headers}
        if self.body:
            fields["Content-Length"] = str(len(self.body))
        lines = [f"{self.method} {prefix}{self.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in fields.items()]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True)
class Answer:
    """A response; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """One connection to a server on the loopback; a context manager that closes it.

    Raises:
        OSError: what the socket raises; ConnectionError where the server closes instead of answering.
        ValueError, IndexError: the answer is not HTTP/1.1.
    """

    def __init__(self, port: int, timeout_s: float = 5.0) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout_s)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._input = self.socket.makefile("rb")

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._input.close()
        self.socket.close()

    def ask(self, request: bytes, times: int = 1) -> Iterator[Answer]:
        """Send an encoded request `times` times in one write; gives the answers in order."""
        self.socket.sendall(request * times)
        for _ in range(times):
            yield self._read_answer()

    def _read_answer(self) -> Answer:
        line = self._input.readline()
        if not line:
            raise ConnectionError("closed by the server")
        status = int(line.split()[1])
        headers: dict[str, str] = {}
        while (line := self._input.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        if headers.get("transfer-encoding") == "chunked":
            return Answer(status, headers, b"".join(self._read_chunks()))
        return Answer(status, headers, self._input.read(int(headers["content-length"])))

    def _read_chunks(self) -> Iterator[bytes]:
        while size := int(self._input.readline(), 16):
            yield self._input.read(size)
            self._input.readline()
        self._input.readline()


def get(port: int, path: str) -> Answer:
    """One GET on a connection of its own."""
    return ask(port, Request(path).encode(port))


def ask(port: int, request: bytes) -> Answer:
    """One encoded request on a connection of its own."""
    with Connection(port) as connection:
        return next(connection.ask(request))
