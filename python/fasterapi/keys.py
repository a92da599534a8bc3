"""Callables as keys of dictionaries, those that cannot be hashed included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["Called"]


class Called:
    """A callable: equal to what it equals, or if it has no hash to itself alone."""

    __slots__ = ("_hash", "call")

    def __init__(self, call: Callable[..., Any]) -> None:
        self.call = call
        try:
            self._hash = hash(call)
        except TypeError:
            self._hash = id(call)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Called) and (self.call is other.call or self.call == other.call)
