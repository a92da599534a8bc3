"""What goes wrong while a type is compiled."""

from __future__ import annotations

from typing import Any

__all__ = ["SchemaTypeError", "TextError"]


class SchemaTypeError(TypeError):
    """A type that no schema can be made of, or a constraint that it does not have."""


class TextError(ValueError):
    """Why a text is no value of a type: the type, message and context of an error."""

    def __init__(self, type_: str, message: str, context: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.type = type_
        self.context = context
