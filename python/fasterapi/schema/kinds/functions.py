"""Nodes of types with users' functions around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from fasterapi.schema.kinds.base import Node
from fasterapi.schema.kinds.records import Serializer


class FunctionNode(Node):
    """What `inner` takes, and a function of the user's: before it, after it, around it, or in its place.

    `info` is the class of what the function is told of the validation, if it asks.
    """

    kind = "function"

    mode: Literal["after", "before", "plain", "wrap"]
    function: Callable[..., Any]
    info: type | None = None
    inner: Node


class SerializerNode(Node):
    """What `inner` takes, written as a function makes it."""

    kind = "serializer"

    inner: Node
    serializer: Serializer
