"""Functions of the user's that make what is written in the place of a value."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_type_hints

from fasterapi.frozen import Frozen
from fasterapi.schema.nodes import MISSING, AnyNode, Node, Serializer, SerializerNode

__all__ = [
    "PlainSerializer",
    "SerializationInfo",
    "WhenUsed",
    "WrapSerializer",
    "serialized",
    "serializer_node",
]

WhenUsed = Literal["always", "json", "json-unless-none", "unless-none"]


@dataclass(frozen=True, slots=True)
class SerializationInfo:
    """What a serializer function is told that takes one argument more: what model_dump() was told."""

    mode: Literal["json", "python"]
    include: Any
    exclude: Any
    by_alias: bool | None
    exclude_unset: bool
    exclude_defaults: bool
    exclude_none: bool
    field_name: str | None

    def mode_is_json(self) -> bool:
        """JSON is being written."""
        return self.mode == "json"


class PlainSerializer(Frozen, kw_only=False):
    """In Annotated: on writing, `func` makes of a value what is written.

    It may take a SerializationInfo as well. What it makes is written as `return_type`, else as its annotation
    says, else as what it is. `when_used`: "unless-none" leaves None alone, "json" is for JSON only,
    "json-unless-none" both.
    """

    func: Callable[..., Any]
    return_type: Any = MISSING
    when_used: WhenUsed = "always"


class WrapSerializer(Frozen, kw_only=False):
    """The same for a `func` that gets the value and a handler, which makes what is written as usual."""

    func: Callable[..., Any]
    return_type: Any = MISSING
    when_used: WhenUsed = "always"


def serialized(
    node: Node, metadata: PlainSerializer | WrapSerializer, compile_type: Callable[[Any], Node]
) -> SerializerNode:
    """The node of a type in whose Annotated a serializer stands, which replaces one that stands before it."""
    returned = returned_by(metadata.func) if metadata.return_type is MISSING else metadata.return_type
    wraps = isinstance(metadata, WrapSerializer)
    serializer = serializer_node(
        metadata.func,
        arguments=1 + wraps,
        takes_owner=False,
        wraps=wraps,
        when_used=metadata.when_used,
        result=None if returned is MISSING else compile_type(returned),
    )
    inner = node.inner if isinstance(node, SerializerNode) else node
    return SerializerNode(inner=inner, serializer=serializer)


def returned_by(function: Callable[..., Any]) -> Any:
    """What a function says that it returns; a class makes instances of itself. MISSING: nothing is said."""
    if isinstance(function, type):
        return function
    function = inspect.unwrap(getattr(function, "func", function))
    if "return" not in getattr(function, "__annotations__", {}):
        return MISSING
    return get_type_hints(function, include_extras=True)["return"]


def serializer_node(
    function: Callable[..., Any],
    *,
    arguments: int,
    takes_owner: bool,
    wraps: bool,
    when_used: WhenUsed,
    result: Node | None,
) -> Serializer:
    """A function that takes so many arguments, and one more if it asks for an info.

    `result`: of what type is what it makes; None: nobody said.
    """
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    try:
        parameters = inspect.signature(function).parameters.values()
        needed = sum(one.kind in kinds and one.default is one.empty for one in parameters)
    except ValueError:  # of a class in C, which knows nothing of this
        needed = arguments
    return Serializer(
        function=function,
        result=AnyNode() if result is None else result,
        is_declared=result is not None,
        takes_owner=takes_owner,
        wraps=wraps,
        info=SerializationInfo if needed > arguments else None,
        only_json=when_used.startswith("json"),
        unless_none=when_used.endswith("unless-none"),
    )
