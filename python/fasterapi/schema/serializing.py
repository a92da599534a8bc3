"""Functions of the user's that make what is written in the place of a value."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from fasterapi.schema.nodes import Node, Serializer

__all__ = ["SerializationInfo", "WhenUsed", "serializer_node"]

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


def serializer_node(
    function: Callable[..., Any],
    *,
    arguments: int,
    takes_owner: bool,
    wraps: bool,
    when_used: WhenUsed,
    result: Node,
) -> Serializer:
    """A function that takes so many arguments, and one more if it asks for an info."""
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(function).parameters.values()
    needed = sum(one.kind in kinds and one.default is one.empty for one in parameters)
    return Serializer(
        function=function,
        result=result,
        takes_owner=takes_owner,
        wraps=wraps,
        info=SerializationInfo if needed > arguments else None,
        only_json=when_used.startswith("json"),
        unless_none=when_used.endswith("unless-none"),
    )
