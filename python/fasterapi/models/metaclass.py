"""How a class of models is made."""

from __future__ import annotations

import sys
from abc import ABCMeta
from contextlib import suppress
from typing import Any

from fasterapi import _core
from fasterapi.models.declared import Declared, own_fields, resolve
from fasterapi.schema.compiling import compile_record
from fasterapi.schema.fields import FieldInfo
from fasterapi.schema.nodes import RecordNode

__all__ = ["ModelMeta"]


class ModelMeta(_core.ModelClass, ABCMeta):
    """The metaclass of models."""

    __fasterapi_declared__: dict[str, Declared]
    __fasterapi_fields__: dict[str, FieldInfo] | None
    __fasterapi_node__: RecordNode | None

    def __new__(
        mcls,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        **keywords: Any,
    ) -> Any:
        """The class, completed if all that its annotations name is known by now."""
        own = list(own_fields(namespace))
        cls: Any = super().__new__(mcls, name, bases, namespace, **keywords)
        names = names_around()
        declared = inherited_fields(cls)
        for field, annotation, given in own:
            declared[field] = Declared(field, annotation, given, cls, names)
        cls.__fasterapi_declared__ = declared
        cls.__fasterapi_fields__ = None
        cls.__fasterapi_node__ = None
        cls.__fasterapi_set_fields__(declared)
        with suppress(NameError):  # of what is defined later: completed when it is first used
            cls.__fasterapi_complete__()
        return cls

    def __fasterapi_complete__(cls) -> None:
        """Compile the class, whose annotations must have been defined by now."""
        cls.__fasterapi_schema__ = _core.Schema(cls.__fasterapi_record__())

    def __fasterapi_record__(cls) -> RecordNode:
        """The node of the class."""
        if cls.__fasterapi_node__ is None:
            cls.__fasterapi_node__ = compile_record(cls)
        return cls.__fasterapi_node__

    @property
    def model_fields(cls) -> dict[str, FieldInfo]:
        """The fields by their names."""
        if cls.__fasterapi_fields__ is None:
            cls.__fasterapi_fields__ = {
                name: resolve(field) for name, field in cls.__fasterapi_declared__.items()
            }
        return cls.__fasterapi_fields__


def inherited_fields(cls: type) -> dict[str, Declared]:
    fields: dict[str, Declared] = {}
    for base in reversed(cls.__mro__[1:]):
        if isinstance(base, ModelMeta):
            fields.update(
                {name: field for name, field in base.__fasterapi_declared__.items() if field.owner is base}
            )
    return fields


def names_around() -> dict[str, Any]:
    """The local names where the class statement stands that runs now; none in a module."""
    frame = sys._getframe(2)  # noqa: SLF001  (of names_around(), then __new__)
    return {} if frame.f_locals is frame.f_globals else dict(frame.f_locals)
