"""What Annotated may say of a type beside functions, bounds and Field()."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_origin

from fasterapi.frozen import Frozen
from fasterapi.schema.documentation import Documentation
from fasterapi.schema.nodes import CheckNode, Node, UncheckedNode
from fasterapi.schema.objects import instance_node

__all__ = [
    "FailFast",
    "InstanceOf",
    "SkipValidation",
    "Strict",
    "WithJsonSchema",
    "is_instance_marker",
    "marked",
    "marked_constraints",
    "marked_documentation",
]

T = TypeVar("T")


class Strict(Frozen, kw_only=False):
    """In Annotated: values are taken only if they are of the type themselves; with false, others, too."""

    strict: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class WithJsonSchema:
    """In Annotated: `json_schema` describes the type, in one `mode` or in both.

    A member has its default and what Field() says of it beside.
    """

    json_schema: Mapping[str, Any]
    mode: Literal["validation", "serialization"] | None = None


class FailFast(Frozen, kw_only=False):
    """In Annotated, of a list, tuple, set, deque or dict: only the first error in it is told."""

    fail_fast: bool = True


if TYPE_CHECKING:
    InstanceOf = Annotated[T, "an instance"]
    SkipValidation = Annotated[T, "not looked at"]
else:

    @dataclass(frozen=True, slots=True)
    class InstanceOf:
        """`InstanceOf[T]`, or in Annotated: an object that is an instance of T, as it is.

        JSON is what T takes, if values can be checked against it.
        """

        def __class_getitem__(cls, item: Any) -> Any:
            return Annotated[item, cls()]

    @dataclass(frozen=True, slots=True)
    class SkipValidation:
        """`SkipValidation[T]`, or in Annotated: whatever comes, written and described as T."""

        def __class_getitem__(cls, item: Any) -> Any:
            return Annotated[item, cls()]


def is_marker(metadata: Any, kind: Any) -> bool:
    """An instance of a marker's class, or the class, which means the same."""
    return metadata is kind or isinstance(metadata, kind)


def is_instance_marker(metadata: Any) -> bool:
    """What it annotates need be no type that values can be checked against."""
    return is_marker(metadata, InstanceOf)


def marked(node: Node, metadata: Any, base: Any) -> Node | None:
    """The node of the type `base` with a marker applied; None where `metadata` is none."""
    if is_marker(metadata, SkipValidation):
        return UncheckedNode(inner=node)
    if is_marker(metadata, InstanceOf):
        cls = get_origin(base) or base
        is_bare = isinstance(node, CheckNode) and node.asks == "instance" and node.cls is cls
        return instance_node(cls, None if is_bare else node)
    return None


def marked_constraints(metadata: Any) -> Mapping[str, Any]:
    """What is asked of values; `Strict` itself says what Strict() does."""
    if is_marker(metadata, Strict):
        return {"strict": True if metadata is Strict else metadata.strict}
    if is_marker(metadata, FailFast):
        return {"fail_fast": True if metadata is FailFast else metadata.fail_fast}
    return {}


def marked_documentation(metadata: Any) -> Documentation | None:
    """What is said of the type; None if nothing is."""
    if not isinstance(metadata, WithJsonSchema):
        return None
    modes = ("validation", "serialization") if metadata.mode is None else (metadata.mode,)
    return Documentation(json_schema=dict.fromkeys(modes, metadata.json_schema))
