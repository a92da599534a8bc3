"""Reading the engine's answer off a connection (RFC 9112)."""

from __future__ import annotations

import httpx

__all__ = ["AnswerReader"]

HEAD_END = b"\r\n\r\n"


class AnswerReader:
    """Reads one final response out of bytes as they come; interim ones before it are skipped.

    Args:
        method: of the request; there is no content in answers to HEAD.
    """

    def __init__(self, method: str) -> None:
        self.status = 0
        """0 until the head is complete."""
        self.reason = b""
        self.headers: list[tuple[bytes, bytes]] = []
        self.complete = False
        self._has_content = method != "HEAD"
        self._received = bytearray()
        self._content = bytearray()
        self._length: int | None = None  # of what is left: of the content, or of its present chunk
        self._chunked = False

    def feed(self, data: bytes) -> None:
        """Read on."""
        self._received += data
        while self.status == 0 and (end := self._received.find(HEAD_END)) >= 0:
            self._read_head(bytes(self._received[:end]))
            del self._received[: end + len(HEAD_END)]
        if self.status != 0 and not self.complete:
            self._read_content()

    def end(self) -> None:
        """The connection has ended.

        Raises:
            httpx.RemoteProtocolError: in the middle of the response.
        """
        if self.status == 0:
            raise httpx.RemoteProtocolError("the connection was closed without an answer")
        if self._chunked or self._length is not None:
            raise httpx.RemoteProtocolError("the connection was closed before the answer was complete")
        self.complete = True

    def take_content(self) -> bytes:
        """What was read of the content since."""
        content = bytes(self._content)
        self._content.clear()
        return content

    def _read_head(self, head: bytes) -> None:
        first, *lines = head.split(b"\r\n")
        _, status, self.reason = first.split(b" ", 2)
        if status.startswith(b"1"):
            return
        self.status = int(status)
        for line in lines:
            name, _, value = line.partition(b": ")
            self.headers.append((name, value))
            if name == b"content-length":
                self._length = int(value)
            elif name == b"transfer-encoding":
                self._chunked = True
        if not self._has_content or self.status in (204, 304):
            self.complete = True

    def _read_content(self) -> None:
        if self._chunked:
            self._read_chunks()
            return
        taken = self._received[: self._length]
        del self._received[: len(taken)]
        self._content += taken
        if self._length is not None:
            self._length -= len(taken)
            self.complete = self._length == 0

    def _read_chunks(self) -> None:
        """The engine sends neither extensions nor trailers."""
        received = self._received
        while (line_end := received.find(b"\r\n")) >= 0:
            size = int(received[:line_end], 16)
            chunk = line_end + 2
            if len(received) < chunk + size + 2:
                return
            self._content += received[chunk : chunk + size]
            del received[: chunk + size + 2]
            if size == 0:
                self.complete = True
                return
