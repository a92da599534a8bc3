"""Nodes of collections, whose items are of one type or have one each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Literal

from fasterapi.schema.kinds.base import Node


class CollectionNode(Node):
    """What collections have in common: bounds of their length."""

    min_length: int | None = None
    max_length: int | None = None


class StoppableNode(CollectionNode):
    """A collection that tells all errors in it, or with `fail_fast` only the first."""

    fail_fast: bool = False


class ListNode(StoppableNode):
    """list of items of one type."""

    kind = "list"

    item: Node


class SetNode(StoppableNode):
    """set, or frozenset, of items of one type."""

    kind = "set"

    item: Node
    frozen: bool = False


class TupleNode(StoppableNode):
    """tuple: `items` one after the other, then any number of `rest`, if that is given."""

    kind = "tuple"

    items: tuple[Node, ...] = ()
    rest: Node | None = None


class DictNode(StoppableNode):
    """dict from keys of one type to values of one type; or what class `cls` makes of it.

    A defaultdict has `default_factory`, unless it is made of another.
    """

    kind = "dict"

    key: Node
    value: Node
    made_as: Literal["dict", "counter", "defaultdict", "ordered_dict"] = "dict"
    cls: type = dict
    default_factory: Callable[[], Any] | None = None


class DequeNode(StoppableNode):
    """collections.deque of items of one type."""

    kind = "deque"

    item: Node
    cls: type = deque


class IterableNode(CollectionNode):
    """Whatever has items of one type; becomes a list."""

    kind = "iterable"

    item: Node


class SequenceNode(CollectionNode):
    """collections.abc.Sequence of items of one type: a value stays of its class, but for one from JSON."""

    kind = "sequence"

    item: Node
    cls: type = Sequence
