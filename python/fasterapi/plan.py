"""What the engine runs: routes, compiled and frozen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from fasterapi import _core
from fasterapi.handlers import Argument, arguments_of, run_of
from fasterapi.routing import Route, check_route, status_of

__all__ = ["Plan", "compile_route"]


class Plan(NamedTuple):
    """One compiled route. `_core.Plan` says what the engine reads of it."""

    pattern: str
    methods: tuple[str, ...]
    call: Callable[..., Any]
    run: str
    arguments: tuple[Argument, ...]
    response_class: type[_core.Response]
    status_code: int


def compile_route(route: Route) -> Plan:
    """Lower one declared route to the plan the engine runs.

    Raises:
        DeclarationError: naming the handler, the parameter and what is wrong with it, so that a mistake
            surfaces where it is made and never as a failed request.
    """
    check_route(route)
    return Plan(
        pattern=route.path,
        methods=tuple(dict.fromkeys(method.upper() for method in route.methods)),
        call=route.handler,
        run=run_of(route.handler, route.blocking),
        arguments=arguments_of(route.handler, route.path),
        response_class=route.response_class,
        status_code=status_of(route),
    )
