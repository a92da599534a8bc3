"""The application under test as raw ASGI, for other servers; the package's docstring has the routes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Fields = Iterable[tuple[bytes, bytes]]

_BLOCK = b"x" * 65536
_ROUTES: dict[str, tuple[str, ...]] = {
    "": ("GET", "HEAD"),
    "echo": ("POST",),
    "length": ("POST",),
    "stream-upload": ("POST",),
    "ignore": ("POST",),
    "items": ("GET", "HEAD"),
    "query": ("GET", "HEAD"),
    "field": ("GET", "HEAD"),
    "field-after-body": ("POST",),
    "host": ("GET", "HEAD"),
    "redirect": ("GET", "HEAD"),
    "no-content": ("GET", "HEAD"),
    "not-modified": ("GET", "HEAD"),
    "delayed": ("GET", "HEAD"),
    "stream": ("GET", "HEAD"),
    "bytes": ("GET", "HEAD"),
    "error": ("GET", "HEAD"),
    "split": ("GET", "HEAD"),
}
_WITH_PARAMETER = ("items", "field", "field-after-body", "bytes")


async def app(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        raise NotImplementedError(scope["type"])
    await _Exchange(scope, receive, send).serve()


class _Exchange:
    def __init__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send

    async def serve(self) -> None:
        path: str = self._scope["path"]
        method: str = self._scope["method"]
        if path == "*" and method == "OPTIONS":
            await self._answer(204, fields=[(b"allow", b"GET, HEAD, POST, OPTIONS")])
            return
        route = _match(path)
        if route is None and path.endswith("/") and _match(path[:-1]) is not None:
            query = self._scope["query_string"]
            target = path[:-1].encode() + (b"?" + query if query else b"")
            await self._answer(307, fields=[(b"location", target)])
            return
        if route is None:
            await self._answer(404, b"not found")
            return
        name, parameter = route
        allow = [(b"allow", ", ".join((*_ROUTES[name], "OPTIONS")).encode())]
        if method == "OPTIONS":
            await self._answer(204, fields=allow)
        elif method not in _ROUTES[name]:
            await self._answer(405, b"method not allowed", allow)
        else:
            await self._run(name, parameter)

    async def _run(self, name: str, parameter: str) -> None:
        match name:
            case "":
                await self._answer(200, b"hello")
            case "echo":
                await self._answer(200, await self._body(), content_type=b"application/octet-stream")
            case "length" | "stream-upload":
                await self._answer(200, str(len(await self._body())).encode())
            case "ignore":
                await self._answer(200, b"ignored")
            case "items":
                await self._answer(200, parameter.encode())
            case "query":
                await self._answer(200, self._scope["query_string"])
            case "field":
                await self._field(parameter)
            case "field-after-body":
                await self._body()
                await self._field(parameter)
            case "host":
                await self._field("host")
            case "redirect":
                await self._answer(307, fields=[(b"location", b"/")])
            case "no-content":
                await self._answer(204)
            case "not-modified":
                await self._answer(304, fields=[(b"etag", b'"1"')])
            case "delayed":
                await asyncio.sleep(0.05)
                await self._answer(200, b"delayed")
            case "stream":
                await self._stream([b"one", b"two", b"three"], b"text/plain")
            case "bytes":
                count = int(parameter)
                starts = range(0, count, len(_BLOCK))
                await self._stream((_BLOCK[: count - start] for start in starts), b"application/octet-stream")
            case "error":
                raise RuntimeError("the secret of the handler")
            case "split":
                await self._answer(200, b"split", [(b"x-value", b"a\r\nInjected: yes")])

    async def _field(self, name: str) -> None:
        values = [value for field, value in self._scope["headers"] if field == name.lower().encode()]
        await self._answer(200, b", ".join(values)) if values else await self._answer(404, b"no such field")

    async def _body(self) -> bytes:
        body = bytearray()
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise ConnectionError("the client went away")
            body += message.get("body", b"")
            if not message.get("more_body", False):
                return bytes(body)

    async def _answer(
        self,
        status: int,
        body: bytes = b"",
        fields: Fields = (),
        content_type: bytes = b"text/plain; charset=utf-8",
    ) -> None:
        headers = list(fields)
        if status not in (204, 304):
            headers += [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})

    async def _stream(self, pieces: Iterable[bytes], content_type: bytes) -> None:
        headers = [(b"content-type", content_type)]
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        for piece in pieces:
            await self._send({"type": "http.response.body", "body": piece, "more_body": True})
        await self._send({"type": "http.response.body"})


def _match(path: str) -> tuple[str, str] | None:
    """The route and its parameter, or None."""
    if not path.startswith("/"):
        return None
    name, slash, parameter = path[1:].partition("/")
    if name not in _ROUTES or (name in _WITH_PARAMETER) != bool(slash):
        return None
    if slash and (not parameter or "/" in parameter):
        return None
    return name, parameter
