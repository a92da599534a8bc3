"""Schemas of values that nobody declared: by the type that they have."""

from __future__ import annotations

from functools import lru_cache

from fasterapi import _core
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.nodes import CheckNode

__all__ = ["schema_of_type"]


@lru_cache(maxsize=1024)
def schema_of_type(cls: type) -> _core.Schema | None:
    """The schema of a class; None for one that no schema can be made of."""
    if cls is object:
        return None  # declared it stands for any value; the type of this one it tells nothing about
    if isinstance(cls, _core.ModelClass):
        return cls.__fasterapi_schema__
    try:
        node = compile_type(cls)
    except SchemaTypeError:
        return None
    return None if isinstance(node, CheckNode) else _core.Schema(node)  # of a class itself nothing is written
