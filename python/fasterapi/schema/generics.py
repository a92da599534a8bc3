"""Type variables: what stands for them where a generic class or alias is used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, Union, get_args, get_origin

__all__ = ["arguments_of", "stand_in", "substituted"]

Arguments = Mapping[Any, Any]


def arguments_of(base: Any) -> dict[type, Arguments]:
    """What variables mean for a generic class with its arguments, and for each that it inherits from.

    For `Pair[int, str]` of `class Pair(Box[T], Generic[T, U])` that is {T: int, U: str} for Pair and
    {T: int} for Box.
    """
    origin = get_origin(base) or base
    own: Arguments = dict(zip(getattr(origin, "__parameters__", ()), get_args(base), strict=False))
    classes: dict[type, Arguments] = {origin: own}
    for parent in origin.__dict__.get("__orig_bases__", origin.__bases__):
        if isinstance(get_origin(parent) or parent, type):
            for cls, arguments in arguments_of(parent).items():
                meant = {variable: substituted(value, own) for variable, value in arguments.items()}
                classes.setdefault(cls, meant)
    return classes


def substituted(annotation: Any, arguments: Arguments) -> Any:
    """An annotation with the arguments in place of its variables."""
    if isinstance(annotation, TypeVar):
        return arguments.get(annotation, annotation)
    variables = getattr(annotation, "__parameters__", ())
    if not variables or isinstance(annotation, type) or not any(v in arguments for v in variables):
        return annotation
    return annotation[tuple(arguments.get(variable, variable) for variable in variables)]


def stand_in(variable: TypeVar) -> Any:
    """What a variable without argument stands for: its default, one of its constraints, its bound, or Any."""
    # Of typing in 3.13, of typing_extensions before; both have something that stands for "none".
    if getattr(variable, "has_default", lambda: False)():
        return variable.__default__  # type: ignore[attr-defined]  # as just asked
    if variable.__constraints__:
        return Union[variable.__constraints__]  # noqa: UP007  (they are known only now)
    return Any if variable.__bound__ is None else variable.__bound__
