"""The fields of a Model as its class body, and those of its bases, declare them."""

from __future__ import annotations

import dataclasses
import re
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, ForwardRef, get_type_hints

from fasterapi.schema.compiling import info_of
from fasterapi.schema.fields import FieldInfo
from fasterapi.schema.nodes import MISSING

__all__ = ["Declared", "own_fields", "resolve"]

CLASS_VAR = re.compile(r"\s*(?:\w+\s*\.\s*)*ClassVar\b")


@dataclasses.dataclass(frozen=True, slots=True)
class Declared:
    """A field: its annotation as it is written, what it is set to, and where."""

    name: str
    annotation: Any
    given: Any
    owner: type
    names: Mapping[str, Any]
    """What the annotation may refer to beside the globals of its module."""


def own_fields(namespace: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Name, annotation and value (MISSING without one) of each field in a class body.

    The values are taken out of it: what is read there later is the field of an instance.
    """
    for name, annotation in namespace.get("__annotations__", {}).items():
        if not name.startswith("_") and not is_class_var(annotation):
            yield name, annotation, namespace.pop(name, MISSING)


def is_class_var(annotation: Any) -> bool:
    if isinstance(annotation, str):
        return CLASS_VAR.match(annotation) is not None
    return annotation is typing.ClassVar or typing.get_origin(annotation) is typing.ClassVar


def resolve(field: Declared) -> FieldInfo:
    """What the field is, once its annotation's names are known.

    Raises:
        NameError: one is not yet.
    """
    annotation = field.annotation
    if isinstance(annotation, str):
        annotation = ForwardRef(annotation, is_argument=False, is_class=True)
    holder = types.SimpleNamespace(__annotations__={field.name: annotation})
    module = sys.modules.get(field.owner.__module__)
    names = {**nested_classes(field.owner), field.owner.__name__: field.owner, **field.names}
    resolved = get_type_hints(holder, vars(module) if module else {}, names, include_extras=True)[field.name]
    info = info_of(resolved)
    if isinstance(field.given, FieldInfo):
        info = info.updated(field.given)
    elif field.given is not MISSING:
        info = dataclasses.replace(info, default=field.given, default_factory=None)
    return dataclasses.replace(info, annotation=resolved)


def nested_classes(owner: type) -> dict[str, Any]:
    return {name: value for name, value in vars(owner).items() if isinstance(value, type)}
