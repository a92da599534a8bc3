"""Field(): what a class says of a member beside its type."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from fasterapi.schema.documentation import UNDOCUMENTED, Documentation, JsonSchemaExtra
from fasterapi.schema.nodes import MISSING

__all__ = ["Field", "FieldInfo"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FieldInfo:
    """What Field() was given, and the annotation it belongs to.

    Each is equal to itself only: so it has a hash, which Union asks for.
    """

    annotation: Any = None
    default: Any = MISSING
    default_factory: Callable[[], Any] | None = None
    alias: str | None = None
    validation_alias: str | None = None
    serialization_alias: str | None = None
    exclude: bool = False
    validate_default: bool = False
    documentation: Documentation = UNDOCUMENTED
    constraints: Mapping[str, Any] = field(default_factory=dict)

    def is_required(self) -> bool:
        """There is no default."""
        return self.default is MISSING and self.default_factory is None

    def updated(self, other: FieldInfo) -> FieldInfo:
        """The same where `other` says nothing."""
        said = {
            one.name: value
            for one in fields(other)
            if (value := getattr(other, one.name)) is not NOTHING_SAID[one.name]
        }
        constraints = {**self.constraints, **other.constraints}
        documentation = other.documentation.over(self.documentation)
        return replace(self, **{**said, "constraints": constraints, "documentation": documentation})


NOTHING_SAID = {one.name: one.default for one in fields(FieldInfo)}


def Field(  # noqa: N802  (the name its users know)
    default: Any = MISSING,
    *,
    default_factory: Callable[[], Any] | None = None,
    alias: str | None = None,
    validation_alias: str | None = None,
    serialization_alias: str | None = None,
    exclude: bool = False,
    validate_default: bool = False,
    title: str | None = None,
    description: str | None = None,
    examples: Sequence[Any] | None = None,
    deprecated: bool | str | None = None,
    json_schema_extra: JsonSchemaExtra | None = None,
    **constraints: Any,
) -> Any:
    """Describe a member of a dataclass, as its default or in Annotated; or any type, in Annotated.

    `...` as default says, as none does, that it is required. What follows `validate_default` documents: see
    Documentation. `constraints` are those that the member's type has, such as gt, max_length and strict;
    another is an error when the type is compiled.
    """
    return FieldInfo(
        default=MISSING if default is ... else default,
        default_factory=default_factory,
        alias=alias,
        validation_alias=validation_alias,
        serialization_alias=serialization_alias,
        exclude=exclude,
        validate_default=validate_default,
        documentation=Documentation(
            title=title,
            description=description,
            examples=examples,
            deprecated=deprecated,
            json_schema_extra=json_schema_extra,
        ),
        constraints=constraints,
    )
