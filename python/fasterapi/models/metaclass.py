"""How a class of models is made."""

from __future__ import annotations

from abc import ABCMeta
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from fasterapi import _core
from fasterapi.exceptions import DeclarationError
from fasterapi.models.annotations import evaluated, names_around
from fasterapi.models.declared import Declared, own_fields
from fasterapi.models.decorators import (
    Computed,
    FieldSerializer,
    FieldValidator,
    ModelSerializer,
    ModelValidator,
    decorated,
    returned_type,
)
from fasterapi.models.private import PrivateAttribute, private_attributes
from fasterapi.schema.compiling import compile_record, validated
from fasterapi.schema.config import KNOWN, ConfigDict, checked_config
from fasterapi.schema.fields import FieldInfo
from fasterapi.schema.nodes import RecordNode

__all__ = ["ModelMeta"]


class ModelMeta(_core.ModelClass, ABCMeta):
    """The metaclass of models."""

    model_config: ConfigDict
    __fasterapi_declared__: dict[str, Declared]
    __fasterapi_fields__: dict[str, FieldInfo] | None
    __fasterapi_node__: RecordNode | None
    __fasterapi_extra_annotation__: Any
    __fasterapi_names__: Mapping[str, Any]
    __fasterapi_origin__: ModelMeta
    __fasterapi_parametrized__: dict[tuple[Any, ...], Any]
    __fasterapi_values__: tuple[Any, ...]
    __private_attributes__: dict[str, PrivateAttribute]

    def __new__(
        mcls,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        **keywords: Any,
    ) -> Any:
        """The class, completed if all that its annotations name is known by now."""
        config = merged_config(name, bases, namespace, keywords)
        settings = {key: keywords.pop(key) for key in list(keywords) if key in KNOWN}
        namespace["model_config"] = {**config, **settings}
        private = private_attributes(namespace, name)
        own = own_fields(namespace, bases)
        if namespace["model_config"].get("extra") == "allow":
            namespace.setdefault("__getattr__", extra_attribute)
        cls: Any = super().__new__(mcls, name, bases, namespace, **keywords)
        if cls.model_config.get("frozen") and "__hash__" not in namespace and cls.__hash__ is None:
            cls.__hash__ = hash_of_fields
        names = cls.__fasterapi_names__ = names_around(1)
        cls.__fasterapi_declared__ = {
            **inherited_fields(cls, namespace),
            **{field: Declared(field, *what, cls, names) for field, what in own.items()},
        }
        cls.__private_attributes__ = {**inherited_privates(bases), **private}
        cls.__fasterapi_parametrized__ = {}
        if "__fasterapi_values__" in namespace:
            cls.__fasterapi_origin__.__fasterapi_parametrized__[cls.__fasterapi_values__] = cls
        cls.__fasterapi_fields__ = None
        cls.__fasterapi_node__ = None
        cls.__fasterapi_set_fields__(cls.__fasterapi_declared__)
        if "__pydantic_extra__" in namespace.get("__annotations__", {}):
            annotation = namespace["__annotations__"]["__pydantic_extra__"]
            cls.__fasterapi_extra_annotation__ = Declared("", annotation, None, cls, names)
        with suppress(IncompleteError):  # of what is defined later: completed when it is first used
            cls.__fasterapi_complete__()
        if any(isinstance(base, ModelMeta) for base in bases):
            super(cls, cls).__pydantic_init_subclass__(**keywords)  # type: ignore[misc]  # Model has it
        return cls

    def __fasterapi_complete__(cls) -> None:
        """Compile the class, whose annotations must have been defined by now."""
        outer = [*cls.__fasterapi_validators__("after", "wrap")]
        cls.__fasterapi_schema__ = _core.Schema(validated(cls.__fasterapi_record__(), outer))

    def __fasterapi_rebuild__(cls, names: Mapping[str, Any], *, raise_errors: bool) -> bool:
        """Compile the class again, with more names that its annotations may refer to."""
        cls.__fasterapi_fields__ = None
        cls.__fasterapi_node__ = None
        cls.__fasterapi_declared__ = {
            name: replace(field, names={**names, **field.names})
            for name, field in cls.__fasterapi_declared__.items()
        }
        try:
            cls.__fasterapi_complete__()
        except IncompleteError:
            if raise_errors:
                raise
            return False
        return True

    def __fasterapi_record__(cls) -> RecordNode:
        """The node of the class.

        Raises:
            IncompleteError: an annotation refers to what is not defined yet.
        """
        if cls.__fasterapi_node__ is None:
            try:
                cls.__fasterapi_node__ = compile_record(cls)
            except NameError as error:
                raise IncompleteError(
                    f"{cls.__name__} is not fully defined: define {error.name!r}, then call "
                    f"{cls.__name__}.model_rebuild()"
                ) from error
        return cls.__fasterapi_node__

    def __fasterapi_field_validators__(cls) -> dict[str, list[tuple[Any, str]]]:
        """The methods that validate fields, and when, by the names of those."""
        found: dict[str, list[tuple[Any, str]]] = {}
        for name, method, says in decorated(cls, FieldValidator):
            for field in cls.__fasterapi_declared__ if "*" in says.fields else says.fields:
                if field in cls.__fasterapi_declared__:
                    found.setdefault(field, []).append((method, says.mode))
                elif says.check_fields is not False:
                    raise DeclarationError(f"{cls.__name__}.{name} validates {field!r}, which is no field")
        return found

    def __fasterapi_validators__(cls, *modes: str) -> Iterator[tuple[Any, str]]:
        """The methods that validate the whole, and when."""
        for _, method, says in decorated(cls, ModelValidator):
            if says.mode in modes:
                yield method, says.mode

    def __fasterapi_computed__(cls) -> Iterator[tuple[str, Computed, Any]]:
        """The attributes that are written as fields are, with their types."""
        for name, method, says in decorated(cls, Computed):
            yield name, says, returned_type(cls, method, says.return_type)

    def __fasterapi_serializers__(cls) -> dict[str, tuple[Any, FieldSerializer, Any]]:
        """The methods that make what is written of fields, by the names of those."""
        return {
            field: (method, says, returned_type(cls, method, says.return_type))
            for _, method, says in decorated(cls, FieldSerializer)
            for field in says.fields
        }

    def __fasterapi_serializer__(cls) -> tuple[Any, ModelSerializer, Any] | None:
        """The method that makes what is written of the whole."""
        found = None
        for _, method, says in decorated(cls, ModelSerializer):
            found = method, says, returned_type(cls, method, says.return_type)
        return found

    def __fasterapi_extra__(cls) -> Any:
        """The type of members that are no fields."""
        declared = getattr(cls, "__fasterapi_extra_annotation__", None)
        if declared is None:
            return Any
        annotation = evaluated(declared.annotation, declared.owner, declared.names)
        return getattr(annotation, "__args__", (str, Any))[1]

    @property
    def model_fields(cls) -> dict[str, FieldInfo]:
        """The fields by their names."""
        if cls.__fasterapi_fields__ is None:
            cls.__fasterapi_fields__ = {
                name: field.resolved() for name, field in cls.__fasterapi_declared__.items()
            }
        return cls.__fasterapi_fields__


