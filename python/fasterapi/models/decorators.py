"""Decorators of methods that validate, serialize and compute fields."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeVar, get_type_hints, overload

from fasterapi.exceptions import DeclarationError
from fasterapi.frozen import Frozen
from fasterapi.models.annotations import names_for
from fasterapi.schema.documentation import Documentation
from fasterapi.schema.nodes import MISSING
from fasterapi.schema.serializing import WhenUsed

__all__ = [
    "Computed",
    "FieldSerializer",
    "FieldValidator",
    "ModelSerializer",
    "ModelValidator",
    "computed_field",
    "decorated",
    "field_serializer",
    "field_validator",
    "model_serializer",
    "model_validator",
]

Decorated = TypeVar("Decorated", bound=Any)
ValidatorMode = Literal["after", "before", "plain", "wrap"]
SerializerMode = Literal["plain", "wrap"]


class FieldValidator(Frozen, kw_only=False):
    """What field_validator() was given."""

    fields: tuple[str, ...]
    mode: ValidatorMode
    check_fields: bool | None


class ModelValidator(Frozen, kw_only=False):
    """What model_validator() was given."""

    mode: Literal["after", "before", "wrap"]


class FieldSerializer(Frozen, kw_only=False):
    """What field_serializer() was given."""

    fields: tuple[str, ...]
    mode: SerializerMode
    return_type: Any
    when_used: WhenUsed
    is_static: bool = False


class ModelSerializer(Frozen, kw_only=False):
    """What model_serializer() was given."""

    mode: SerializerMode
    return_type: Any
    when_used: WhenUsed
    is_static: bool = False


class Computed(Frozen, kw_only=False):
    """What computed_field() was given."""

    alias: str | None
    repr: bool
    return_type: Any
    documentation: Documentation


class Method:
    """A method of a class body, with what a decorator says of it; used as the method itself."""

    def __init__(self, wrapped: Any, says: Any) -> None:
        self.wrapped = wrapped
        self.says = says

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self.wrapped.__get__(instance, owner)

    def __set_name__(self, owner: type, name: str) -> None:
        if hasattr(self.wrapped, "__set_name__"):
            self.wrapped.__set_name__(owner, name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wrapped, name)


class ComputedProperty(Method):
    """A property that is written as fields are; it can be set if the property can."""

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else self.wrapped.__get__(instance, owner)

    def __set__(self, instance: Any, value: Any) -> None:
        if not hasattr(self.wrapped, "__set__"):
            instance.__dict__[self.wrapped.attrname] = value
        else:
            self.wrapped.__set__(instance, value)

    def __delete__(self, instance: Any) -> None:
        self.wrapped.__delete__(instance)


def field_validator(
    field: str, /, *fields: str, mode: ValidatorMode = "after", check_fields: bool | None = None
) -> Callable[[Decorated], Decorated]:
    """A class method that validates fields ("*": all), as a function of AfterValidator or the like does.

    It is an error if the class has no such field, unless `check_fields` is false: a subclass may have it.
    """
    names = (field, *fields)
    if not all(isinstance(name, str) for name in names):
        raise DeclarationError("field_validator takes the names of fields: @field_validator('name')")
    return lambda method: marked(class_method(method), FieldValidator(names, mode, check_fields))


def model_validator(*, mode: Literal["after", "before", "wrap"]) -> Callable[[Decorated], Decorated]:
    """A method that validates a whole model.

    "before" and "wrap" are class methods, of the input, and for "wrap" a function that validates it; "after"
    is a method of the instance, which returns it.
    """

    def decorate(method: Any) -> Any:
        return marked(method if mode == "after" else class_method(method), ModelValidator(mode))

    return decorate


def field_serializer(
    field: str,
    /,
    *fields: str,
    mode: SerializerMode = "plain",
    return_type: Any = MISSING,
    when_used: WhenUsed = "always",
    check_fields: bool | None = None,
) -> Callable[[Decorated], Decorated]:
    """A method that makes what is written of fields, from the value, in "wrap" with what does it as usual."""
    del check_fields

    def decorate(method: Any) -> Any:
        is_static = isinstance(method, staticmethod)
        return marked(method, FieldSerializer((field, *fields), mode, return_type, when_used, is_static))

    return decorate


@overload
def model_serializer(method: Decorated, /) -> Decorated: ...
@overload
def model_serializer(
    *, mode: SerializerMode = "plain", when_used: WhenUsed = "always", return_type: Any = MISSING
) -> Callable[[Decorated], Decorated]: ...
def model_serializer(
    method: Any = None,
    /,
    *,
    mode: SerializerMode = "plain",
    when_used: WhenUsed = "always",
    return_type: Any = MISSING,
) -> Any:
    """A method that makes what is written of a whole model, in "wrap" with what does it as usual."""
    says = ModelSerializer(mode, return_type, when_used)
    return (lambda method: marked(method, says)) if method is None else marked(method, says)


@overload
def computed_field(method: Decorated, /) -> Decorated: ...
@overload
def computed_field(
    *,
    alias: str | None = None,
    title: str | None = None,
    description: str | None = None,
    examples: list[Any] | None = None,
    deprecated: bool | str | None = None,
    json_schema_extra: Any = None,
    repr: bool = True,
    return_type: Any = MISSING,
) -> Callable[[Decorated], Decorated]: ...
def computed_field(
    method: Any = None,
    /,
    *,
    alias: str | None = None,
    title: str | None = None,
    description: str | None = None,
    examples: list[Any] | None = None,
    deprecated: bool | str | None = None,
    json_schema_extra: Any = None,
    repr: bool = True,  # noqa: A002  (the name its users know)
    return_type: Any = MISSING,
) -> Any:
    """A property, or a method that becomes one, that is written as fields are."""
    documentation = Documentation(
        title=title,
        description=description,
        examples=examples,
        deprecated=deprecated,
        json_schema_extra=json_schema_extra,
    )

    def decorate(method: Any) -> Any:
        is_property = isinstance(method, property | functools.cached_property)
        made = method if is_property else property(method)
        docstring = Documentation(description=inspect.cleandoc(made.__doc__) if made.__doc__ else None)
        return ComputedProperty(made, Computed(alias, repr, return_type, documentation.over(docstring)))

    return decorate if method is None else decorate(method)


def marked(method: Any, says: Any) -> Any:
    return Method(method, says)


def class_method(method: Any) -> Any:
    """A function of a class body whose first argument is the class; a static or class method as it is."""
    return method if isinstance(method, classmethod | staticmethod) else classmethod(method)


def decorated(cls: type, kind: type[Any]) -> Iterator[tuple[str, Any, Any]]:
    """Name, method (bound to the class, if it is a class method) and decorator's words of each such method.

    In the order of their definition, those of bases first; a method that is overridden does not count.
    """
    names: dict[str, None] = {}
    for base in reversed(cls.__mro__):
        names.update({name: None for name, value in vars(base).items() if isinstance(value, Method)})
    for name in names:
        method = next(vars(base)[name] for base in cls.__mro__ if name in vars(base))
        if isinstance(method, Method) and isinstance(method.says, kind):
            yield (
                name,
                method.__get__(None, cls) if not isinstance(method, ComputedProperty) else method,
                method.says,
            )


def returned_type(cls: Any, method: Any, given: Any) -> Any:
    """What a method says that it returns; MISSING if it says nothing."""
    if given is not MISSING:
        return given
    method = getattr(method, "wrapped", method)
    function = inspect.unwrap(getattr(method, "fget", None) or getattr(method, "func", None) or method)
    function = getattr(function, "__func__", function)
    if "return" not in getattr(function, "__annotations__", {}):
        return MISSING
    return get_type_hints(function, localns=names_for(cls, cls.__fasterapi_names__), include_extras=True)[
        "return"
    ]
