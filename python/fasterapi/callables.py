"""What users give to be called: what it is, where it runs, and what its signature says."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable
from typing import Any, Literal

from fasterapi import _core
from fasterapi.exceptions import DeclarationError
from fasterapi.schema.nodes import MISSING

__all__ = ["Run", "innermost", "name_of", "run_of", "shown", "signature_of", "typed_result", "yields"]

Run = Literal["async", "inline", "pool"]


def name_of(function: Callable[..., Any]) -> str:
    """A callable as messages call it: "module.function()"."""
    function = innermost(function)
    named = function if hasattr(function, "__qualname__") else type(function)
    return f"{named.__module__}.{named.__qualname__}()"


def run_of(function: Callable[..., Any], blocking: bool | None) -> Run:
    """Where it runs: "async" in the request's task, "inline" on the loop, "pool" in the thread pool.

    `blocking` is what its declaration says; None if it says nothing.

    Raises:
        DeclarationError: it is async and said to block.
    """
    if is_async(function):
        if blocking:
            raise DeclarationError(
                f"{name_of(function)} is async def, so it runs on the loop and cannot be blocking=True: "
                "write def, and it runs in the thread pool"
            )
        return "async"
    return "inline" if blocking is False else "pool"


def is_async(function: Callable[..., Any]) -> bool:
    """Whether calling it gives a coroutine or an async generator.

    A decorator's def around an async def returns what that returns; so what it wraps is looked at, too.
    """
    return any(
        inspect.iscoroutinefunction(called) or inspect.isasyncgenfunction(called)
        for called in called_in(function)
    )


def yields(function: Callable[..., Any]) -> bool:
    """Whether calling it gives a generator, async or not."""
    return any(
        inspect.isgeneratorfunction(called) or inspect.isasyncgenfunction(called)
        for called in called_in(function)
    )


def called_in(function: Callable[..., Any]) -> tuple[Callable[..., Any], ...]:
    """The functions that run when it is called: the outermost, and the one that the user wrote."""
    return called_by(unwrapped(function)), called_by(innermost(function))


def unwrapped(function: Callable[..., Any]) -> Callable[..., Any]:
    """What partials call in the end."""
    while isinstance(function, functools.partial):
        function = function.func
    return function


def innermost(function: Callable[..., Any]) -> Callable[..., Any]:
    """What partials and decorators (functools.wraps) call in the end: the function the user wrote."""
    while (inner := getattr(unwrapped(function), "__wrapped__", None)) is not None:
        function = inner
    return unwrapped(function)


def called_by(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function that runs when `function`, which may be any object, is called."""
    if inspect.isroutine(function) or isinstance(function, type):
        return function
    called: Callable[..., Any] = type(function).__call__
    return innermost(called)


def signature_of(function: Callable[..., Any]) -> tuple[inspect.Parameter, ...]:
    """The parameters of a callable, with annotations as objects.

    Raises:
        DeclarationError: naming the callable, the parameter, what is wrong with it and what to write instead.
    """
    if isinstance(function, _core.ModelClass):
        return fields_as_parameters(function)
    try:
        signature = inspect.signature(function)
    except ValueError as error:
        raise DeclarationError(
            f"{name_of(function)} has no signature to be read: wrap it in a def"
        ) from error
    return tuple(checked(parameter, function) for parameter in signature.parameters.values())


def fields_as_parameters(model: Any) -> tuple[inspect.Parameter, ...]:
    """What the constructor of a Model takes."""
    return tuple(
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=field.annotation,
        )
        for name, field in model.model_fields.items()
    )


def checked(parameter: inspect.Parameter, function: Callable[..., Any]) -> inspect.Parameter:
    def mistake(what: str) -> DeclarationError:
        return DeclarationError(f"{name_of(function)}, parameter {parameter.name!r}: {what}")

    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        raise mistake("name the parameters one by one: what a request has is looked for by their names")
    if parameter.kind is parameter.POSITIONAL_ONLY:
        raise mistake("it is called with keywords: remove the '/' from the signature")
    try:
        annotation = resolved(parameter.annotation, function)
    except Exception as error:
        raise mistake(
            f"its annotation {parameter.annotation!r} cannot be resolved ({error}): "
            "import what it names at module level, outside `if TYPE_CHECKING`"
        ) from error
    return parameter.replace(annotation=annotation)


def typed_result(function: Callable[..., Any]) -> Any:
    """The annotation of what is returned; `inspect.Signature.empty` where there is none.

    Raises:
        DeclarationError: it cannot be resolved.
    """
    annotation = inspect.signature(function).return_annotation
    try:
        return resolved(annotation, function)
    except Exception as error:
        raise DeclarationError(
            f"{name_of(function)}: what it returns, {annotation!r}, cannot be resolved ({error}): "
            "import what it names at module level, outside `if TYPE_CHECKING`, or say response_model=None"
        ) from error


def resolved(annotation: Any, function: Callable[..., Any]) -> Any:
    """An annotation as an object, where `from __future__ import annotations` left its text."""
    if not isinstance(annotation, str):
        return annotation
    return eval(annotation, names_around(function, annotation))  # it is the user's own source text


def names_around(function: Callable[..., Any], annotation: str) -> dict[str, Any]:
    """The global names where a callable is defined; of a class, where the annotation of it is written."""
    written = innermost(function)
    if isinstance(written, type):
        # A generated constructor repeats annotations of the bases, which may be in other modules.
        owners = [
            cls for cls in written.__mro__ if annotation in vars(cls).get("__annotations__", {}).values()
        ]
        constructor = inspect.getattr_static(written, "__init__")
        code = getattr(constructor, "__code__", None)
        if owners and code is not None and code.co_filename == "<string>":
            return vars(sys.modules[owners[0].__module__])
        own: dict[str, Any] = getattr(constructor, "__globals__", {})
        return own or vars(sys.modules[written.__module__])
    called = called_by(written)
    called = getattr(called, "__func__", called)
    names: dict[str, Any] = getattr(called, "__globals__", {})
    return names


def shown(annotation: Any) -> str:
    """A type as messages show it."""
    if not isinstance(annotation, type):
        return repr(annotation)
    module = annotation.__module__
    return annotation.__qualname__ if module == "builtins" else f"{module}.{annotation.__qualname__}"
