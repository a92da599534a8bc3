"""What goes wrong while a type is compiled."""

from __future__ import annotations

__all__ = ["SchemaTypeError"]


class SchemaTypeError(TypeError):
    """A type that no schema can be made of, or a constraint that it does not have."""
