"""The clients: httpx's, over an engine in memory."""

from __future__ import annotations

import weakref
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx

from fasterapi.engines import LoopEngines, embed
from fasterapi.hooks import Hooks
from fasterapi.lifespan import Life
from fasterapi.raising import RaisingHooks
from fasterapi.testing.driver import Driver
from fasterapi.testing.transport import DrivenTransport, Line, LoopTransport

if TYPE_CHECKING:
    from httpx._types import CookieTypes, HeaderTypes

    from fasterapi.app import App

__all__ = ["AsyncTestClient", "TestClient"]

DAY_MS = 24 * 60 * 60 * 1000

#: A test may sit in a debugger, and its client reads when it comes to that.
PATIENT = {
    "head_timeout_ms": DAY_MS,
    "keep_alive_timeout_ms": DAY_MS,
    "body_rate_window_ms": DAY_MS,
    "write_timeout_ms": DAY_MS,
}

USER_AGENT = {"user-agent": "testclient"}


class TestClient(httpx.Client):
    """Calls an application in this process: the engine's own parser, plans and serializer, without a socket.

    It is httpx.Client, and used with or without `with`; only with it the application's lifespan runs, around
    the block. The application's loop runs while a request is being answered, on the thread that waits for it.

    Args:
        app: what is called.
        base_url: in front of relative URLs; what the application sees as its own.
        raise_server_exceptions: the request raises what a handler raised and is answered with 500. False
            gives the answer, and logs the error.
        root_path: where the application believes to be mounted.
        headers: of every request.
        cookies: of every request, until the application changes them.
        follow_redirects: of every request that does not say otherwise.
        client: the address that requests come from; None for that of a Unix domain socket.
    """

    __test__ = False  # pytest would take it for a class of tests

    def __init__(
        self,
        app: App,
        base_url: str = "http://testserver",
        raise_server_exceptions: bool = True,
        root_path: str = "",
        headers: HeaderTypes | None = None,
        cookies: CookieTypes | None = None,
        follow_redirects: bool = True,
        client: tuple[str, int] | None = ("testclient", 50000),
    ) -> None:
        self.app = app
        hooks = RaisingHooks if raise_server_exceptions else Hooks
        self._driver = Driver(lambda loop: embed(app, loop, hooks(app), PATIENT))
        self._life: Life | None = None
        # Many a test never closes its client, and should not have to.
        self._finalizer = weakref.finalize(self, self._driver.close)
        super().__init__(
            base_url=base_url,
            headers={**USER_AGENT, **dict(httpx.Headers(headers))},
            cookies=cookies,
            follow_redirects=follow_redirects,
            transport=DrivenTransport(self._driver, Line(client, root_path)),
            trust_env=False,
        )

    def __enter__(self) -> Self:
        """Start the application: enter its lifespan."""
        life = self._life = Life(self.app)
        try:
            self._driver.run(lambda _: life.start())
        except BaseException:
            self._life = None
            self._driver.close()
            raise
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        """Stop the application: leave its lifespan. The client can be used again."""
        self._stop()

    def close(self) -> None:
        """Stop what runs, and be of no use any more."""
        super().close()
        self._stop()

    def _stop(self) -> None:
        life, self._life = self._life, None
        try:
            if life is not None:
                self._driver.run(lambda _: life.stop())
        finally:
            self._driver.close()


class AsyncTestClient(httpx.AsyncClient):
    """TestClient for tests that are coroutines: the application runs on their own loop.

    Args:
        app: as for TestClient, as are the others.
    """

    __test__ = False

    def __init__(
        self,
        app: App,
        base_url: str = "http://testserver",
        raise_server_exceptions: bool = True,
        root_path: str = "",
        headers: HeaderTypes | None = None,
        cookies: CookieTypes | None = None,
        follow_redirects: bool = True,
        client: tuple[str, int] | None = ("testclient", 50000),
    ) -> None:
        self.app = app
        self._engines = LoopEngines(app, RaisingHooks if raise_server_exceptions else Hooks, PATIENT)
        super().__init__(
            base_url=base_url,
            headers={**USER_AGENT, **dict(httpx.Headers(headers))},
            cookies=cookies,
            follow_redirects=follow_redirects,
            transport=LoopTransport(self._engines, Line(client, root_path)),
            trust_env=False,
        )
        self._life: Life | None = None

    async def __aenter__(self) -> Self:
        """Start the application: enter its lifespan."""
        await super().__aenter__()
        self._life = Life(self.app)
        try:
            await self._life.start()
        except BaseException:
            self._life = None
            await super().aclose()
            raise
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        """Stop the application: leave its lifespan."""
        try:
            await self._stop()
        finally:
            await super().__aexit__(exc_type, exc_value, traceback)

    async def aclose(self) -> None:
        """Stop what runs, and be of no use any more."""
        try:
            await self._stop()
        finally:
            await super().aclose()

    async def _stop(self) -> None:
        life, self._life = self._life, None
        if life is not None:
            await life.stop()
