"""What a handler's signature says: where it runs and where its arguments come from."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from fasterapi import _core
from fasterapi.exceptions import DeclarationError
from fasterapi.params import kind_of_annotation, parameters_of
from fasterapi.request import Request

__all__ = ["Argument", "arguments_of", "name_of", "run_of"]


class Argument(NamedTuple):
    """Where one argument of a handler comes from: source "path" with the kind of its value, or "request"."""

    name: str
    source: str
    kind: str


def name_of(handler: Callable[..., Any]) -> str:
    """The handler as messages call it: "module.function()"."""
    function = innermost(handler)
    named = function if hasattr(function, "__qualname__") else type(function)
    return f"{named.__module__}.{named.__qualname__}()"


def run_of(handler: Callable[..., Any], blocking: bool | None) -> str:
    """Where a handler runs: "async" in a task, "inline" on the loop, "pool" in the thread pool.

    `blocking` is what the route says; None if it says nothing.

    Raises:
        DeclarationError: the handler yields, or is async and said to block.
    """
    called = called_by(unwrapped(handler))
    if inspect.isgeneratorfunction(called) or inspect.isasyncgenfunction(called):
        raise DeclarationError(
            f"{name_of(handler)} yields: move what yields into a function of its own, pieces(), "
            "and return StreamingResponse(pieces())"
        )
    # A decorator's def around an async def returns what that returns, a coroutine.
    if inspect.iscoroutinefunction(called) or inspect.iscoroutinefunction(called_by(innermost(handler))):
        if blocking:
            raise DeclarationError(
                f"{name_of(handler)} is async def, so it runs on the loop and cannot be blocking=True: "
                "write def, and it runs in the thread pool"
            )
        return "async"
    return "inline" if blocking is False else "pool"


def arguments_of(handler: Callable[..., Any], path: str) -> tuple[Argument, ...]:
    """Where each parameter of a handler gets its value from.

    Raises:
        DeclarationError: naming the handler, the parameter, what is wrong with it and what to write instead.
    """
    try:
        signature = inspect.signature(handler)
    except ValueError as error:
        raise DeclarationError(f"{name_of(handler)} has no signature to be read: wrap it in a def") from error
    converters = parameters_of(path)
    return tuple(
        argument_of(parameter, handler, path, converters) for parameter in signature.parameters.values()
    )


def argument_of(
    parameter: inspect.Parameter, handler: Callable[..., Any], path: str, converters: Mapping[str, str]
) -> Argument:
    name = parameter.name

    def mistake(what: str) -> DeclarationError:
        return DeclarationError(f"{name_of(handler)}, parameter {name!r}: {what}")

    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        raise mistake(f"name the parameters one by one; {path!r} has {listed(converters)}")
    if parameter.kind is parameter.POSITIONAL_ONLY:
        raise mistake("handlers are called with keywords: remove the '/' from the signature")
    try:
        annotation = resolved(parameter.annotation, handler)
    except Exception as error:
        raise mistake(
            f"its annotation {parameter.annotation!r} cannot be resolved ({error}): "
            "import what it names at module level, outside `if TYPE_CHECKING`"
        ) from error
    if annotation is Request or annotation is _core.Request:
        if name in converters:
            raise mistake(f"by its annotation it is the request, by its name a part of {path!r}: rename one")
        return Argument(name, "request", "")
    if name not in converters:
        raise mistake(why_without_value(name, annotation, path, converters))
    return Argument(name, "path", kind_of(annotation, converters[name], mistake))


def kind_of(annotation: Any, converter: str, mistake: Callable[[str], DeclarationError]) -> str:
    """What a path parameter is converted to: what its annotation says, else what the path says, else str."""
    if annotation is inspect.Parameter.empty:
        return converter or "str"
    kind = kind_of_annotation(annotation)
    if kind is None:
        raise mistake(
            f"a path parameter is a str, int, float or uuid.UUID, not {shown(annotation)}: "
            "annotate it as str and convert it in the handler"
        )
    if converter in ("", "str", kind):
        return kind
    if converter == "path":
        return "path" if kind == "str" else kind
    raise mistake(f"the path says {converter} and the annotation {kind}: make them agree")


def why_without_value(name: str, annotation: Any, path: str, converters: Mapping[str, str]) -> str:
    if isinstance(annotation, type) and annotation.__name__ == "Request":
        return f"{shown(annotation)} is not this framework's: write `from fasterapi import Request`"
    if name == "request":
        return "to get the request, annotate it: `request: Request` (from fasterapi import Request)"
    return (
        f"nothing gives it a value: {path!r} has {listed(converters)}. Write {{{name}}} into the path; "
        "or take `request: Request` and read request.query_params, request.headers or await request.json()"
    )


def unwrapped(handler: Callable[..., Any]) -> Callable[..., Any]:
    """What partials call in the end."""
    while isinstance(handler, functools.partial):
        handler = handler.func
    return handler


def innermost(handler: Callable[..., Any]) -> Callable[..., Any]:
    """What partials and decorators (functools.wraps) call in the end: the function the user wrote."""
    while (inner := getattr(unwrapped(handler), "__wrapped__", None)) is not None:
        handler = inner
    return unwrapped(handler)


def called_by(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function that runs when `function`, which may be any object, is called."""
    return function if inspect.isroutine(function) else type(function).__call__


def resolved(annotation: Any, handler: Callable[..., Any]) -> Any:
    """An annotation as an object, where `from __future__ import annotations` left its text."""
    if not isinstance(annotation, str):
        return annotation
    function = called_by(innermost(handler))
    function = getattr(function, "__func__", function)
    return eval(annotation, getattr(function, "__globals__", {}))  # it is the user's own source text


def listed(names: Mapping[str, str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names) or "no parameters"


def shown(annotation: Any) -> str:
    if not isinstance(annotation, type):
        return repr(annotation)
    module = annotation.__module__
    return annotation.__qualname__ if module == "builtins" else f"{module}.{annotation.__qualname__}"
