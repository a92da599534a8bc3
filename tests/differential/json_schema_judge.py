"""Compares JSON Schema of types with what pydantic writes: the same text.

A type is made twice, with the Field() of either.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal

import fasterapi.schema.fields
import pydantic
from fasterapi.openapi.json_schema import JsonSchemas, Root, json_schema
from fasterapi.schema.compiling import compile_type
from pydantic.json_schema import GenerateJsonSchema

Field = Callable[..., Any]
Maker = Callable[[Field], Any]

MODES: tuple[Literal["validation"], Literal["serialization"]] = ("validation", "serialization")


def agree(make: Maker) -> None:
    """Both write the same text, so the order of members is the same, too."""
    node = compile_type(make(fasterapi.schema.fields.Field))
    reference: pydantic.TypeAdapter[Any] = pydantic.TypeAdapter(make(pydantic.Field))
    for mode in MODES:
        for by_alias in (None, True, False):
            ours = json_schema(node, mode, by_alias=by_alias)
            assert shown(ours) == shown(reference.json_schema(mode=mode, by_alias=by_alias))


def shown(schema: Any) -> str:
    return json.dumps(schema, indent=1)


def agree_together(makers: list[Maker]) -> None:
    """As an OpenAPI document needs them: all definitions in one place, each type read and written."""
    roots = [
        Root(number, compile_type(make(fasterapi.schema.fields.Field)), mode)
        for number, make in enumerate(makers)
        for mode in MODES
    ]
    inputs = [
        (number, mode, pydantic.TypeAdapter(make(pydantic.Field)).core_schema)
        for number, make in enumerate(makers)
        for mode in MODES
    ]
    template = "#/components/schemas/{model}"
    expected, definitions = GenerateJsonSchema(ref_template=template).generate_definitions(inputs)
    ours, our_definitions = JsonSchemas(ref_template=template).of_all(roots)
    assert our_definitions == definitions
    assert ours == expected
