"""Types of the standard library that are written as a string or a number: dates and times.

None of their modules is imported here: whoever annotates with a type has imported its module already, and
others need not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from fasterapi.schema import nodes
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.nodes import Node

__all__ = ["bound_for", "scalar_node"]

SCALARS: dict[str, Callable[[], Node]] = {
    "datetime.date": nodes.DateNode,
    "datetime.datetime": nodes.DatetimeNode,
    "datetime.time": nodes.TimeNode,
    "datetime.timedelta": nodes.TimedeltaNode,
}


def scalar_node(base: Any) -> Node | None:
    """The node of such a type; None for any other."""
    make = SCALARS.get(name_of(base)) if isinstance(base, type) else None
    return make() if make else None


def name_of(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def bound_for(node: Node, name: str, bound: Any) -> Any:
    """A bound as values of the node can be compared with it.

    Raises:
        SchemaTypeError: they cannot.
    """
    if isinstance(node, nodes.BoundedTimeNode):
        return time_bound(node, name, bound)
    return bound


def time_bound(node: nodes.BoundedTimeNode, name: str, bound: Any) -> Any:
    datetime = sys.modules["datetime"]
    is_date_alone = isinstance(bound, datetime.date) and not isinstance(bound, datetime.datetime)
    if node.kind == "datetime" and is_date_alone:
        return datetime.datetime.combine(bound, datetime.time())
    if is_date_alone if node.kind == "date" else isinstance(bound, getattr(datetime, node.kind)):
        return bound
    raise SchemaTypeError(
        f"{name}={bound!r} is no bound of a {node.kind}: it has to be a datetime.{node.kind}"
    )
