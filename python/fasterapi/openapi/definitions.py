"""The schemas that others refer to by name, and the names they get.

A definition is called after its class as long as no other wants that name; those that collide get the longer
names that pydantic gives them, so that clients generated from either document are the same.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Literal

__all__ = ["Definition", "Definitions", "Link", "Mode", "links_in"]

Mode = Literal["validation", "serialization"]

MODE_NAMES: Mapping[Mode, str] = {"validation": "Input", "serialization": "Output"}

# All in front of the last dot, in each part of "shop.Page[shop.items.Item]".
QUALIFIER = re.compile(r"(?:[^.\[\],]+\.)+([^.\[\],]+)")


class Definition:
    """A named schema. `schema` is None until it is written: what holds itself is linked to before."""

    __slots__ = ("names", "schema")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.schema: dict[str, Any] | None = None


class Link(str):
    """The value of a "$ref" while its definition has no name yet."""

    __slots__ = ("definition",)

    definition: Definition

    def __new__(cls, definition: Definition) -> Link:
        """A text that shows the longest name, since functions of the user's may look at it."""
        link = super().__new__(cls, f"#/$defs/{definition.names[-1]}")
        link.definition = definition
        return link


class Definitions:
    """All definitions of one document, by what they define."""

    def __init__(self) -> None:
        self._begun: set[tuple[Hashable, Mode]] = set()
        self._known: dict[tuple[Hashable, Mode], Definition] = {}
        self._occurrences: dict[str, dict[Hashable, int]] = {}

    def begin(self, identity: Hashable, mode: Mode) -> bool:
        """True once: the schema of `identity` is to be written."""
        begun = (identity, mode) in self._begun
        self._begun.add((identity, mode))
        return not begun

    def of(self, identity: Hashable, qualified_name: str, mode: Mode) -> Definition:
        """The one definition of `identity`, a class or a class with its parameters, in `mode`."""
        if (definition := self._known.get((identity, mode))) is None:
            definition = Definition(self._names(identity, qualified_name, mode))
            self._known[identity, mode] = definition
        return definition

    def _names(self, identity: Hashable, qualified_name: str, mode: Mode) -> tuple[str, ...]:
        """The shortest first; the last is no other definition's."""
        qualified_name = qualified_name.partition(":")[0]  # the rest tells apart what has one name in a type
        short = _plain(QUALIFIER.sub(r"\1", qualified_name))
        long = _plain(qualified_name)
        occurrences = self._occurrences.setdefault(long, {})
        occurrence = occurrences.setdefault(identity, len(occurrences) + 1)
        suffix = MODE_NAMES[mode]
        return (
            short,
            f"{short}-{suffix}",
            long,
            f"{long}-{suffix}",
            f"{long}__{occurrence}",
            f"{long}-{suffix}__{occurrence}",
        )

    def keep(self, schema: Any) -> None:
        """Forget the definitions that nothing in `schema` leads to."""
        reached: set[Definition] = set()
        ahead = {link.definition for link in links_in(schema)}
        while ahead:
            definition = ahead.pop()
            reached.add(definition)
            ahead.update({link.definition for link in links_in(definition.schema)} - reached)
        self._known = {key: definition for key, definition in self._known.items() if definition in reached}

    def names(self) -> dict[Definition, str]:
        """What each is called: the first of its names that no different schema wants as well.

        Two schemas that differ by names within them may be the same once these have become shorter; so it is
        done again until nothing changes.
        """
        definitions = [definition for definition in self._known.values() if definition.schema is not None]
        chosen = {definition: definition.names[-1] for definition in definitions}
        while True:
            wanted: dict[str, list[Any]] = {}
            for definition in definitions:
                schema = named(definition.schema, chosen)
                for name in definition.names:
                    schemas = wanted.setdefault(name, [])
                    if schema not in schemas:
                        schemas.append(schema)
            shorter = {
                definition: next(name for name in definition.names if len(wanted[name]) == 1)
                for definition in definitions
            }
            if shorter == chosen:
                return chosen
            chosen = shorter


def _plain(name: str) -> str:
    return re.sub(r"[^a-zA-Z0-9.\-_]", "_", name).replace(".", "__")


def links_in(schema: Any) -> Iterable[Link]:
    """Each "$ref" of a schema, as often as it is there."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref" and isinstance(value, Link):
                yield value
            else:
                yield from links_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from links_in(value)


def named(schema: Any, names: Mapping[Definition, str], template: str = "{model}") -> Any:
    """A copy of `schema` in which each link is `template` with its definition's name."""
    if isinstance(schema, Link):
        return template.format(model=names[schema.definition])
    if isinstance(schema, dict):
        return {key: named(value, names, template) for key, value in schema.items()}
    if isinstance(schema, list):
        return [named(value, names, template) for value in schema]
    return schema
