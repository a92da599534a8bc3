"""How httpx's clients reach an engine in memory: on the loop of a driver, or on the running one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import cast

import httpx

from fasterapi.engines import Embedded, LoopEngines
from fasterapi.testing.call import Call
from fasterapi.testing.driver import Driver

__all__ = ["DrivenTransport", "Line", "LoopTransport"]


class Line:
    """Connections to an engine as one client has them."""

    def __init__(self, client: tuple[str, int] | None, root_path: str) -> None:
        self._client = client
        self._root_path = root_path

    def call(self, embedded: Embedded, request: httpx.Request) -> Call:
        """A request over a connection of its own."""
        url = request.url
        secure = url.scheme == "https"
        connection = embedded.engine.connect(
            client=self._client,
            server=(url.host, url.port or (443 if secure else 80)),
            secure=secure,
            root_path=self._root_path,
        )
        return Call(embedded, connection, request)


class DrivenTransport(httpx.BaseTransport):
    """Sends requests through the engine of a driver."""

    def __init__(self, driver: Driver, line: Line) -> None:
        self._driver = driver
        self._line = line

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as httpx asks of a transport; what is answered whole has been read when it returns."""

        async def ask(embedded: Embedded) -> tuple[Call, httpx.SyncByteStream]:
            call = self._line.call(embedded, request)
            try:
                await call.ask(in_turn(cast("httpx.SyncByteStream", request.stream)))
                if not call.answer.complete:
                    return call, DrivenContent(self._driver, call)
                content = call.answer.take_content()
                await call.end()
            except BaseException:
                await call.close()
                raise
            await call.close()
            return call, httpx.ByteStream(content)

        call, content = self._driver.run(ask)
        return response_of(call, content)


class DrivenContent(httpx.SyncByteStream):
    """The content of an answer as it comes."""

    def __init__(self, driver: Driver, call: Call) -> None:
        self._driver = driver
        self._call = call

    def __iter__(self) -> Iterator[bytes]:
        while content := self._driver.run(lambda _: self._call.content()):
            yield content

    def close(self) -> None:
        if self._driver.opened:
            self._driver.run(lambda _: self._call.close())


class LoopTransport(httpx.AsyncBaseTransport):
    """Sends requests through the engine of the running loop."""

    def __init__(self, engines: LoopEngines, line: Line) -> None:
        self._engines = engines
        self._line = line

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as httpx asks of a transport; the content is read as it comes."""
        call = self._line.call(await self._engines.of_running_loop(), request)
        try:
            await call.ask(cast("httpx.AsyncByteStream", request.stream))
        except BaseException:
            await call.close()
            raise
        return response_of(call, LoopContent(call))

    async def aclose(self) -> None:
        """End the engine of the running loop."""
        await self._engines.close()


class LoopContent(httpx.AsyncByteStream):
    """The content of an answer as it comes."""

    def __init__(self, call: Call) -> None:
        self._call = call

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while content := await self._call.content():
            yield content

    async def aclose(self) -> None:
        await self._call.close()


def response_of(call: Call, content: httpx.SyncByteStream | httpx.AsyncByteStream) -> httpx.Response:
    answer = call.answer
    return httpx.Response(
        answer.status,
        headers=answer.headers,
        stream=content,
        extensions={"http_version": b"HTTP/1.1", "reason_phrase": answer.reason},
    )


async def in_turn(pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece
