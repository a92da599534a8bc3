"""The members of classes, as dataclasses, models, named tuples and the like declare them."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NotRequired, Required, get_args, get_origin

from fasterapi.schema.aliases import AliasGenerator, type_of_alias
from fasterapi.schema.constraints import is_qualifier, split
from fasterapi.schema.fields import Field, FieldInfo
from fasterapi.schema.foreign import attrs_fields, is_attrs_class
from fasterapi.schema.functions import PlainValidator
from fasterapi.schema.generics import arguments_of, substituted
from fasterapi.schema.markers import marked_documentation
from fasterapi.schema.nodes import MISSING
from fasterapi.schema.references import hints_of

__all__ = [
    "DeclaredField",
    "aliases_of",
    "fields_of",
    "info_of",
    "is_named_tuple",
    "is_typed_dict",
    "model_fields",
    "same",
]


class DeclaredField(typing.NamedTuple):
    """A member of a class as it is declared."""

    name: str
    annotation: Any
    info: FieldInfo
    required: bool
    init: bool = True
    init_only: bool = False


def aliases_of(
    info: FieldInfo, name: str, config: Mapping[str, Any]
) -> tuple[type_of_alias | None, str | None]:
    """What the input and the output call a field; None: by its name."""
    generator = config.get("alias_generator")
    if generator is None or info.alias is not None:
        return info.validation_alias or info.alias, info.serialization_alias or info.alias
    made = generator if isinstance(generator, AliasGenerator) else AliasGenerator(alias=generator)
    alias = made.alias(name) if made.alias else None
    validation = made.validation_alias(name) if made.validation_alias else alias
    serialization = made.serialization_alias(name) if made.serialization_alias else alias
    return info.validation_alias or validation, info.serialization_alias or serialization


def fields_of(base: Any) -> Iterator[DeclaredField] | None:
    """The members of a class with fields, or of a generic one with its arguments; None for any other."""
    cls = get_origin(base) or base
    if not isinstance(cls, type):
        return None
    if is_typed_dict(cls):
        return with_arguments(base, typed_dict_fields(cls))
    if is_named_tuple(cls):
        return with_arguments(base, named_tuple_fields(cls))
    if dataclasses.is_dataclass(cls):
        return with_arguments(base, dataclass_fields(cls))
    if is_attrs_class(cls):
        return with_arguments(base, fields_of_attrs(cls))
    return None


def with_arguments(base: Any, fields: Iterator[DeclaredField]) -> Iterator[DeclaredField]:
    """Fields of which each has the variables of the class that declares it replaced by what they mean."""
    cls = get_origin(base) or base
    arguments = arguments_of(base)
    inherited = {variable: value for each in reversed(arguments.values()) for variable, value in each.items()}
    for field in fields:
        owner = next((c for c in cls.__mro__ if field.name in inspect.get_annotations(c)), cls)
        meant = arguments.get(owner) if owner is not cls else {**inherited, **arguments[cls]}
        yield field._replace(annotation=substituted(field.annotation, meant or {}))


def is_named_tuple(cls: type) -> bool:
    """Of `typing` or `collections`."""
    return issubclass(cls, tuple) and hasattr(cls, "_fields")


def is_typed_dict(cls: type) -> bool:
    """Of `typing`, or of typing_extensions, which has classes of its own before 3.12."""
    return typing.is_typeddict(cls) or (issubclass(cls, dict) and hasattr(cls, "__required_keys__"))


#: What a dataclass's field(metadata=) may say, as pydantic reads it; others have keys of their own in it.
OPTIONS = frozenset(inspect.signature(Field).parameters) - {"default", "default_factory", "constraints"} | {
    *("allow_inf_nan", "decimal_places", "discriminator", "ge", "gt", "le", "lt", "max_digits", "max_length"),
    *("min_length", "multiple_of", "pattern", "strict", "union_mode"),
}


def dataclass_fields(cls: type) -> Iterator[DeclaredField]:
    """In the order in which errors are told: those that are given by name only come last."""
    hints = hints_of(cls)
    # Not dataclasses.fields(), which leaves InitVars out. Their order is __post_init__'s.
    members = cls.__dataclass_fields__.items()  # type: ignore[attr-defined]  # a dataclass has it
    by_name_only = {
        name
        for name, field in members
        if field.kw_only is True and not isinstance(hints[name], dataclasses.InitVar)
    }
    for name, field in sorted(members, key=lambda member: member[0] in by_name_only):
        annotation = hints[name]
        init_only = isinstance(annotation, dataclasses.InitVar)
        if get_origin(annotation) is typing.ClassVar or annotation is typing.ClassVar:
            continue
        if not field.init and field.default is field.default_factory is dataclasses.MISSING:
            continue  # the class makes it by itself
        if init_only:
            annotation = annotation.type
        info = info_of(annotation)
        if said := {option: value for option, value in field.metadata.items() if option in OPTIONS}:
            info = info.updated(Field(**said))
        if isinstance(field.default, FieldInfo):
            info = info.updated(field.default)
        elif field.default is not dataclasses.MISSING:
            info = dataclasses.replace(info, default=field.default)
        elif field.default_factory is not dataclasses.MISSING:
            info = dataclasses.replace(info, default_factory=field.default_factory)
        init = field.init and info.init
        required = init and info.is_required()
        yield DeclaredField(name, annotation, info, required, init, init_only)


def same(value: Any) -> Any:
    """A validator function that takes everything."""
    return value


def fields_of_attrs(cls: type) -> Iterator[DeclaredField]:
    """The members of an attrs class; what has a converter is as that takes it, and written as declared."""
    for one in attrs_fields(cls, hints_of(cls), MISSING):
        annotation = Annotated[one.type, PlainValidator(same)] if one.converts else one.type
        info = info_of(annotation)
        alias = info.alias or (None if one.alias == one.name else one.alias)
        info = dataclasses.replace(
            info, alias=alias, default=one.default, default_factory=one.default_factory
        )
        yield DeclaredField(one.name, annotation, info, one.required, one.init)


def model_fields(cls: Any) -> Iterator[DeclaredField]:
    """Of a class of models."""
    for name, info in cls.model_fields.items():
        yield DeclaredField(name, info.annotation, info, info.is_required())


def named_tuple_fields(cls: type) -> Iterator[DeclaredField]:
    hints = hints_of(cls)
    for name in cls._fields:  # type: ignore[attr-defined]  # a named tuple has it
        info = info_of(hints.get(name, Any))
        default = cls._field_defaults.get(name, MISSING)  # type: ignore[attr-defined]  # as above
        if isinstance(default, FieldInfo):
            info = default
        elif default is not MISSING:
            info = dataclasses.replace(info, default=default)
        required = info.default is MISSING and info.default_factory is None
        yield DeclaredField(name, hints.get(name, Any), info, required)


def typed_dict_fields(cls: type) -> Iterator[DeclaredField]:
    for name, hint in hints_of(cls).items():
        # Of annotations that are strings, the class knows no NotRequired.
        required = name in cls.__required_keys__  # type: ignore[attr-defined]  # a TypedDict has it
        annotation = hint
        while is_qualifier(origin := get_origin(annotation)) or origin is Annotated:
            required = required if origin not in (Required, NotRequired) else origin is Required
            annotation = get_args(annotation)[0]
        info = info_of(hint)
        yield DeclaredField(name, hint, info, required)


def info_of(annotation: Any) -> FieldInfo:
    """What Field() says inside Annotated, but for the constraints, which `split` reads."""
    info = FieldInfo()
    for item in split(annotation)[1]:
        if isinstance(item, FieldInfo):
            info = info.updated(dataclasses.replace(item, constraints={}))
        elif said := marked_documentation(item):
            info = info.updated(FieldInfo(documentation=said))
    return info
