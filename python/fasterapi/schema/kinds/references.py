"""Nodes that have a name, and that stand for another by it."""

from __future__ import annotations

from collections.abc import Callable

from fasterapi.schema.kinds.base import NamedNode, Node


class DefinitionNode(NamedNode):
    """A type that is no class and has a name, to which others refer."""

    kind = "definition"

    inner: Node


class Reference(Node):
    """The record, named tuple or definition of that name, elsewhere: what makes types recursive.

    `label` is what is known of its label within itself, `late_label` gives it when all is compiled.
    """

    kind = "reference"

    name: str
    label: str
    late_label: Callable[[], str]
