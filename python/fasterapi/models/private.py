"""Attributes of a Model that are no fields: each instance has its own, and no input or output has them."""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable
from typing import Any

from fasterapi.exceptions import DeclarationError
from fasterapi.frozen import Frozen
from fasterapi.models.annotations import is_class_var
from fasterapi.schema.nodes import MISSING, Private

__all__ = ["PrivateAttr", "PrivateAttribute", "private_attributes"]

# What a class body has that is code, not data.
CODE = (types.FunctionType, property, classmethod, staticmethod, functools.cached_property)


class PrivateAttribute(Frozen, kw_only=False):
    """What PrivateAttr() was given."""

    default: Any = MISSING
    default_factory: Callable[[], Any] | None = None

    def node(self, name: str) -> Private:
        """As the compiled class has it."""
        return Private(name=name, default=self.default, default_factory=self.default_factory)


def PrivateAttr(  # noqa: N802  (the name its users know)
    default: Any = MISSING, *, default_factory: Callable[[], Any] | None = None, init: bool = False
) -> Any:
    """An attribute with a leading underscore: its default, or what makes it, for every instance."""
    del init  # what type checkers read
    if default is not MISSING and default_factory is not None:
        raise TypeError("an attribute has a default or a default_factory, not both")
    return PrivateAttribute(default, default_factory)


def private_attributes(namespace: dict[str, Any], owner: str) -> dict[str, PrivateAttribute]:
    """Those of a class body, out of which they are taken.

    Raises:
        DeclarationError: one that is no private name.
    """
    found: dict[str, PrivateAttribute] = {}
    for name, value in list(namespace.items()):
        if isinstance(value, PrivateAttribute):
            if not is_private(name):
                raise DeclarationError(
                    f"{owner}: a private attribute begins with one underscore, not so {name!r}"
                )
            found[name] = namespace.pop(name)
        elif is_private(name) and is_data(value) and not is_class_var(annotation_of(namespace, name)):
            found[name] = PrivateAttribute(namespace.pop(name))
    for name, annotation in namespace.get("__annotations__", {}).items():
        if is_private(name) and not is_class_var(annotation):
            found.setdefault(name, PrivateAttribute())
    return found


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def is_data(value: Any) -> bool:
    """Not what a class body has beside its fields: functions, properties, classes inside."""
    is_code = isinstance(value, CODE) or hasattr(value, "__get__") or type(value).__module__ == "functools"
    return not is_code and not isinstance(value, typing.TypeVar | type)


def annotation_of(namespace: dict[str, Any], name: str) -> Any:
    return namespace.get("__annotations__", {}).get(name)
