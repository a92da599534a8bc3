"""Routes as they are declared."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

from fasterapi import _core
from fasterapi.datastructures import TOKEN
from fasterapi.exceptions import DeclarationError
from fasterapi.handlers import name_of

__all__ = ["Route", "check_route", "status_of"]


class Route(NamedTuple):
    """One declared route. `status_code` and `blocking` are None where the user left them out."""

    path: str
    methods: tuple[str, ...]
    handler: Callable[..., Any]
    response_class: type[_core.Response]
    status_code: int | None
    blocking: bool | None


def check_route(route: Route) -> None:
    """Check everything but the handler's signature. What the path says is read by the engine's router.

    Raises:
        DeclarationError: naming the handler, what is wrong and what to write instead.
    """
    if not callable(route.handler):
        raise DeclarationError(f"{route.handler!r} is not a handler: a handler is a function, async or not")
    name = name_of(route.handler)
    if not route.path.startswith("/"):
        raise DeclarationError(f"{name}: the path {route.path!r} does not start with '/'")
    if not route.methods:
        raise DeclarationError(f"{name}: without a method no request finds it: write methods=['GET']")
    for method in route.methods:
        if not TOKEN.fullmatch(method):
            raise DeclarationError(f"{name}: {method!r} is not a method (RFC 9110 9.1)")
    if not (isinstance(route.response_class, type) and issubclass(route.response_class, _core.Response)):
        raise DeclarationError(
            f"{name}: response_class={route.response_class!r} is not a Response class: "
            "write JSONResponse, PlainTextResponse or another subclass of Response"
        )
    if not 200 <= status_of(route) <= 599:
        raise DeclarationError(f"{name}: status_code={route.status_code} is not a final status, 200 to 599")


def status_of(route: Route) -> int:
    """What a route answers with: its own status, else its response class's (307 to redirect), else 200."""
    if route.status_code is not None:
        return route.status_code
    parameter = inspect.signature(route.response_class.__init__).parameters.get("status_code")
    return parameter.default if parameter is not None and isinstance(parameter.default, int) else 200