class IncompleteError(DeclarationError):
    """A class of models refers to what is not defined."""


def merged_config(
    name: str, bases: tuple[type, ...], namespace: Mapping[str, Any], keywords: Mapping[str, Any]
) -> dict[str, Any]:
    """What the bases say, then what the class body does."""
    config: dict[str, Any] = {}
    for base in bases:
        config.update(getattr(base, "model_config", {}))
    return {**config, **checked_config(namespace.get("model_config", {}), name)}


def inherited_fields(cls: Any, namespace: Mapping[str, Any]) -> dict[str, Declared]:
    """Those of the bases, the nearest of a name; a field keeps the place where it was declared first."""
    fields = {
        name: field
        for base in reversed(cls.__mro__[1:])
        for name, field in vars(base).get("__fasterapi_declared__", {}).items()
        if field.owner is base
    }
    if "__fasterapi_values__" not in namespace:
        return fields
    arguments = dict(zip(cls.__fasterapi_origin__.__parameters__, cls.__fasterapi_values__, strict=True))
    return {name: field.inherited_by(cls, arguments) for name, field in fields.items()}


def inherited_privates(bases: tuple[type, ...]) -> dict[str, PrivateAttribute]:
    found: dict[str, PrivateAttribute] = {}
    for base in reversed(bases):
        found.update(getattr(base, "__private_attributes__", {}))
    return found


def extra_attribute(self: Any, name: str) -> Any:
    """__getattr__ of models that may have members which are no fields."""
    extra = self.model_extra
    if extra is not None and name in extra:
        return extra[name]
    raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def hash_of_fields(self: Any) -> int:
    """__hash__ of models that do not change."""
    values = [getattr(self, name) for name in type(self).__fasterapi_declared__]
    return hash(values[0] if len(values) == 1 else tuple(values))
