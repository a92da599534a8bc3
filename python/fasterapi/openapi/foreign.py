"""Definitions that other libraries wrote, on their way into a document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fasterapi.openapi.definitions import Link

__all__ = ["contents_of", "linked", "opened"]

PREFIX = "#/$defs/"

Definitions = Mapping[str, dict[str, Any]]


def linked(schema: Any, links: Mapping[str, Link]) -> Any:
    """A copy of a schema whose references, which begin with "#/$defs/", are links."""
    if isinstance(schema, list):
        return [linked(item, links) for item in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {key: linked(value, links) for key, value in schema.items()}
    if isinstance(reference := schema.get("$ref"), str):
        copy["$ref"] = links[reference.removeprefix(PREFIX)]
    discriminator = schema.get("discriminator")
    if isinstance(discriminator, dict) and isinstance(mapping := discriminator.get("mapping"), dict):
        choices = {
            tag: links[choice.removeprefix(PREFIX)] if isinstance(choice, str) else linked(choice, links)
            for tag, choice in mapping.items()
        }
        copy["discriminator"] = {**discriminator, "mapping": choices}
    return copy


def contents_of(name: str, definitions: Definitions) -> str:
    """What is defined by a name and all that it leads to: the same for two that mean the same."""
    reached = reached_from({"$ref": PREFIX + name}, definitions)
    return json.dumps(reached, sort_keys=True, default=str)


def opened(schema: dict[str, Any], definitions: Definitions) -> tuple[dict[str, Any], Definitions]:
    """What a schema refers to, if it is a reference, and the definitions that this needs."""
    while (reference := schema.get("$ref")) is not None:
        schema = definitions[reference.removeprefix(PREFIX)]
    return schema, reached_from(schema, definitions)


def reached_from(schema: Any, definitions: Definitions) -> dict[str, Any]:
    reached: dict[str, Any] = {}
    ahead = list(references_in(schema))
    while ahead:
        if (each := ahead.pop()) not in reached:
            reached[each] = definitions[each]
            ahead.extend(references_in(definitions[each]))
    return reached


def references_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from references_in(item)
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref" and isinstance(value, str):
                yield value.removeprefix(PREFIX)
            else:
                yield from references_in(value)
