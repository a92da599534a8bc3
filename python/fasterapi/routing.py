"""Routers: routes that belong together, and the tree that routers make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, Unpack

from fasterapi import _core
from fasterapi.context import Context, SharedOptions, context_of
from fasterapi.exceptions import DeclarationError
from fasterapi.lifespan import Lifespan, LifespanFunctions
from fasterapi.plan import DuplicateKeys
from fasterapi.route import APIRoute, Responses, Route, RouteOptions, Tag
from fasterapi.urls import NoMatchFound, URLPath, path_of

__all__ = ["APIRoute", "APIRouter", "Entry", "Included", "Mounted", "Route", "RouteOptions", "Router"]

Handler = TypeVar("Handler", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Included:
    """A router within another, in the place where it was included."""

    router: Router
    context: Context


@dataclass(frozen=True, slots=True)
class Mounted:
    """An application under a path of another."""

    path: str
    app: Any
    name: str | None


Entry = Route | Included | Mounted


class Routes(list[Entry]):
    """What was declared in a router. Its `router` has what they have in common."""

    def __init__(self, router: Router) -> None:
        super().__init__()
        self.router = router


class Router:
    """Routes that belong together: declared here, served once an application includes the router.

    Args:
        prefix: what the paths of all its routes begin with: "/items".
        tags, responses, callbacks, deprecated, include_in_schema, generate_unique_id_function: of the
            documentation of all its routes; see RouteOptions.
        dependencies: called for each of its routes, before the route's own.
        default_response_class: of its routes that name none.
        redirect_slashes: as App; of an included router the application's counts.
        on_startup, on_shutdown, lifespan: see App; the application that includes the router runs them, too.
        strict_content_type: False also reads a body without a Content-Type as JSON.
        duplicate_keys: "error" refuses JSON in which an object has a key twice; else the last one counts.
        route_class: not here; a dependency, or a decorator of the handlers, does what it was for.
    """

    def __init__(
        self,
        *,
        prefix: str = "",
        tags: Sequence[Tag] | None = None,
        dependencies: Sequence[Any] | None = None,
        default_response_class: type[_core.Response] | None = None,
        responses: Responses | None = None,
        callbacks: Sequence[Any] | None = None,
        redirect_slashes: bool = True,
        route_class: Any = None,
        on_startup: Sequence[Callable[[], Any]] | None = None,
        on_shutdown: Sequence[Callable[[], Any]] | None = None,
        lifespan: Lifespan | None = None,
        deprecated: bool | None = None,
        include_in_schema: bool = True,
        generate_unique_id_function: Callable[[Any], str] | None = None,
        strict_content_type: bool | None = None,
        duplicate_keys: DuplicateKeys | None = None,
    ) -> None:
        if route_class is not None:
            raise DeclarationError(
                "route_class= changes how FastAPI calls handlers, and here C++ calls them: "
                "write a dependency or a decorator instead"
            )
        check_prefix(prefix)
        self.prefix = prefix
        self.redirect_slashes = redirect_slashes
        self.lifespan = LifespanFunctions(lifespan, on_startup, on_shutdown)
        self.routes = Routes(self)
        self._own = context_of(
            type(self).__name__,
            tags=tags,
            dependencies=dependencies,
            default_response_class=default_response_class,
            responses=responses,
            callbacks=callbacks,
            deprecated=deprecated,
            include_in_schema=include_in_schema,
            generate_unique_id_function=generate_unique_id_function,
            strict_content_type=strict_content_type,
            duplicate_keys=duplicate_keys,
        )

    @property
    def context(self) -> Context:
        """What this router adds to its routes, but for the prefix, which they have already."""
        return self._own

    def add_api_route(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        methods: Iterable[str] | None = None,
        **options: Unpack[RouteOptions],
    ) -> None:
        """Declare `endpoint` as the handler of `methods` on `path`.

        Raises:
            DeclarationError: the declaration cannot work; the message says why and what to write instead.
        """
        names = ("GET",) if methods is None else (methods,) if isinstance(methods, str) else tuple(methods)
        route = Route(path=self.prefix + path, endpoint=endpoint, methods=names, **options)
        self._declare(route)

    def _declare(self, entry: Entry) -> None:
        self.routes.append(entry)

    def route(
        self, path: str, *, methods: Iterable[str] | None = None, **options: Unpack[RouteOptions]
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated function as the handler of `methods` on `path`.

        Args:
            path: "/items/{item_id}"; a part can ask for other than text without "/": {x:int}, {x:float},
                {x:uuid}, {x:path}. The first route declared wins where several match.
            methods: a GET route answers HEAD too, and every route OPTIONS. GET where left out.
            options: see RouteOptions.

        Raises:
            DeclarationError: the declaration cannot work; the message says why and what to write instead.
        """
        if not isinstance(path, str):
            raise DeclarationError(f"the path {path!r} is no text: write @app.get('/path')")

        def declare(handler: Handler) -> Handler:
            self.add_api_route(path, handler, methods=methods, **options)
            return handler

        return declare

    api_route = route

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

    def trace(self, path: str, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """`route` with method TRACE."""
        return self.route(path, methods=("TRACE",), **options)

    def include_router(self, router: Router, *, prefix: str = "", **options: Unpack[SharedOptions]) -> None:
        """Serve the routes of `router`, those declared later included, as if they were declared here.

        The prefix and the options are as those of Router, and are meant for these routes in this place.

        Raises:
            DeclarationError: the routers would hold each other, or the prefix is none.
        """
        if not isinstance(router, Router):
            raise DeclarationError(f"include_router({router!r}): it is no Router")
        if router is self or router.includes(self):
            raise DeclarationError(
                "include_router: a router cannot hold itself; is it another that is meant?"
            )
        check_prefix(prefix)
        context = context_of("include_router", prefix=self.prefix + prefix, **options)
        self._declare(Included(router, context))
        self.lifespan.include(router.lifespan)

    def includes(self, router: Router) -> bool:
        """Whether `router` is in here, at any depth."""
        return any(
            entry.router is router or entry.router.includes(router)
            for entry in self.routes
            if isinstance(entry, Included)
        )

    def mount(self, path: str, app: Any, name: str | None = None) -> None:
        """Serve another App under `path`, with exception handlers, state and documentation of its own.

        Raises:
            DeclarationError: `app` is no App, or the path is none.
        """
        from fasterapi.app import App

        if not isinstance(app, App):
            raise DeclarationError(f"mount({path!r}, {app!r}): only an App can be mounted")
        if path and not path.startswith("/"):
            raise DeclarationError(f"mount: the path {path!r} does not start with '/'")
        self._declare(Mounted(self.prefix + path.rstrip("/"), app, name))

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        """The path of the route with this name and exactly these parameters.

        A mounted application's routes are called "mount:route", or as they are if the mount has no name.

        Raises:
            NoMatchFound: there is none.
            ValueError: a value that its parameter would not match.
        """
        if (path := path_of(self, name, path_params)) is None:
            raise NoMatchFound(name, path_params)
        return path

    def on_event(self, event: str) -> Callable[[Handler], Handler]:
        """Call the decorated function on "startup" or "shutdown"; `lifespan=` says both in one place."""

        def declare(function: Handler) -> Handler:
            self.add_event_handler(event, function)
            return function

        return declare

    def add_event_handler(self, event: str, function: Callable[[], Any]) -> None:
        """Call `function`, async or not, on "startup" or "shutdown".

        Raises:
            DeclarationError: there is no such event.
        """
        self.lifespan.add(event, function)

    def walk(self, around: Context | None = None) -> Iterator[tuple[Route | Mounted, Context]]:
        """Each route and mounted application in here, in the order in which they match, with its context."""
        context = around.around(self.context) if around else self.context
        for entry in self.routes:
            if isinstance(entry, Included):
                yield from entry.router.walk(context.around(entry.context))
            else:
                yield entry, context

    def __repr__(self) -> str:
        return f"<{type(self).__name__} with {sum(1 for _ in self.walk())} routes>"


APIRouter = Router


def check_prefix(prefix: str) -> None:
    if prefix and not prefix.startswith("/"):
        raise DeclarationError(f"the prefix {prefix!r} does not start with '/'")
    if prefix.endswith("/"):
        raise DeclarationError(f"the prefix {prefix!r} ends with '/', with which the paths start: remove it")
