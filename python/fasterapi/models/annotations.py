"""Annotations of class bodies, which may be strings and name what is not defined yet."""

from __future__ import annotations

import re
import sys
import types
import typing
from collections.abc import Mapping
from typing import Any, ForwardRef, get_type_hints

__all__ = ["evaluated", "is_class_var", "names_around", "names_for"]

CLASS_VAR = re.compile(r"\s*(?:\w+\s*\.\s*)*ClassVar\b")


def is_class_var(annotation: Any) -> bool:
    """Whether it says that what it belongs to is the class's, no field of instances."""
    if isinstance(annotation, str):
        return CLASS_VAR.match(annotation) is not None
    return annotation is typing.ClassVar or typing.get_origin(annotation) is typing.ClassVar


def evaluated(annotation: Any, owner: type, names: Mapping[str, Any]) -> Any:
    """An annotation of the class `owner` without strings in it.

    Raises:
        NameError: it names what is not defined yet, neither in its module nor among `names`.
    """
    if isinstance(annotation, str):
        annotation = ForwardRef(annotation, is_argument=False, is_class=True)
    holder = types.SimpleNamespace(__annotations__={"it": annotation})
    module = sys.modules.get(owner.__module__)
    known = names_for(owner, names)
    return get_type_hints(holder, vars(module) if module else {}, known, include_extras=True)["it"]


def names_for(owner: type, names: Mapping[str, Any]) -> dict[str, Any]:
    """What annotations in a class body may refer to: classes inside, the class and its bases, `names`."""
    inner = {name: value for name, value in vars(owner).items() if isinstance(value, type)}
    around = {base.__name__: base for base in reversed(owner.__mro__) if base.__module__ == owner.__module__}
    return {**inner, **around, **names}


def names_around(depth: int) -> dict[str, Any]:
    """The local names where the code stands that called the caller's `depth`-th caller; none in a module."""
    frame = sys._getframe(depth + 1)  # noqa: SLF001  (there is no other way)
    return {} if frame.f_locals is frame.f_globals else dict(frame.f_locals)
