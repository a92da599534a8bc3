"""Field(): what a class says of a member beside its type."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import field, fields, replace
from inspect import signature
from typing import Any

from fasterapi.frozen import Frozen
from fasterapi.schema.aliases import type_of_alias
from fasterapi.schema.documentation import UNDOCUMENTED, Documentation, JsonSchemaExtra
from fasterapi.schema.nodes import MISSING

__all__ = ["Field", "FieldInfo", "takes_data"]


class FieldInfo(Frozen):
    """What Field() was given, and the annotation it belongs to.

    Each is equal to itself only: so it has a hash, which Union asks for. `convert_underscores` is what
    a Header() says that describes a member of a model.
    """

    annotation: Any = None
    default: Any = MISSING
    default_factory: Callable[..., Any] | None = None
    alias: str | None = None
    validation_alias: type_of_alias | None = None
    serialization_alias: str | None = None
    exclude: bool = False
    frozen: bool = False
    init: bool = True
    init_var: bool = False
    repr: bool = True
    validate_default: bool | None = None
    documentation: Documentation = UNDOCUMENTED
    constraints: Mapping[str, Any] = field(default_factory=dict)
    convert_underscores: bool | None = None

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def is_required(self) -> bool:
        """There is no default."""
        return self.default is MISSING and self.default_factory is None

    def get_default(
        self, *, call_default_factory: bool = False, validated_data: dict[str, Any] | None = None
    ) -> Any:
        """The default, or a copy of it; MISSING where there is none, or a factory is not called."""
        if self.default_factory is None or not call_default_factory:
            return deepcopy(self.default)
        return (
            self.default_factory(validated_data)
            if takes_data(self.default_factory)
            else self.default_factory()
        )

    def updated(self, other: FieldInfo) -> FieldInfo:
        """The same where `other` says nothing."""
        said = {
            name: value
            for name, nothing in NOTHING_SAID.items()
            if (value := getattr(other, name)) is not nothing
        }
        constraints = {**self.constraints, **other.constraints}
        documentation = other.documentation.over(self.documentation)
        return replace(self, **{**said, "constraints": constraints, "documentation": documentation})


def takes_data(factory: Callable[..., Any] | None) -> bool:
    """Whether a default_factory asks for the fields before it."""
    if factory is None:
        return False
    try:
        parameters = signature(factory).parameters.values()
    except ValueError:  # such as those of builtins
        return False
    needed = [
        parameter
        for parameter in parameters
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        and parameter.default is parameter.empty
    ]
    return len(needed) == 1


NOTHING_SAID = {one.name: one.default for one in fields(FieldInfo)}


def Field(  # noqa: N802  (the name its users know)
    default: Any = MISSING,
    *,
    default_factory: Callable[[], Any] | Callable[[dict[str, Any]], Any] | None = None,
    alias: str | None = None,
    validation_alias: type_of_alias | None = None,
    serialization_alias: str | None = None,
    exclude: bool = False,
    frozen: bool = False,
    init: bool = True,
    init_var: bool = False,
    repr: bool = True,  # noqa: A002  (the name its users know)
    kw_only: bool | None = None,
    validate_default: bool | None = None,
    title: str | None = None,
    description: str | None = None,
    examples: Sequence[Any] | None = None,
    deprecated: bool | str | None = None,
    json_schema_extra: JsonSchemaExtra | None = None,
    **constraints: Any,
) -> Any:
    """Describe a member of a class, as its default or in Annotated; or any type, in Annotated.

    Args:
        default: what it is where the input does not have it; `...` says, as no default does, that the input
            must.
        default_factory: makes the default; given the dict of the fields before it, if it takes an argument.
        alias: what input and output call it.
        validation_alias: what the input calls it, perhaps in one of several ways.
        serialization_alias: what the output calls it by alias.
        exclude: it is not written.
        frozen: it cannot be set on an instance of a Model.
        init: false: a dataclass's input does not have it.
        init_var: a dataclass's __post_init__ gets it.
        repr: repr() of a Model shows it.
        kw_only: taken for dataclasses, which fields are always given by name here.
        validate_default: the default is checked.
        title: see Documentation, as for what follows.
        description: see there.
        examples: see there.
        deprecated: see there.
        json_schema_extra: see there.
        constraints: those that the member's type has, such as gt, max_length and strict; another is an error
            when the type is compiled.
    """
    if default is not MISSING and default is not ... and default_factory is not None:
        raise TypeError("a field has a default or a default_factory, not both")
    del kw_only
    return FieldInfo(
        default=MISSING if default is ... else default,
        default_factory=default_factory,
        alias=alias,
        validation_alias=validation_alias,
        serialization_alias=serialization_alias,
        exclude=exclude,
        frozen=frozen,
        init=init,
        init_var=init_var,
        repr=repr,
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
