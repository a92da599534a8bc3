"""Routes as they are declared, and routers: the tree in which they are."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import Any, TypedDict, TypeVar, Unpack

from fasterapi import _core
from fasterapi.callables import name_of, unwrapped
from fasterapi.datastructures import TOKEN
from fasterapi.dependant import Dependant
from fasterapi.exceptions import DeclarationError
from fasterapi.lifespan import Lifespan, LifespanFunctions
from fasterapi.params import Depends
from fasterapi.schema.nodes import MISSING
from fasterapi.urls import NoMatchFound, URLPath, path_of

__all__ = [
    "APIRoute",
    "APIRouter",
    "Context",
    "Entry",
    "Included",
    "Mounted",
    "Route",
    "RouteOptions",
    "Router",
]

Handler = TypeVar("Handler", bound=Callable[..., Any])
IncEx = Any  # a set of names or a mapping from names to what is within
Tag = str | Enum
Responses = (
    Mapping[int | str, Mapping[str, Any]] | Mapping[int, Mapping[str, Any]] | Mapping[str, Mapping[str, Any]]
)


class RouteOptions(TypedDict, total=False):
    """What a route can say beside its path and methods."""

    response_model: Any
    """The type that answers are checked by and written as; the handler's return annotation where left out."""

    status_code: int | None
    """Of an answer that is no Response; where left out the response class's own, mostly 200."""

    response_class: type[_core.Response] | None
    """Makes the answer of what the handler returns; the router's or else JSONResponse where left out."""

    dependencies: Sequence[Any] | None
    """Depends(...) that are called before all others, for what they do."""

    response_model_include: IncEx
    """The only members of an answer that are written."""

    response_model_exclude: IncEx
    """Members of an answer that are not written."""

    response_model_by_alias: bool
    response_model_exclude_unset: bool
    response_model_exclude_defaults: bool
    response_model_exclude_none: bool

    blocking: bool | None
    """False runs a `def` handler on the loop instead of in the thread pool: for one that returns at once,
    since nothing else runs meanwhile."""

    name: str | None
    """What url_for() finds it by; the handler's name where left out."""

    # What follows is for the documentation alone.

    tags: Sequence[Tag] | None
    summary: str | None
    description: str | None
    """The handler's docstring, up to a form feed, where left out."""
    response_description: str
    responses: Responses | None
    deprecated: bool | None
    operation_id: str | None
    include_in_schema: bool
    callbacks: Sequence[Any] | None
    openapi_extra: Mapping[str, Any] | None
    generate_unique_id_function: Callable[[Any], str] | None


@dataclass(kw_only=True, eq=False)
class Route:
    """One route as it is declared; what is None was left out. The routers around it add more.

    Attributes:
        path: with the prefix of its own router.
        endpoint: the handler.
    """

    path: str
    endpoint: Callable[..., Any]
    methods: tuple[str, ...] = ("GET",)
    response_model: Any = MISSING
    status_code: int | None = None
    response_class: type[_core.Response] | None = None
    dependencies: Sequence[Depends] | None = None
    response_model_include: IncEx = None
    response_model_exclude: IncEx = None
    response_model_by_alias: bool = True
    response_model_exclude_unset: bool = False
    response_model_exclude_defaults: bool = False
    response_model_exclude_none: bool = False
    blocking: bool | None = None
    name: str | None = None
    tags: Sequence[Tag] | None = None
    summary: str | None = None
    description: str | None = None
    response_description: str = "Successful Response"
    responses: Responses | None = None
    deprecated: bool | None = None
    operation_id: str | None = None
    include_in_schema: bool = True
    callbacks: Sequence[Any] | None = None
    openapi_extra: Mapping[str, Any] | None = None
    generate_unique_id_function: Callable[[Any], str] | None = None
    dependants: dict[str, Dependant] = field(default_factory=dict, init=False, repr=False)
    """What the endpoint takes, by the path that it is on, once it was read."""

    def __post_init__(self) -> None:
        """Make what was given in several forms one.

        Raises:
            DeclarationError: naming the handler, what is wrong and what to write instead.
        """
        if not callable(self.endpoint):
            raise DeclarationError(
                f"{self.endpoint!r} is not a handler: a handler is a function, async or not"
            )
        methods = (self.methods,) if isinstance(self.methods, str) else self.methods
        self.methods = tuple(dict.fromkeys(method.upper() for method in methods))
        if isinstance(self.status_code, HTTPStatus):
            self.status_code = int(self.status_code)
        if self.name is None:
            self.name = handler_name(self.endpoint)
        if self.description is None:
            self.description = inspect.cleandoc(self.endpoint.__doc__ or "")
        self.description = self.description.partition("\f")[0].strip()
        self._check()

    def _check(self) -> None:
        name = name_of(self.endpoint)
        if not self.methods:
            raise DeclarationError(f"{name}: without a method no request finds it: write methods=['GET']")
        for method in self.methods:
            if not TOKEN.fullmatch(method):
                raise DeclarationError(f"{name}: {method!r} is not a method (RFC 9110 9.1)")
        check_response_class(self.response_class, f"{name}: response_class")
        check_dependencies(self.dependencies, name)
        if self.status_code is not None and not 200 <= self.status_code <= 599:
            raise DeclarationError(
                f"{name}: status_code={self.status_code} is not a final status, 200 to 599"
            )


