"""Generic models: `class Page(Model, Generic[T])`, and what `Page[Item]` is."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from fasterapi import _core

__all__ = ["parametrized", "replaced"]

Arguments = Mapping[Any, Any]


def parametrized(cls: Any, given: Any) -> Any:
    """The class in which `given` stand for the type variables of `cls`: a class of its own, made once.

    Raises:
        TypeError: the class has no type variables, or another number of them.
    """
    values = given if isinstance(given, tuple) else (given,)
    variables = getattr(cls, "__parameters__", ())
    if not variables:
        raise TypeError(f"{cls.__name__} is not generic: it has no type variables to give values to")
    values += tuple(default_of(variable) for variable in variables[len(values) :])
    if len(values) != len(variables) or None in values[len(variables) :]:
        raise TypeError(f"{cls.__name__} has {len(variables)} type variables, not {len(values)}")
    if values == variables:
        return cls
    if "__fasterapi_values__" in vars(cls):
        meant = dict(zip(variables, values, strict=True))
        return parametrized(
            cls.__fasterapi_origin__, tuple(replaced(value, meant) for value in cls.__fasterapi_values__)
        )
    known = vars(cls)["__fasterapi_parametrized__"]
    if values in known:
        return known[values]
    namespace = {
        "__module__": cls.__module__,
        "__doc__": cls.__doc__,
        "__fasterapi_origin__": cls,
        "__fasterapi_values__": values,
    }
    made = type(cls)(cls.model_parametrized_name(values), (cls,), namespace)
    made.__parameters__ = variables_in(values)
    return made


def default_of(variable: Any) -> Any:
    if not getattr(variable, "has_default", lambda: False)():
        raise TypeError(f"there is no type given for {variable}")
    return variable.__default__


def variables_in(values: Any) -> tuple[Any, ...]:
    """The type variables in some types, each once."""
    found: dict[Any, None] = {}
    for value in values:
        if isinstance(value, TypeVar):
            found[value] = None
        elif isinstance(value, _core.ModelClass):
            found.update(dict.fromkeys(getattr(value, "__parameters__", ())))
        else:
            found.update(dict.fromkeys(variables_in(get_args(value))))
    return tuple(found)


def replaced(annotation: Any, arguments: Arguments) -> Any:
    """An annotation with types in the places of type variables, generic models inside included."""
    if not arguments:
        return annotation
    if isinstance(annotation, TypeVar):
        return arguments.get(annotation, annotation)
    if isinstance(annotation, _core.ModelClass):
        variables = getattr(annotation, "__parameters__", ())
        return (
            parametrized(annotation, tuple(arguments.get(one, one) for one in variables))
            if variables
            else annotation
        )
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is None or origin is Literal:
        return annotation
    if origin is Annotated:
        changed = replaced(inner[0], arguments)
        return annotation if changed is inner[0] else Annotated[(changed, *inner[1:])]
    changes = tuple(replaced(one, arguments) for one in inner)
    if all(new is old for new, old in zip(changes, inner, strict=True)):
        return annotation
    return Union[changes] if origin is types.UnionType else origin[changes]  # noqa: UP007  (of a tuple)


def name_of(value: Any) -> str:
    """A type as the name of a parametrized class shows it."""
    origin, inner = get_origin(value), get_args(value)
    if origin in (Union, types.UnionType):
        return f"Union[{', '.join(map(name_of, inner))}]"
    if isinstance(origin, type) and inner:
        return f"{origin.__qualname__}[{', '.join(map(name_of, inner))}]"
    return value.__qualname__ if isinstance(value, type) else repr(value).replace("typing.", "")
