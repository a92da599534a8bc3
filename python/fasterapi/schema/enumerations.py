"""Enumerations: what values their members have, and what is converted to find one."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING

from fasterapi.schema import nodes
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.nodes import Node

if TYPE_CHECKING:
    from fasterapi.schema.compiling import Compiler

__all__ = ["enum_node"]

# What members may be themselves, such as those of an IntEnum.
CONVERTERS: dict[type, Callable[[], Node]] = {
    int: nodes.IntNode,
    str: nodes.StrNode,
    float: nodes.FloatNode,
}


def enum_node(compiler: Compiler, cls: type[enum.Enum]) -> Node:
    """The node of an enumeration.

    Raises:
        SchemaTypeError: it has no members.
    """
    members = cls.__members__.values()
    if not members:
        raise SchemaTypeError(f"{cls!r} has no members that a value could be one of")
    kinds = dict.fromkeys(type(member.value) for member in members)
    values = tuple(value_node(compiler, kind) for kind in kinds)
    tags = (None,) * len(values)
    return nodes.EnumNode(
        cls=cls,
        name=f"{cls.__module__}.{cls.__qualname__}",
        identity=cls,
        value=values[0] if len(values) == 1 else nodes.UnionNode(members=values, tags=tags),
        converter=next((make() for kind, make in CONVERTERS.items() if issubclass(cls, kind)), None),
    )


def value_node(compiler: Compiler, kind: type) -> Node:
    """Where there is no schema of a type, how its values are written is found out when one is."""
    try:
        return compiler.compile(kind)
    except SchemaTypeError:
        return nodes.AnyNode()
