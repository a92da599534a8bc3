"""One request and its answer over a connection of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable

import httpx

from fasterapi import _core
from fasterapi.engines import Embedded
from fasterapi.raising import RaisingHooks
from fasterapi.testing.answer import AnswerReader

__all__ = ["Call"]


class Call:
    """Asks the engine, on the thread of its loop.

    Raises:
        BaseException: from any method but close(), what a handler raised, where the engine's hooks keep that.
        httpx.RemoteProtocolError: the same, where the engine gives up in the middle of its answer.
    """

    def __init__(
        self, embedded: Embedded, connection: _core.MemoryConnection, request: httpx.Request
    ) -> None:
        self.answer = AnswerReader(request.method)
        self._request = request
        self._connection = connection
        self._hooks = embedded.hooks if isinstance(embedded.hooks, RaisingHooks) else None
        if self._hooks is not None:
            self._hooks.begin(connection.number)

    async def ask(self, body: AsyncIterable[bytes]) -> None:
        """Send the request, and read its answer as far as it is there with the head."""
        chunked = self._request.headers.get("transfer-encoding", "").lower() == "chunked"
        await self._send(head_of(self._request))
        async for piece in body:
            if self._connection.ended:
                break  # it has answered, and does not read on
            if not chunked:
                await self._send(piece)
            elif piece:
                await self._send(b"%x\r\n%b\r\n" % (len(piece), piece))
        if chunked:
            await self._send(b"0\r\n\r\n")
        while self.answer.status == 0:
            await self._read()
        self._raise_error()

    async def content(self) -> bytes:
        """The next of the content; empty at its end."""
        while not (content := self.answer.take_content()):
            if self.answer.complete:
                await self.end()
                return b""
            await self._read()
        return content

    async def end(self) -> None:
        """Wait for what the application does after its answer: background tasks, dependencies that exit."""
        while self._connection.running:
            await self._connection.wait()
        self._raise_error()

    async def close(self) -> None:
        """Nobody wants the rest of the answer."""
        self._connection.close()
        if not self.answer.complete:
            await asyncio.sleep(0)  # let the engine notice
        if self._hooks is not None:
            self._hooks.end(self._connection.number)

    async def _send(self, data: bytes) -> None:
        while data := data[self._connection.feed(data) :]:
            # What holds the engine up may be the answer that nobody takes.
            self.answer.feed(self._connection.take())
            await self._connection.wait()

    async def _read(self) -> None:
        data = self._connection.take()
        if data:
            self.answer.feed(data)
        elif self._connection.ended:
            self._raise_error()
            if self._connection.was_reset:
                raise httpx.RemoteProtocolError("the connection was reset before the answer was complete")
            self.answer.end()
        else:
            await self._connection.wait()

    def _raise_error(self) -> None:
        error = None if self._hooks is None else self._hooks.error_of(self._connection.number)
        if error is not None:
            raise error


def head_of(request: httpx.Request) -> bytes:
    """The request's head as it is sent.

    Raises:
        httpx.LocalProtocolError: a header cannot be sent.
    """
    lines = [b"%b %b HTTP/1.1" % (request.method.encode("ascii"), request.url.raw_path)]
    lines += [b"%b: %b" % field for field in request.headers.raw]
    head = b"\r\n".join(lines)
    if head.count(b"\r") != len(lines) - 1 or head.count(b"\n") != len(lines) - 1:
        raise httpx.LocalProtocolError("a header cannot hold a line break")
    return head + b"\r\n\r\n"
