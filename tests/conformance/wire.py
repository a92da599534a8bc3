"""A raw HTTP/1.1 connection: sends bytes exactly as given, reads answers strictly by RFC 9112."""

from __future__ import annotations

import contextlib
import re
import selectors
import socket
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2}) [\t \x21-\x7e\x80-\xff]*")
_FIELD_LINE = re.compile(
    rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*((?:[\t \x21-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)[ \t]*"
)
_CHUNK_LINE = re.compile(rb"([0-9A-Fa-f]+)(?:[ \t]*;[\t \x21-\x7e\x80-\xff]*)?")

_RECEIVE_BYTES = 256 * 1024


class MalformedError(Exception):
    """The server sent something that is no HTTP/1.1 response."""


class EndedError(Exception):
    """The server ended the connection where an answer, or the rest of one, was awaited."""


@dataclass(frozen=True, slots=True)
class Response:
    """One final answer and the statuses of the interim (1xx) answers before it.

    Field names are lower-case; values are decoded as Latin-1 and stripped of white space around them.
    """

    status: int
    fields: tuple[tuple[str, str], ...]
    body: bytes
    interim: tuple[int, ...] = ()

    def values(self, name: str) -> list[str]:
        return [value for field, value in self.fields if field == name]

    def value(self, name: str) -> str | None:
        """The field's values joined as RFC 9110 §5.2 combines them, or None if it is absent."""
        values = self.values(name)
        return ", ".join(values) if values else None


class Wire:
    """One TCP connection. Every wait ends after `patience_s` with TimeoutError.

    Sending never blocks on a server that stopped reading in order to answer: what arrives meanwhile is kept.
    """

    def __init__(
        self, address: tuple[str, int], *, patience_s: float = 4.0, receive_buffer_bytes: int = 0
    ) -> None:
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        if receive_buffer_bytes:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        self.socket.settimeout(patience_s)
        self.socket.connect(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.patience_s = patience_s
        self.ended = False
        self._unread = bytearray()
        self._selector = selectors.PollSelector()  # unlike epoll, no descriptor of its own
        self._selector.register(self.socket, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._selector.close()
        self.socket.close()

    @property
    def unread(self) -> bytes:
        """What has arrived and belongs to no answer read so far."""
        return bytes(self._unread)

    def send(self, data: bytes) -> int:
        """Send all of `data`, or as much as the server takes before it ends the connection.

        Returns:
            The bytes handed to the kernel.
        """
        sent = 0
        while sent < len(data) and not self.ended:
            if self._wait(selectors.EVENT_READ | selectors.EVENT_WRITE) & selectors.EVENT_READ:
                self._receive()
            else:
                try:
                    sent += self.socket.send(memoryview(data)[sent : sent + _RECEIVE_BYTES])
                except (BrokenPipeError, ConnectionResetError):
                    self._drain()
        return sent

    def end_sending(self) -> None:
        """Half-close: the server reads an end of file, answers can still come."""
        if not self.ended:
            self.socket.shutdown(socket.SHUT_WR)

    def poll(self, seconds: float) -> None:
        """Take what arrives within `seconds`, returning at the first of it."""
        with contextlib.suppress(TimeoutError):
            self._receive_more(time.monotonic() + seconds)

    def read_interim_or_peek(self) -> int:
        """Wait for a status line; take it off the wire if it is an interim answer.

        Returns:
            The status: of the interim answer, or of the final answer that still has to be read.
        """
        head = self._peek_head()
        status, _ = _parse_head(head)
        if status < 200:
            del self._unread[: len(head) + 4]
        return status

    def read_answer(self, *, to_head: bool = False) -> Response:
        """Read one final answer; `to_head` says that it answers HEAD and so has no body (RFC 9110 §9.3.2)."""
        interim: list[int] = []
        while True:
            head = self._peek_head()
            status, fields = _parse_head(head)
            del self._unread[: len(head) + 4]
            if status >= 200:
                break
            if status == 101:
                raise MalformedError("101 Switching Protocols to a request without an upgrade")
            interim.append(status)
        answer = Response(status, fields, b"", tuple(interim))
        return Response(status, fields, self._read_body(answer, to_head), tuple(interim))

    def _read_body(self, answer: Response, to_head: bool) -> bytes:
        codings = answer.value("transfer-encoding")
        lengths = answer.values("content-length")
        if codings is not None and lengths:
            raise MalformedError("Content-Length together with Transfer-Encoding (RFC 9112 §6.2)")
        if len(lengths) > 1 or (lengths and not lengths[0].isdecimal()):
            raise MalformedError(f"Content-Length {lengths}")
        if to_head or answer.status in (204, 304):
            return b""
        if codings is not None:
            if codings.lower() != "chunked":
                raise MalformedError(f"Transfer-Encoding {codings!r}")
            return self._read_chunks()
        if lengths:
            return self._take(int(lengths[0]))
        while not self.ended:
            self._receive_more(time.monotonic() + self.patience_s)
        return self._take(len(self._unread))

    def _read_chunks(self) -> bytes:
        body = bytearray()
        while True:
            line = self._take_line()
            match = _CHUNK_LINE.fullmatch(line)
            if match is None:
                raise MalformedError(f"chunk line {line!r}")
            size = int(match[1], 16)
            if size == 0:
                break
            body += self._take(size)
            if self._take(2) != b"\r\n":
                raise MalformedError("no CRLF after a chunk's data")
        while trailer := self._take_line():
            if _FIELD_LINE.fullmatch(trailer) is None:
                raise MalformedError(f"trailer {trailer!r}")
        return bytes(body)

    def _peek_head(self) -> bytes:
        deadline = time.monotonic() + self.patience_s
        while (end := self._unread.find(b"\r\n\r\n")) < 0:
            if self.ended:
                if self._unread:
                    raise MalformedError(f"the connection ended within a head: {bytes(self._unread[:200])!r}")
                raise EndedError
            self._receive_more(deadline)
        return bytes(self._unread[:end])

    def _take(self, count: int) -> bytes:
        while len(self._unread) < count:
            if self.ended:
                raise MalformedError(
                    f"the connection ended {count - len(self._unread)} bytes before the end of a body"
                )
            self._receive_more(time.monotonic() + self.patience_s)
        taken = bytes(self._unread[:count])
        del self._unread[:count]
        return taken

    def _take_line(self) -> bytes:
        while (end := self._unread.find(b"\r\n")) < 0:
            if self.ended:
                raise MalformedError("the connection ended within a chunked body")
            self._receive_more(time.monotonic() + self.patience_s)
        return self._take(end + 2)[:-2]

    def _wait(self, events: int, deadline: float | None = None) -> int:
        self._selector.modify(self.socket, events)
        left = self.patience_s if deadline is None else max(0.0, deadline - time.monotonic())
        ready = self._selector.select(left)
        if not ready:
            raise TimeoutError
        return ready[0][1]

    def _receive_more(self, deadline: float) -> None:
        self._wait(selectors.EVENT_READ, deadline)
        self._receive()

    def _receive(self) -> None:
        try:
            data = self.socket.recv(_RECEIVE_BYTES)
        except ConnectionResetError:
            data = b""
        except BlockingIOError:
            return
        if data:
            self._unread += data
        else:
            self.ended = True

    def _drain(self) -> None:
        """Take what arrived before the server ended the connection."""
        while not self.ended:
            before = len(self._unread)
            self._receive()
            if len(self._unread) == before:
                self.ended = True


def _parse_head(head: bytes) -> tuple[int, tuple[tuple[str, str], ...]]:
    status_line, *lines = head.split(b"\r\n")
    match = _STATUS_LINE.fullmatch(status_line)
    if match is None:
        raise MalformedError(f"status line {status_line[:200]!r}")
    fields = []
    for line in lines:
        field = _FIELD_LINE.fullmatch(line)
        if field is None:
            raise MalformedError(f"field line {line[:200]!r}")
        fields.append((field[1].decode("ascii").lower(), field[2].decode("latin-1")))
    return int(match[1]), tuple(fields)
