"""Nodes of one type out of several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from fasterapi.schema.kinds.base import Node
from fasterapi.schema.labels import late_label_of


class NullableNode(Node):
    """None, or what `inner` takes."""

    kind = "nullable"

    inner: Node


class UnionNode(Node):
    """One of several types.

    `smart`: the one that a value fits best; `left_to_right`: the first that takes it. What is wrong is told
    for each member, which is called by its tag, where it has one.
    """

    kind = "union"

    members: tuple[Node, ...]
    tags: tuple[str | None, ...]
    union_mode: Literal["smart", "left_to_right"] = "smart"

    @property
    def labels(self) -> tuple[str, ...]:
        """What errors call the members."""
        return tuple(
            late_label_of(member) if tag is None else tag
            for member, tag in zip(self.members, self.tags, strict=True)
        )


class TaggedUnionNode(Node):
    """One of several types, which a tag tells apart.

    The tag is in the member `discriminator`, which the input may also call `alias`, or is what a function
    gives. `places` has for each of `tags` the index of the member that it stands for. Messages show the
    discriminator as `shown`.
    """

    kind = "tagged_union"

    members: tuple[Node, ...]
    tags: tuple[Any, ...]
    places: tuple[int, ...]
    discriminator: str | Callable[[Any], Any]
    alias: str | None = None
    shown: str
