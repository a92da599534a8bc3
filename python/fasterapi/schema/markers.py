"""What Annotated may say of a type beside functions, bounds and Field()."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fasterapi.schema.documentation import Documentation

__all__ = ["Strict", "WithJsonSchema", "marked_constraints", "marked_documentation"]


@dataclass(frozen=True, slots=True)
class Strict:
    """In Annotated: values are taken only if they are of the type themselves; with false, others, too."""

    strict: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class WithJsonSchema:
    """In Annotated: `json_schema` describes the type, in one `mode` or in both.

    A member has its default and what Field() says of it beside.
    """

    json_schema: Mapping[str, Any]
    mode: Literal["validation", "serialization"] | None = None


def marked_constraints(metadata: Any) -> Mapping[str, Any]:
    """What is asked of values; `Strict` itself says what Strict() does."""
    if metadata is Strict:
        return {"strict": True}
    return {"strict": metadata.strict} if isinstance(metadata, Strict) else {}


def marked_documentation(metadata: Any) -> Documentation | None:
    """What is said of the type; None if nothing is."""
    if not isinstance(metadata, WithJsonSchema):
        return None
    modes = ("validation", "serialization") if metadata.mode is None else (metadata.mode,)
    return Documentation(json_schema=dict.fromkeys(modes, metadata.json_schema))
