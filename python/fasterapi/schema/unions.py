"""Unions: which types there are to choose from, and by what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from fasterapi.schema import nodes
from fasterapi.schema.discriminator import Discriminator
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.nodes import Node

if TYPE_CHECKING:
    from fasterapi.schema.compiling import Compiler
    from fasterapi.schema.members import DeclaredField

__all__ = ["discriminated"]


def discriminated(compiler: Compiler, node: Node, by: str | Discriminator) -> Node:
    """A union whose members are told apart by a field, or by a function.

    Raises:
        SchemaTypeError: a member has no such field, or not one of Literal values; or no Tag.
    """
    given = by if isinstance(by, Discriminator) else Discriminator(by)
    if isinstance(given.discriminator, str):
        return FieldDiscriminator(compiler, given.discriminator).apply(node)
    union = node if isinstance(node, nodes.UnionNode) else nodes.UnionNode(members=(node,), tags=(None,))
    for member, tag in zip(union.members, union.tags, strict=True):
        if tag is None:
            raise SchemaTypeError(
                f"{member.kind}: each member of a union with a callable Discriminator needs a Tag"
            )
    return nodes.TaggedUnionNode(
        members=union.members,
        tags=union.tags,
        places=tuple(range(len(union.members))),
        discriminator=given.discriminator,
        shown=given.shown,
    )


class FieldDiscriminator:
    """Finds out by which values of a field the members of one union are told apart."""

    def __init__(self, compiler: Compiler, name: str) -> None:
        self.compiler = compiler
        self.name = name
        self.aliases: set[str] = set()
        self.takes_none = False

    def apply(self, node: Node) -> Node:
        members: list[Node] = []
        places: dict[Any, int] = {}
        for member in self.members_of(node):
            for tag in self.tags_of(member):
                place = places.setdefault(tag, len(members))
                if place != len(members) and members[place] != member:
                    raise SchemaTypeError(f"{self.name!r} is {tag!r} in more than one member of a union")
            members.append(member)
        alias = self.alias()
        union = nodes.TaggedUnionNode(
            members=tuple(members),
            tags=tuple(places),
            places=tuple(places.values()),
            discriminator=self.name,
            alias=alias,
            shown=" | ".join(repr(name) for name in (self.name, alias) if name is not None),
        )
        return nodes.NullableNode(inner=union) if self.takes_none else union

    def alias(self) -> str | None:
        if len(self.aliases) > 1:
            names = ", ".join(sorted(self.aliases))
            raise SchemaTypeError(f"{self.name!r} has several aliases in the members of a union: {names}")
        (alias,) = self.aliases or {self.name}
        return None if alias == self.name else alias

    def members_of(self, node: Node) -> Iterator[Node]:
        """Those of unions inside, too, unless these have a discriminator of their own."""
        if isinstance(node, nodes.NullableNode):
            self.takes_none = True
            yield from self.members_of(node.inner)
        elif isinstance(node, nodes.NoneNode):
            self.takes_none = True
        elif isinstance(node, nodes.UnionNode) or (
            isinstance(node, nodes.TaggedUnionNode) and node.discriminator == self.name
        ):
            for member in node.members:
                yield from self.members_of(member)
        else:
            yield node

    def tags_of(self, node: Node) -> Sequence[Any]:
        """The values that the field may have in a member."""
        if isinstance(node, nodes.TaggedUnionNode | nodes.UnionNode):
            return [tag for member in node.members for tag in self.tags_of(member)]
        if isinstance(node, nodes.NullableNode):
            self.takes_none = True
            return self.tags_of(node.inner)
        if isinstance(node, nodes.SerializerNode) or (
            isinstance(node, nodes.FunctionNode) and node.mode != "plain"
        ):
            return self.tags_of(node.inner)
        if isinstance(node, nodes.Reference):
            return self.tags_of_class(node)
        if isinstance(node, nodes.ModelNode):
            return self.tags_of_fields(self.compiler.fields_of_model(node), node.cls.__name__)
        if not isinstance(node, nodes.RecordNode):
            raise SchemaTypeError(f"{node.kind} is no type that a discriminator could tell from others")
        for field in node.fields:
            if field.name == self.name:
                self.aliases.add(field.alias or field.name)
                return self.values_of(field.node, node.name)
        raise self.has_none(node.name)

    def tags_of_class(self, reference: nodes.Reference) -> Sequence[Any]:
        """As tags_of(), of a record that is not compiled yet."""
        return self.tags_of_fields(self.compiler.fields_of(reference), reference.name)

    def tags_of_fields(self, fields: Iterator[DeclaredField], record: str) -> Sequence[Any]:
        for field in fields:
            if field.name == self.name:
                alias = field.info.validation_alias or field.info.alias
                self.aliases.add(alias if isinstance(alias, str) else field.name)
                return self.values_of(self.compiler.compile(field.annotation), record)
        raise self.has_none(record)

    def values_of(self, node: Node, record: str) -> Sequence[Any]:
        if isinstance(node, nodes.LiteralNode):
            return node.values
        if isinstance(node, nodes.NoneNode):
            return (None,)
        if isinstance(node, nodes.FunctionNode) and node.mode == "after":
            return self.values_of(node.inner, record)
        if isinstance(node, nodes.UnionNode):
            return [value for member in node.members for value in self.values_of(member, record)]
        raise SchemaTypeError(
            f"{record}: its field {self.name!r} tells a union's members apart, so it has to be a Literal"
        )

    def has_none(self, record: str) -> SchemaTypeError:
        return SchemaTypeError(f"{record} has no field {self.name!r}, which tells a union's members apart")
