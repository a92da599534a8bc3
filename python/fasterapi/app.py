"""The application: routes, declared, and what is around them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from fasterapi import _core
from fasterapi.datastructures import State
from fasterapi.exception_handlers import (
    ExceptionHandler,
    ExceptionKey,
    default_handlers,
    http_exception_handler,
)
from fasterapi.exceptions import DeclarationError, HTTPException
from fasterapi.lifespan import Lifespan
from fasterapi.lowering import compile_route
from fasterapi.openapi.serving import Documentation
from fasterapi.operation import Operation, operation_of, operations_in
from fasterapi.plan import DuplicateKeys, Plan
from fasterapi.route import Responses, Route, RouteOptions
from fasterapi.routing import Entry, Included, Mounted, Router

if TYPE_CHECKING:
    from fasterapi.asgi import AsgiFace, Receive, Scope, Send
    from fasterapi.settings import AccessLog, LogLevel, LoopKind

__all__ = ["App", "FastAPI", "RouteOptions"]

Handler = TypeVar("Handler", bound=Callable[..., Any])


class App(Router):
    """A web application: handlers by path and method.

    A handler is `async def`, run on the worker's loop in a task of its own, or `def`, run in the thread pool.
    Its parameters are found in the request: by their names in the path, else in the query, or in the body if
    they are models; `Header()`, `Cookie()`, `Form()` and `Depends()` say otherwise. What it returns becomes
    JSON, unless it is a `Response`.

    `state` holds what the user wants to share among handlers; they find it as `request.app.state`.
    `dependency_overrides` has the functions that tests want called in the place of dependencies.

    Args:
        debug: answers 500 with the traceback.
        title, summary, description, version, terms_of_service, contact, license_info, openapi_tags, servers,
            openapi_external_docs, responses, callbacks, webhooks, deprecated, include_in_schema,
            generate_unique_id_function, separate_input_output_schemas: of the documentation.
        openapi_url, docs_url, redoc_url, swagger_ui_oauth2_redirect_url: where the documentation is, None for
            nowhere.
        swagger_ui_init_oauth, swagger_ui_parameters: what the page at docs_url is told.
        dependencies: called for every route, before its own.
        default_response_class: of routes that name none; JSONResponse where left out.
        redirect_slashes: a path that only misses, or has too much, a "/" at its end is redirected. Of a
            mounted application the one counts in which it is mounted.
        exception_handlers: by class or status, functions of the request and the exception.
        problem_details: errors are answered as RFC 9457 says, application/problem+json.
        lifespan: a context manager entered before the first request and left after the last; see Lifespan.
        on_startup, on_shutdown: functions, called then.
        root_path: what a proxy in front takes off the paths.
        root_path_in_servers: the documentation names it.
        strict_content_type: False also reads a body without a Content-Type as JSON.
        duplicate_keys: "error" refuses JSON in which an object has a key twice; else the last one counts.
        middleware: none yet.
        routes: none; declare them with `get` and the others, or include a Router.
    """

    def __init__(
        self,
        *,
        debug: bool = False,
        routes: None = None,
        title: str = "FasterAPI",
        summary: str | None = None,
        description: str = "",
        version: str = "0.1.0",
        openapi_url: str | None = "/openapi.json",
        openapi_tags: Sequence[Mapping[str, Any]] | None = None,
        servers: Sequence[Mapping[str, Any]] | None = None,
        dependencies: Sequence[Any] | None = None,
        default_response_class: type[_core.Response] | None = None,
        redirect_slashes: bool = True,
        docs_url: str | None = "/docs",
        redoc_url: str | None = "/redoc",
        swagger_ui_oauth2_redirect_url: str | None = "/docs/oauth2-redirect",
        swagger_ui_init_oauth: Mapping[str, Any] | None = None,
        swagger_ui_parameters: Mapping[str, Any] | None = None,
        middleware: Sequence[Any] | None = None,
        exception_handlers: Mapping[ExceptionKey, ExceptionHandler] | None = None,
        problem_details: bool = False,
        on_startup: Sequence[Callable[[], Any]] | None = None,
        on_shutdown: Sequence[Callable[[], Any]] | None = None,
        lifespan: Lifespan | None = None,
        terms_of_service: str | None = None,
        contact: Mapping[str, Any] | None = None,
        license_info: Mapping[str, Any] | None = None,
        root_path: str = "",
        root_path_in_servers: bool = True,
        responses: Responses | None = None,
        callbacks: Sequence[Any] | None = None,
        webhooks: Router | None = None,
        deprecated: bool | None = None,
        include_in_schema: bool = True,
        generate_unique_id_function: Callable[[Any], str] | None = None,
        separate_input_output_schemas: bool = True,
        openapi_external_docs: Mapping[str, Any] | None = None,
        strict_content_type: bool = True,
        duplicate_keys: DuplicateKeys = "last",
    ) -> None:
        super().__init__(
            dependencies=dependencies,
            default_response_class=default_response_class,
            responses=responses,
            callbacks=callbacks,
            redirect_slashes=redirect_slashes,
            on_startup=on_startup,
            on_shutdown=on_shutdown,
            lifespan=lifespan,
            deprecated=deprecated,
            include_in_schema=include_in_schema,
            generate_unique_id_function=generate_unique_id_function,
            strict_content_type=strict_content_type,
            duplicate_keys=duplicate_keys,
        )
        if middleware:
            raise DeclarationError("App(middleware=) is not there yet: write dependencies= instead")
        if routes:
            raise DeclarationError("App(routes=) takes Starlette's: declare handlers with @app.get(path)")
        if openapi_url and not title:
            raise DeclarationError("App(title=''): OpenAPI wants a title")
        self.debug = debug
        self.title = title
        self.summary = summary
        self.description = description
        self.version = version
        self.openapi_url = openapi_url
        self.openapi_version = "3.1.0"
        self.openapi_tags = openapi_tags
        self.openapi_external_docs = openapi_external_docs
        self.servers = list(servers or ())
        self.docs_url = docs_url
        self.redoc_url = redoc_url
        self.swagger_ui_oauth2_redirect_url = swagger_ui_oauth2_redirect_url
        self.swagger_ui_init_oauth = swagger_ui_init_oauth
        self.swagger_ui_parameters = swagger_ui_parameters
        self.terms_of_service = terms_of_service
        self.contact = contact
        self.license_info = license_info
        self.root_path = root_path.rstrip("/")
        self.root_path_in_servers = root_path_in_servers
        self.separate_input_output_schemas = separate_input_output_schemas
        self.webhooks = webhooks or Router()
        self.state = State()
        self.lifespan_state: dict[str, Any] = {}
        self.dependency_overrides: dict[Callable[..., Any], Callable[..., Any]] = {}
        self.exception_handlers: dict[ExceptionKey, ExceptionHandler] = {}
        self.exception_handlers.update(default_handlers(problem_details=problem_details))
        for key, handler in (exception_handlers or {}).items():
            self.add_exception_handler(key, handler)
        self.openapi_schema: dict[str, Any] | None = None
        self._documented_routes = -1
        self._documentation = Documentation(self)
        self._plans: tuple[Plan, ...] | None = None
        self._asgi: AsgiFace | None = None
        self._mounted: tuple[tuple[str, App], ...] | None = None

    @property
    def router(self) -> Router:
        """What FastAPI's users know as the router of the application: itself."""
        return self

    def add_exception_handler(self, key: ExceptionKey, handler: ExceptionHandler) -> None:
        """Call `handler`, async or not, with the request and the exception, to make the answer to it.

        Args:
            key: a class, which stands for those derived from it too, or the status of HTTPExceptions. One for
                500 or Exception answers what no other handler does, which is logged all the same.
            handler: returns a Response.

        Raises:
            DeclarationError: the key is neither, or the handler cannot be called.
        """
        if not isinstance(key, int) and not (isinstance(key, type) and issubclass(key, Exception)):
            raise DeclarationError(f"exception_handler({key!r}): write a class of exceptions or a status")
        if not callable(handler):
            raise DeclarationError(f"exception_handler({key!r}): {handler!r} is no function")
        self.exception_handlers[key] = handler

    def exception_handler(self, key: ExceptionKey) -> Callable[[Handler], Handler]:
        """Declare the decorated function as the handler of an exception: see `add_exception_handler`."""

        def declare(handler: Handler) -> Handler:
            self.add_exception_handler(key, handler)
            return handler

        return declare

    def add_middleware(self, middleware: Any, *args: Any, **options: Any) -> None:
        """Not there yet.

        Raises:
            DeclarationError: always.
        """
        raise DeclarationError("middleware is not there yet: write a dependency for all routes instead")

    def middleware(self, kind: str) -> Any:
        """Not there yet.

        Raises:
            DeclarationError: always.
        """
        return self.add_middleware(kind)

    def _declare(self, entry: Entry) -> None:
        if self._plans is not None:
            path = entry.context.prefix if isinstance(entry, Included) else entry.path
            raise RuntimeError(f"{path!r} is declared too late: the application is being served")
        if isinstance(entry, Route):
            operation_of(entry, self.context)  # a mistake is told where it is made
        super()._declare(entry)

    def operations(self) -> Iterator[Operation]:
        """Each route in its place, those of included routers too, in the order in which they match."""
        return operations_in(self, served=True)

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made once and kept as `openapi_schema`.

        To have another, set the attribute, or replace the method: `app.openapi = my_function`.
        """
        from fasterapi.openapi.document import get_openapi

        routes = sum(1 for router in (self, self.webhooks) for _ in router.walk())
        if self.openapi_schema is None or self._documented_routes not in (routes, -1):
            self.openapi_schema = get_openapi(
                title=self.title,
                version=self.version,
                openapi_version=self.openapi_version,
                summary=self.summary,
                description=self.description,
                routes=self,
                webhooks=self.webhooks,
                tags=self.openapi_tags,
                servers=self.servers,
                terms_of_service=self.terms_of_service,
                contact=self.contact,
                license_info=self.license_info,
                separate_input_output_schemas=self.separate_input_output_schemas,
                external_docs=self.openapi_external_docs,
            )
            self._documented_routes = routes
        return self.openapi_schema

    def plans(self) -> tuple[Plan, ...]:
        """The compiled routes, in the order of their declaration; none can be declared after this."""
        if self._plans is None:
            prefixes = (self.root_path, "") if self.root_path else ("",)
            self._plans = tuple(plan for prefix in prefixes for plan in self.compiled(self, prefix, ""))
        return self._plans

    def compiled(self, served: App, prefix: str, root_path: str) -> Iterator[Plan]:
        """The plans of all routes within the application `served`, where this one is under `root_path`."""
        for entry, context in chain(self._documentation.router.walk(), self.walk()):
            if isinstance(entry, Route):
                operation = operation_of(entry, context)
                placed = dataclasses.replace(operation, root_path=root_path, served=served)
                yield compile_route(placed, self, prefix=prefix + root_path)
            else:
                yield from entry.app.compiled(served, prefix, root_path + context.prefix + entry.path)

    def app_at(self, path: str) -> App:
        """The application that a path belongs to: this one, or one that is mounted."""
        if self.root_path and path.startswith(self.root_path + "/"):
            path = path.removeprefix(self.root_path)
        for mounted, app in self._mounts():
            if path == mounted or path.startswith(mounted + "/"):
                return app.app_at(path.removeprefix(mounted))
        return self

    def _mounts(self) -> tuple[tuple[str, App], ...]:
        """The mounted applications by their paths."""
        if self._mounted is not None:
            return self._mounted
        found = tuple(
            (context.prefix + entry.path, entry.app)
            for entry, context in self.walk()
            if isinstance(entry, Mounted)
        )
        if self._plans is not None:  # there will be no more of them
            self._mounted = found
        return found

    def sees_unmatched(self, status: int) -> bool:
        """Whether a handler, here or in a mounted application, would answer where no route matches."""
        handlers = self.exception_handlers
        own = status in handlers or handlers.get(HTTPException) is not http_exception_handler
        return own or any(app.sees_unmatched(status) for _, app in self._mounts())

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


FastAPI = App
