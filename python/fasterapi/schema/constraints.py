"""What Annotated says of a type: constraints, documentation, tags."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from typing import Annotated, Any, NotRequired, Required, get_args, get_origin

from fasterapi.schema import nodes
from fasterapi.schema.discriminator import Discriminator, Tag
from fasterapi.schema.documentation import UNDOCUMENTED, Documentation
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.fields import FieldInfo
from fasterapi.schema.markers import marked_constraints, marked_documentation
from fasterapi.schema.nodes import Node
from fasterapi.schema.scalars import bound_for, check_digits

__all__ = ["constrained", "constraints_in", "documentation_in", "is_qualifier", "split", "tag_of"]


def split(annotation: Any) -> tuple[Any, list[Any]]:
    """A type without Annotated and what else is around it, and the metadata that was there, inner first."""
    metadata: list[Any] = []
    while (origin := get_origin(annotation)) is Annotated or is_qualifier(origin):
        annotation, *outer = get_args(annotation)
        metadata = [*outer, *metadata]
    return annotation, metadata


def documentation_in(annotation: Any) -> Documentation:
    """What Annotated says of a type to people; what is outside, over what is inside."""
    documentation = UNDOCUMENTED
    for item in split(annotation)[1]:
        said = item.documentation if isinstance(item, FieldInfo) else marked_documentation(item)
        documentation = documentation if said is None else said.over(documentation)
    return documentation


def is_qualifier(origin: Any) -> bool:
    """What is said of a member, not of its type; typing_extensions has a ReadOnly of its own."""
    return origin in (Required, NotRequired, typing.Final) or getattr(origin, "_name", None) == "ReadOnly"


def tag_of(annotation: Any) -> str | None:
    """What a Tag calls a member of a union."""
    return next((item.tag for item in reversed(split(annotation)[1]) if isinstance(item, Tag)), None)


def constraints_in(metadata: Any) -> Mapping[str, Any]:
    """What one item of Annotated says that values have to keep to, by the names that Field() has for it."""
    if isinstance(metadata, FieldInfo):
        return metadata.constraints
    if isinstance(metadata, Discriminator):
        return {"discriminator": metadata}
    if type(metadata).__module__.startswith("annotated_types") and type(metadata).__name__ == "Timezone":
        return {"aware": awareness_in(metadata.tz)}
    # annotated-types' classes are dataclasses whose fields are called as the constraints are.
    if dataclasses.is_dataclass(metadata) and is_constraint(metadata):
        return {
            field.name: value
            for field in dataclasses.fields(metadata)
            if (value := getattr(metadata, field.name)) is not None
        }
    return marked_constraints(metadata)


def is_constraint(metadata: Any) -> bool:
    cls = type(metadata)
    return cls.__module__.startswith("annotated_types") and cls.__name__ not in ("Not", "Predicate")


def awareness_in(tz: Any) -> bool:
    if tz is not None and tz is not ...:
        raise SchemaTypeError(f"Timezone({tz!r}) cannot be checked: only None (no time zone) and ... (any)")
    return tz is ...


def constrained(node: Node, constraints: Mapping[str, Any], base: Any) -> Node:
    """The node of the type `base` with these constraints.

    Raises:
        SchemaTypeError: the type has no such constraint, or the bound is not of it.
    """
    known = {field.name for field in dataclasses.fields(node)} - {"documentation"}
    if isinstance(node, NEVER_STRICT):
        known -= {"strict"}
    if constraints and isinstance(node, nodes.Reference):
        raise SchemaTypeError(
            f"{base!r} takes no constraints, {', '.join(sorted(constraints))}, in a second place"
        )
    for name in constraints:
        if name not in known:
            raise SchemaTypeError(f"{base!r} has no constraint {name!r}; it has {', '.join(sorted(known))}")
    given = {
        name: bound_for(node, name, value) if name in BOUNDS and value is not None else value
        for name, value in constraints.items()
    }
    node = dataclasses.replace(node, **given)
    if isinstance(node, nodes.DecimalNode):
        check_digits(node)
    return node


#: Whose values are not converted, or by members that say themselves how strict they are.
NEVER_STRICT = (nodes.AnyNode, nodes.LiteralNode, nodes.NoneNode, nodes.TaggedUnionNode, nodes.UnionNode)


BOUNDS = ("gt", "ge", "lt", "le", "multiple_of")
