"""What a type tells about where its value can come from."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin

from fasterapi import _core

__all__ = ["is_scalar", "is_sequence", "is_sequence_of_scalars", "model_in", "plain", "subclass_of"]

SEQUENCES = (Sequence, list, tuple, set, frozenset, deque)


def subclass_of(annotation: Any, classes: type | tuple[type, ...]) -> TypeGuard[type]:
    """Whether an annotation is a class and one of these, or derived from one."""
    return isinstance(annotation, type) and issubclass(annotation, classes)


def plain(annotation: Any) -> Any:
    """A type without the Annotated and the names (`type X = ...`) around it."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif type(annotation).__name__ == "TypeAliasType":  # of typing, from 3.12 on, or of typing_extensions
            annotation = annotation.__value__
        else:
            return annotation


def members_of_union(annotation: Any) -> tuple[Any, ...]:
    """What a union is of; () for any other type."""
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else ()


def is_sequence(annotation: Any) -> bool:
    """A list and the like, or a union with one: all values of a name are meant."""
    annotation = plain(annotation)
    if members := members_of_union(annotation):
        return any(is_sequence(member) for member in members)
    return is_sequence_class(annotation) or is_sequence_class(get_origin(annotation))


def is_sequence_class(cls: Any) -> bool:
    return subclass_of(cls, SEQUENCES) and not issubclass(cls, (str, bytes))


def is_scalar(annotation: Any) -> bool:
    """A single value, such as a query has: no model, mapping or sequence, nor a union with one."""
    annotation = plain(annotation)
    if members := members_of_union(annotation):
        return all(is_scalar(member) for member in members)
    return not (is_compound_class(annotation) or is_compound_class(get_origin(annotation)))


def is_compound_class(cls: Any) -> bool:
    return is_sequence_class(cls) or subclass_of(cls, Mapping) or is_model_class(cls)


def is_sequence_of_scalars(annotation: Any) -> bool:
    """A list of single values; of a union each member is one or the other, and at least one a list."""
    annotation = plain(annotation)
    if members := members_of_union(annotation):
        lists = [member for member in members if is_sequence_of_scalars(member)]
        return bool(lists) and all(is_scalar(member) for member in members if member not in lists)
    return is_sequence(annotation) and all(
        item is Ellipsis or is_scalar(item) for item in get_args(annotation)
    )


def is_model_class(cls: Any) -> bool:
    """A class with declared fields: a Model, a dataclass, or one of another library's."""
    return isinstance(cls, type) and (
        isinstance(cls, _core.ModelClass)
        or dataclasses.is_dataclass(cls)
        or typing.is_typeddict(cls)
        or any(hasattr(cls, name) for name in ("__pydantic_fields__", "__struct_fields__", "__attrs_attrs__"))
    )


def model_in(annotation: Any) -> type | None:
    """The class of a model, also of one that may be None; None for any other type."""
    annotation = plain(annotation)
    members = members_of_union(annotation)
    if len(members) == 2 and types.NoneType in members:
        (annotation,) = (plain(member) for member in members if member is not types.NoneType)
    cls = get_origin(annotation) or annotation
    return cls if is_model_class(cls) else None
