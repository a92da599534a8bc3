"""A value as JSON has it: what defaults and examples are in a document."""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping, Set
from typing import Any

from fasterapi import _core
from fasterapi.schema.compiling import compile_type

__all__ = ["jsonable"]


def jsonable(value: Any) -> Any:
    """`value` of None, bool, int, float, str, list and dict alone, written as a response would write it.

    Sets come out sorted where they can be, so that a document is the same each time; NaN and the infinities
    are null.

    Raises:
        TypeError, ValueError: it has no JSON.
    """
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind is float:
        return value if math.isfinite(value) else None
    if isinstance(value, enum.Enum):
        return jsonable(value.value)
    if isinstance(value, Mapping):
        return {_name(key): jsonable(member) for key, member in value.items()}
    if isinstance(value, Set):
        return [jsonable(item) for item in _ordered(value)]
    if kind in (list, tuple):
        return [jsonable(item) for item in value]
    return _core.loads(_core.Schema(compile_type(kind)).dump_json(value))


def _ordered(values: Set[Any]) -> list[Any]:
    try:
        return sorted(values)
    except TypeError:  # they cannot be compared
        return list(values)


def _name(key: Any) -> str:
    name = jsonable(key)
    if isinstance(name, str):
        return name
    if isinstance(name, bool) or name is None:
        return {True: "true", False: "false", None: "None"}[name]
    return str(name)