APIRoute = Route


def handler_name(handler: Callable[..., Any]) -> str:
    named = unwrapped(handler)
    return getattr(named, "__name__", type(named).__name__)


def check_response_class(cls: Any, where: str) -> None:
    if cls is not None and not (isinstance(cls, type) and issubclass(cls, _core.Response)):
        raise DeclarationError(
            f"{where}={cls!r} is not a Response class: "
            "write JSONResponse, PlainTextResponse or another subclass of Response"
        )


def check_dependencies(dependencies: Sequence[Any] | None, where: str) -> None:
    for dependency in dependencies or ():
        if not isinstance(dependency, Depends) or not callable(dependency.dependency):
            raise DeclarationError(
                f"{where}: dependencies=[{dependency!r}] is no dependency: write [Depends(function)]"
            )


def both(outer: Responses, inner: Responses) -> dict[int | str, Mapping[str, Any]]:
    """The responses of two places; of one status the inner one's."""
    merged: dict[int | str, Mapping[str, Any]] = {}
    for responses in (outer, inner):
        merged.update(responses.items())
    return merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a route gets from the routers around it. What is None nobody said."""

    prefix: str = ""
    tags: tuple[Tag, ...] = ()
    dependencies: tuple[Depends, ...] = ()
    default_response_class: type[_core.Response] | None = None
    responses: Responses = field(default_factory=dict)
    callbacks: tuple[Any, ...] = ()
    deprecated: bool | None = None
    include_in_schema: bool = True
    generate_unique_id_function: Callable[[Any], str] | None = None
    strict_content_type: bool | None = None

    def around(self, inner: Context) -> Context:
        """Both: this is further out, and where only one can count the inner one does."""
        return Context(
            prefix=self.prefix + inner.prefix,
            tags=(*self.tags, *inner.tags),
            dependencies=(*self.dependencies, *inner.dependencies),
            default_response_class=inner.default_response_class or self.default_response_class,
            responses=both(self.responses, inner.responses),
            callbacks=(*self.callbacks, *inner.callbacks),
            deprecated=self.deprecated or inner.deprecated,
            include_in_schema=self.include_in_schema and inner.include_in_schema,
            generate_unique_id_function=inner.generate_unique_id_function or self.generate_unique_id_function,
            strict_content_type=(
                self.strict_content_type if inner.strict_content_type is None else inner.strict_content_type
            ),
        )


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
    ) -> None:
        if route_class is not None:
            raise DeclarationError(
                "route_class= changes how FastAPI calls handlers, and here C++ calls them: "
                "write a dependency or a decorator instead"
            )
        check_prefix(prefix)
        check_dependencies(dependencies, type(self).__name__)
        check_response_class(default_response_class, f"{type(self).__name__}: default_response_class")
        self.prefix = prefix
        self.redirect_slashes = redirect_slashes
        self.lifespan = LifespanFunctions(lifespan, on_startup, on_shutdown)
        self.routes = Routes(self)
        self._own = Context(
            tags=tuple(tags or ()),
            dependencies=tuple(dependencies or ()),
            default_response_class=default_response_class,
            responses=dict(responses or {}),
            callbacks=tuple(callbacks or ()),
            deprecated=deprecated,
            include_in_schema=include_in_schema,
            generate_unique_id_function=generate_unique_id_function,
            strict_content_type=strict_content_type,
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

    def _declare(self, entry: Route | Included | Mounted) -> None:
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

    def include_router(
        self,
        router: Router,
        *,
        prefix: str = "",
        tags: Sequence[Tag] | None = None,
        dependencies: Sequence[Any] | None = None,
        default_response_class: type[_core.Response] | None = None,
        responses: Responses | None = None,
        callbacks: Sequence[Any] | None = None,
        deprecated: bool | None = None,
        include_in_schema: bool = True,
        generate_unique_id_function: Callable[[Any], str] | None = None,
    ) -> None:
        """Serve the routes of `router`, those declared later included, as if they were declared here.

        The arguments are those of Router, and are meant for these routes in this place.

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
        check_dependencies(dependencies, "include_router")
        check_response_class(default_response_class, "include_router: default_response_class")
        context = Context(
            prefix=self.prefix + prefix,
            tags=tuple(tags or ()),
            dependencies=tuple(dependencies or ()),
            default_response_class=default_response_class,
            responses=dict(responses or {}),
            callbacks=tuple(callbacks or ()),
            deprecated=deprecated,
            include_in_schema=include_in_schema,
            generate_unique_id_function=generate_unique_id_function,
        )
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
