"""Nodes of objects that are not looked into, or by others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from fasterapi.schema.kinds.base import Node

if TYPE_CHECKING:
    from fasterapi.schema.foreign import Library


class ForeignNode(Node):
    """What another library takes, which checks and writes it: see `fasterapi.schema.foreign`."""

    kind = "foreign"

    owner: Library


class CheckNode(Node):
    """An object that is an "instance" of `cls`, a "subclass" of it, or "callable", as it is.

    JSON has `inner` instead, if that is given; and it says how values are written. Without it, `method` is
    the function, such as isinstance(), that JSON has nothing to call with, or empty where it can be asked
    for JSON's values as well. What else comes is an `error` with that `message`, which names `shown`.
    """

    kind = "check"

    asks: Literal["instance", "subclass", "callable"]
    cls: Any
    error: str
    message: str
    shown: str | None = None
    method: str = ""
    inner: Node | None = None


class UncheckedNode(Node):
    """Whatever comes, written and described as `inner`."""

    kind = "unchecked"

    inner: Node
