"""What tells the members of a union apart, where the input does by a value in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from fasterapi.frozen import Frozen

__all__ = ["Discriminator", "Tag"]


class Discriminator(Frozen, kw_only=False):
    """In Annotated around a union: how an input says which of its members it is meant for.

    `discriminator` is the name of a field that all members have, with Literal values, or a function that
    gives an input's tag, or None for one without. Then each member is `Annotated[..., Tag(...)]`.
    """

    discriminator: str | Callable[[Any], Hashable]

    @property
    def shown(self) -> str:
        """As messages show it."""
        if isinstance(self.discriminator, str):
            return repr(self.discriminator)
        name = getattr(self.discriminator, "__qualname__", None) or repr(self.discriminator)
        return f"{name.rpartition('.')[2]}()"


class Tag(Frozen, kw_only=False):
    """In Annotated around a member of a union: what it is called, by a Discriminator and in errors."""

    tag: str
