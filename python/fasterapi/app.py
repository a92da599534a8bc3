"""The application: routes, declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

from fasterapi import _core
from fasterapi.datastructures import State
from fasterapi.plan import Plan, compile_route
from fasterapi.responses import JSONResponse
from fasterapi.routing import Route

if TYPE_CHECKING:
    from fasterapi.asgi import AsgiFace, Receive, Scope, Send
    from fasterapi.settings import AccessLog, LogLevel, LoopKind

__all__ = ["App", "RouteOptions"]

Handler = TypeVar("Handler", bound=Callable[..., Any])


class RouteOptions(TypedDict, total=False):
    """What a route can say beside its path and methods."""

    status_code: int | None
    """Of an answer that is no Response; where left out the response class's own, mostly 200."""

    response_class: type[_core.Response]
    """Makes the answer of what the handler returns; JSONResponse where left out."""

    blocking: bool | None
    """False runs a `def` handler on the loop instead of in the thread pool: for one that returns at once,
    since nothing else runs meanwhile."""


class App:
    """A web application: handlers by path and method.

    A handler is `async def`, run on the worker's loop in a task of its own, or `def`, run in the thread pool.
    Its parameters are those of the path, by name, converted as they are annotated (str, int, float,
    uuid.UUID), and the request, annotated with `Request`. What it returns becomes JSON, unless it is a
    `Response`.

    `state` holds what the user wants to share among handlers; they find it as `request.app.state`.
    """

    def __init__(self) -> None:
        self.state = State()
        self._plans: list[Plan] = []
        self._served = False
        self._asgi: AsgiFace | None = None

    def route(
        self, path: str, *, methods: Iterable[str], **options: Unpack[RouteOptions]
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated function as the handler of `methods` on `path`.

        Args:
            path: "/items/{item_id}"; a part can ask for other than text without "/": {x:int}, {x:float},
                {x:uuid}, {x:path}. The first route declared wins where several match.
            methods: a GET route answers HEAD too, and every route OPTIONS.
            options: see RouteOptions.

        Raises:
            DeclarationError: the declaration cannot work; the message says why and what to write instead.
        """
        names = (methods,) if isinstance(methods, str) else tuple(methods)

        def declare(handler: Handler) -> Handler:
            if self._served:
                raise RuntimeError(f"{path!r} is declared too late: the application is being served")
            route = Route(
                path=path,
                methods=names,
                handler=handler,
                response_class=options.get("response_class", JSONResponse),
                status_code=options.get("status_code"),
                blocking=options.get("blocking"),
            )
            self._plans.append(compile_route(route))
            return handler

        return declare

    def get(self, path: str, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """`route` with method GET, which answers HEAD too."""
        return self.route(path, methods=("GET",), **options)

    def post(self, path: str, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """`route` with method POST."""
        return self.route(path, methods=("POST",), **options)

    def put(self, path: str, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """`route` with method PUT."""
        return self.route(path, methods=("PUT",), **options)

    def patch(self, path: str, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """`route` with method PATCH."""
        return self.route(path, methods=("PATCH",), **options)

    def delete(self, path: str, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """`route` with method DELETE."""
        return self.route(path, methods=("DELETE",), **options)

    def head(self, path: str, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """`route` with method HEAD, for an answer that differs from GET's."""
        return self.route(path, methods=("HEAD",), **options)

    def options(self, path: str, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """`route` with method OPTIONS, for another answer than 204 with Allow."""
        return self.route(path, methods=("OPTIONS",), **options)

    def plans(self) -> tuple[Plan, ...]:
        """The compiled routes, in the order of their declaration; none can be declared after this."""
        self._served = True
        return tuple(self._plans)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve as an ASGI 3 application, in another server or mounted in another application.

        Raises:
            Exception: what a handler raised, after it was answered with 500.
        """
        if self._asgi is None:
            from fasterapi.asgi import AsgiFace

            self._asgi = AsgiFace(self)
        await self._asgi(scope, receive, send)

    def run(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 8000,
        uds: str = "",
        fd: int = -1,
        workers: int = 1,
        loop: LoopKind = "asyncio",
        access_log: AccessLog = "off",
        log_level: LogLevel = "info",
        limits: Mapping[str, int] | None = None,
        pool_threads: int = 40,
        server_header: bool = True,
    ) -> None:
        """Serve the application in this process until SIGTERM or SIGINT.

        Args:
            host: name or address to listen on.
            port: 0 lets the system choose.
            uds: path of a Unix domain socket, instead of host and port.
            fd: a descriptor that is listening already, instead of host and port.
            workers: 1; more need a process each that imports the application anew: `fasterapi run --workers`.
            loop: "asyncio" or "uvloop".
            access_log: "off", "combined" or "json", on stdout.
            log_level: the least severe messages logged.
            limits: bounds that differ from the default, such as {"body_bytes": 1 << 20}.
            pool_threads: how many threads `def` handlers have, at most.
            server_header: whether answers say "Server: FasterAPI".

        Raises:
            SettingsError: a value is unknown or out of range.
            ListenError: an OSError that names the address and why it cannot be listened on.
        """
        from fasterapi.server import run_app
        from fasterapi.settings import ServerSettings, SettingsError

        if workers != 1:
            raise SettingsError(
                f"app.run() serves in this process alone, and {workers} workers each import the application: "
                f"write `fasterapi run module:app --workers {workers}`"
            )
        settings = ServerSettings(
            host=host,
            port=port,
            uds=uds,
            fds=() if fd < 0 else (fd,),
            loop=loop,
            access_log=access_log,
            log_level=log_level,
            limits=limits or {},
            pool_threads=pool_threads,
            server_header=server_header,
        )
        run_app(self, settings)

    def __repr__(self) -> str:
        return f"<App with {len(self._plans)} routes>"
