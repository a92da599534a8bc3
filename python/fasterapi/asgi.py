"""An application as ASGI 3 has it: called by another server, served by the engine's own plans."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

from fasterapi import _core
from fasterapi.engines import LoopEngines
from fasterapi.raising import RaisingHooks

if TYPE_CHECKING:
    from fasterapi.app import App

__all__ = ["AsgiFace", "Message", "Receive", "Scope", "Send"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class AsgiFace:
    """What `App.__call__` does."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._engines = LoopEngines(app, RaisingHooks)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what the scope says.

        Raises:
            Exception: what a handler raised, after it was answered with 500, for the server to log.
            NotImplementedError: the scope is neither "http" nor "lifespan".
        """
        if scope["type"] == "http":
            await self._serve(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(scope, receive, send)
        else:
            raise NotImplementedError(f"an App serves no {scope['type']!r} scope of ASGI, only 'http'")

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        embedded = await self._engines.of_running_loop()
        exchange = exchange_of(embedded.engine, scope)
        hooks = embedded.hooks
        assert isinstance(hooks, RaisingHooks)
        hooks.begin(exchange.number)
        reading = None
        try:
            await exchange.wait_response()
            if not exchange.complete:
                reading = asyncio.create_task(read_body(exchange, receive))
            whole = await send_response(exchange, send)
            while whole and exchange.running:
                await exchange.wait_response()
            if error := hooks.error_of(exchange.number):
                raise error
            client_left = reading is not None and reading.done()
            if not whole and not client_left:
                raise RuntimeError("the response was broken off")  # only the server can tell the client so
        finally:
            hooks.end(exchange.number)
            exchange.disconnect()
            if reading is not None:
                reading.cancel()
                await asyncio.wait([reading])
        if reading is not None and not reading.cancelled() and (failed := reading.exception()):
            raise failed

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        phase = "startup"
        try:
            await receive()
            async with self._app.lifespan.run(self._app) as state:
                self._app.lifespan_state = state
                scope.get("state", {}).update(state)
                await send({"type": "lifespan.startup.complete"})
                phase = "shutdown"
                await receive()
        except BaseException:
            await send({"type": f"lifespan.{phase}.failed", "message": traceback.format_exc()})
            raise
        await send({"type": "lifespan.shutdown.complete"})


def exchange_of(engine: _core.Engine, scope: Scope) -> _core.DirectExchange:
    path: str = scope["path"]
    raw_path: bytes | None = scope.get("raw_path")
    return engine.exchange(
        method=scope["method"],
        path=path,
        raw_path=quoted(path) if raw_path is None else raw_path,
        query_string=scope.get("query_string", b""),
        http_version=scope.get("http_version", "1.1"),
        headers=scope.get("headers", ()),
        client=scope.get("client"),
        server=server_of(scope),
        secure=scope.get("scheme") == "https",
        root_path=scope.get("root_path", ""),
    )


def server_of(scope: Scope) -> tuple[str, int] | None:
    """Host and port; None for a Unix domain socket, whose path is its host in ASGI."""
    host, port = scope.get("server") or ("", None)
    if not host or host.startswith("/"):
        return None
    return host, (443 if scope.get("scheme") == "https" else 80) if port is None else port


def quoted(path: str) -> bytes:
    from urllib.parse import quote

    return quote(path, errors="surrogateescape").encode("ascii")


async def read_body(exchange: _core.DirectExchange, receive: Receive) -> None:
    """Hand the body on as it is taken, and then wait for the client to leave."""
    complete = False
    try:
        while True:
            while not (complete or exchange.takes_body):
                await exchange.wait_body()
            message = await receive()
            if message["type"] == "http.disconnect":
                break
            complete = not message.get("more_body", False)
            exchange.feed(message.get("body", b""), complete)
    finally:
        exchange.disconnect()


async def send_response(exchange: _core.DirectExchange, send: Send) -> bool:
    """Send the response as it is made. Returns whether it was whole."""
    while not exchange.started:
        if exchange.complete:
            return False
        await exchange.wait_response()
    await send({"type": "http.response.start", "status": exchange.status, "headers": exchange.headers})
    while True:
        content = exchange.take()
        ended = exchange.ended
        if ended and exchange.aborted:
            return False
        if content or ended:
            await send({"type": "http.response.body", "body": content, "more_body": not ended})
        if ended:
            return True
        if not content:
            await exchange.wait_response()
