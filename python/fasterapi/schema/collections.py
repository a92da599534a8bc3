"""Collections: the classes and abstract classes that annotations name, and the nodes they compile to."""

from __future__ import annotations

import collections
import collections.abc
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from fasterapi.schema import nodes
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.fields import FieldInfo
from fasterapi.schema.nodes import Node

if TYPE_CHECKING:
    from fasterapi.schema.compiling import Compiler

__all__ = ["COLLECTIONS"]

Make = Callable[["Compiler", Sequence[Any]], Node]


def item(compiler: Compiler, arguments: Sequence[Any], place: int = 0) -> Node:
    return compiler.compile(arguments[place] if arguments else Any)


def dict_node(compiler: Compiler, arguments: Sequence[Any]) -> Node:
    return nodes.DictNode(key=item(compiler, arguments), value=item(compiler, arguments, 1))


def ordered_dict(compiler: Compiler, arguments: Sequence[Any]) -> Node:
    return nodes.DictNode(
        key=item(compiler, arguments),
        value=item(compiler, arguments, 1),
        made_as="ordered_dict",
        cls=collections.OrderedDict,
    )


def counter(compiler: Compiler, arguments: Sequence[Any]) -> Node:
    return nodes.DictNode(
        key=item(compiler, arguments), value=nodes.IntNode(), made_as="counter", cls=collections.Counter
    )


def default_dict(compiler: Compiler, arguments: Sequence[Any]) -> Node:
    return nodes.DictNode(
        key=item(compiler, arguments),
        value=item(compiler, arguments, 1),
        made_as="defaultdict",
        cls=collections.defaultdict,
        default_factory=default_factory_of(arguments[1] if arguments else Any),
    )


# What an absent key has in a defaultdict of such values.
DEFAULTS: dict[Any, Callable[[], Any]] = {
    **{cls: cls for cls in (bool, dict, float, frozenset, int, list, set, str, tuple)},
    collections.Counter: collections.Counter,
    collections.OrderedDict: collections.OrderedDict,
    collections.abc.Mapping: dict,
    collections.abc.MutableMapping: dict,
    collections.abc.MutableSequence: list,
    collections.abc.MutableSet: set,
    collections.abc.Sequence: tuple,
    collections.abc.Set: frozenset,
}


def default_factory_of(value: Any) -> Callable[[], Any]:
    """What makes the value of a key that a defaultdict does not have."""
    if get_origin(value) is Annotated:
        for metadata in get_args(value):
            if isinstance(metadata, FieldInfo) and metadata.default_factory is not None:
                return metadata.default_factory
    factory = DEFAULTS.get(get_origin(value) or value)
    if factory is None:
        raise SchemaTypeError(
            f"{value!r} has no default of itself; say one for defaultdict[..., Annotated[..., "
            "Field(default_factory=...)]]"
        )
    return factory


def list_node(compiler: Compiler, arguments: Sequence[Any]) -> Node:
    return nodes.ListNode(item=item(compiler, arguments))


COLLECTIONS: dict[Any, Make] = {
    collections.Counter: counter,
    collections.OrderedDict: ordered_dict,
    collections.abc.Iterable: lambda compiler, arguments: nodes.IterableNode(item=item(compiler, arguments)),
    collections.abc.Mapping: dict_node,
    collections.abc.MutableMapping: dict_node,
    collections.abc.MutableSequence: list_node,
    collections.abc.MutableSet: lambda compiler, arguments: nodes.SetNode(item=item(compiler, arguments)),
    collections.abc.Sequence: lambda compiler, arguments: nodes.SequenceNode(item=item(compiler, arguments)),
    collections.abc.Set: lambda compiler, arguments: nodes.SetNode(
        item=item(compiler, arguments), frozen=True
    ),
    collections.defaultdict: default_dict,
    collections.deque: lambda compiler, arguments: nodes.DequeNode(item=item(compiler, arguments)),
}
