"""A route as it is declared: what can be said beside its path, and what is wrong with it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import Any, TypedDict

from fasterapi import _core
from fasterapi.callables import name_of, unwrapped
from fasterapi.datastructures import TOKEN
from fasterapi.dependant import Dependant
from fasterapi.exceptions import DeclarationError
from fasterapi.params import Depends
from fasterapi.schema.nodes import MISSING

__all__ = [
    "APIRoute",
    "IncEx",
    "Responses",
    "Route",
    "RouteOptions",
    "Tag",
    "check_dependencies",
    "check_response_class",
]

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
    """Refuse what makes no answers; messages call the place `where`.

    Raises:
        DeclarationError: naming what was given and what to write instead.
    """
    if cls is not None and not (isinstance(cls, type) and issubclass(cls, _core.Response)):
        raise DeclarationError(
            f"{where}={cls!r} is not a Response class: "
            "write JSONResponse, PlainTextResponse or another subclass of Response"
        )


def check_dependencies(dependencies: Sequence[Any] | None, where: str) -> None:
    """Refuse dependencies without a function to call; messages call the place `where`.

    Raises:
        DeclarationError: naming what was given and what to write instead.
    """
    for dependency in dependencies or ():
        if not isinstance(dependency, Depends) or not callable(dependency.dependency):
            raise DeclarationError(
                f"{where}: dependencies=[{dependency!r}] is no dependency: write [Depends(function)]"
            )
