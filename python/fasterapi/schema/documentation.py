"""What is said of a type or a member to people, and to those who read its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import fields, replace
from typing import Any

from fasterapi.frozen import Frozen

__all__ = ["UNDOCUMENTED", "Documentation", "JsonSchemaExtra"]

JsonSchemaExtra = Mapping[str, Any] | Callable[[dict[str, Any]], Any]


class Documentation(Frozen):
    """Nothing of it changes what is valid.

    `json_schema_extra` is what the JSON Schema has besides, or a function that changes it in place. What is
    `deprecated` may say why; JSON Schema only says that it is. `json_schema` has what describes the type
    instead of what it is, by mode.
    """

    title: str | None = None
    description: str | None = None
    examples: Sequence[Any] | None = None
    deprecated: bool | str | None = None
    json_schema_extra: JsonSchemaExtra | None = None
    json_schema: Mapping[str, Mapping[str, Any]] | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) is not None for field in fields(self))

    def over(self, other: Documentation) -> Documentation:
        """Both; where they contradict each other, this one. Two mappings become one."""
        said = {
            field.name: value for field in fields(self) if (value := getattr(self, field.name)) is not None
        }
        for name in ("json_schema_extra", "json_schema"):
            extra, others = getattr(self, name), getattr(other, name)
            if isinstance(extra, Mapping) and isinstance(others, Mapping):
                said[name] = {**others, **extra}
        return replace(other, **said)

    def schema_in(self, mode: str) -> dict[str, Any] | None:
        """The JSON Schema that was given for a mode, as a copy; None if none was."""
        given = (self.json_schema or {}).get(mode)
        return None if given is None else deepcopy(dict(given))


UNDOCUMENTED = Documentation()
