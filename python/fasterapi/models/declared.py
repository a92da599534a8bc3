"""The fields of a Model as its class body, and those of its bases, declare them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from fasterapi.exceptions import DeclarationError
from fasterapi.models.annotations import evaluated, is_class_var
from fasterapi.models.generic import replaced
from fasterapi.models.private import is_data
from fasterapi.schema.fields import FieldInfo
from fasterapi.schema.members import info_of
from fasterapi.schema.nodes import MISSING

__all__ = ["Declared", "own_fields"]


@dataclasses.dataclass(frozen=True, slots=True)
class Declared:
    """A field: its annotation as it is written, what it is set to, and where."""

    name: str
    annotation: Any
    given: Any
    """MISSING: nothing."""
    owner: type
    names: Mapping[str, Any]
    """What the annotation may refer to beside the globals of its module."""
    arguments: Mapping[Any, Any] = dataclasses.field(default_factory=dict)
    """What stands for type variables."""

    def inherited_by(self, owner: type, arguments: Mapping[Any, Any]) -> Declared:
        """The field in a class that gives type variables a meaning."""
        meant = {variable: replaced(value, arguments) for variable, value in self.arguments.items()}
        return dataclasses.replace(self, owner=owner, arguments={**arguments, **meant})

    def resolved(self) -> FieldInfo:
        """What the field is, once its annotation's names are known.

        Raises:
            NameError: one is not yet.
        """
        annotation = replaced(evaluated(self.annotation, self.owner, self.names), self.arguments)
        info = info_of(annotation)
        if isinstance(self.given, FieldInfo):
            info = info.updated(self.given)
        elif self.given is not MISSING and self.given is not ...:
            info = dataclasses.replace(info, default=self.given, default_factory=None)
        return dataclasses.replace(info, annotation=annotation)


def own_fields(namespace: dict[str, Any], bases: tuple[type, ...]) -> dict[str, tuple[Any, Any]]:
    """Annotation and value (MISSING without one) of each field in a class body, by their names.

    The values are taken out of it: what is read there later is the field of an instance.

    Raises:
        DeclarationError: something is set that has no annotation.
    """
    fields = {
        name: (annotation, namespace.pop(name, MISSING))
        for name, annotation in namespace.get("__annotations__", {}).items()
        if not name.startswith("_") and name != "model_config" and not is_class_var(annotation)
    }
    annotated = namespace.get("__annotations__", {})
    for name, value in namespace.items():
        is_free = name.startswith("_") or name in annotated or name == "model_config"
        if not is_free and is_data(value) and not any(has_class_variable(base, name) for base in bases):
            raise DeclarationError(
                f"{namespace.get('__qualname__')}: {name!r} needs an annotation: a type, to be a field, or "
                "ClassVar"
            )
    return fields


def has_class_variable(cls: type, name: str) -> bool:
    return any(
        name in vars(base) and name not in getattr(base, "__fasterapi_declared__", {}) for base in cls.__mro__
    )
