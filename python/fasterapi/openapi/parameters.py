"""Parameter Objects and Request Body Objects: what an operation takes (OpenAPI 3.1 4.8.12, 4.8.13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from fasterapi.dependant import Input
from fasterapi.model_fields import library_in
from fasterapi.openapi.definitions import Link
from fasterapi.openapi.json_schema import JsonSchemas, Scope
from fasterapi.openapi.jsonable import jsonable
from fasterapi.openapi.keywords import default_of, documented, has_title, input_name, title_of
from fasterapi.operation import Operation, RequestBody
from fasterapi.params import Header, Param
from fasterapi.schema import nodes
from fasterapi.schema.documentation import UNDOCUMENTED, Documentation
from fasterapi.schema.foreign import Library

__all__ = ["parameter_objects", "request_body_object", "titled"]

Object = dict[str, Any]


class Taken(NamedTuple):
    """One value as the documentation has it: an input, or a member of the model that an input is.

    `field` has its type, default and documentation; `alias` is what its title is made of, `name` what the
    request calls it. `schema` is what another library says of its type and default.
    """

    field: nodes.Field
    scope: Scope | None
    alias: str
    name: str
    required: bool
    info: Param | None = None
    schema: Object | None = None


def parameter_objects(operation: Operation, schemas: JsonSchemas) -> list[Object]:
    """The parameters of an operation; of two of the same name the one that is required."""
    found: dict[tuple[str, str], Object] = {}
    for one in operation.parameters:
        if not one.info.include_in_schema:
            continue
        for taken in members_of(one, schemas):
            parameter = parameter_object(taken, one.info.source, schemas)
            key = (one.info.source, taken.name)
            if key not in found or parameter["required"] or not found[key]["required"]:
                found[key] = parameter
    return list(found.values())


def members_of(one: Input, schemas: JsonSchemas) -> Iterator[Taken]:
    """An input, or what the model that it is made of has."""
    record, scope = record_of(one.node)
    if one.model is not None and (library := library_in(one.node)):
        yield from foreign_members(one, library, schemas)
    elif one.model is None or record is None:
        yield as_taken(one)
    else:
        for field in record.fields:
            alias = input_name(field)
            name = name_in(one, alias, field.name, field.convert_underscores)
            yield Taken(field, scope, alias, name, field.required and one.required)


def foreign_members(one: Input, library: Library, schemas: JsonSchemas) -> Iterator[Taken]:
    """What a class of another library has."""
    schema = schemas.opened(library)
    for name, (alias, *_), _ in library.fields():
        if (said := schema.get("properties", {}).get(alias)) is None:
            continue
        documentation = Documentation(description=said.get("description"), deprecated=said.get("deprecated"))
        field = nodes.Field(name=name, node=one.node, documentation=documentation)
        required = alias in schema.get("required", ()) and one.required
        yield Taken(field, None, alias, name_in(one, alias, name), required, schema=said)


def name_in(one: Input, alias: str, name: str, said: bool | None = None) -> str:
    """What the request calls a member: of header fields, what has no alias has hyphens.

    Unless Header() says otherwise of the parameter or, which counts more, is `said` to of the member.
    """
    if not isinstance(one.info, Header) or alias != name:
        return alias
    converts = one.info.convert_underscores if said is None else said
    return alias.replace("_", "-") if converts else alias


def record_of(node: nodes.Node) -> tuple[nodes.RecordNode | None, Scope]:
    """The record that a type is, or that it is unless it is None."""
    if isinstance(node, nodes.NullableNode):
        node = node.inner
    named = Scope(node).named_by(node)
    record = named if isinstance(named, nodes.RecordNode) else None
    return record, Scope(record or node)


def as_taken(one: Input) -> Taken:
    """What was said of an input is its node's already."""
    field = nodes.Field(name=one.name, node=one.node, required=one.required, default=one.info.default)
    return Taken(field, None, one.alias, one.alias, one.required, one.info)


def parameter_object(taken: Taken, source: str, schemas: JsonSchemas) -> Object:
    said = documentation_of(taken)
    parameter: Object = {
        "name": taken.name,
        "in": source,
        "required": taken.required,
        "schema": titled(schema_of(taken, schemas), taken.alias, documentation_of(taken).title),
    }
    if said.description:
        parameter["description"] = said.description
    if taken.info and taken.info.openapi_examples:
        parameter["examples"] = jsonable(taken.info.openapi_examples)
    if said.deprecated:
        parameter["deprecated"] = True
    return parameter


def documentation_of(taken: Taken) -> Documentation:
    return taken.info.documentation if taken.info else taken.field.documentation


def schema_of(taken: Taken, schemas: JsonSchemas) -> Object:
    if taken.schema is not None:
        return taken.schema
    field = taken.field
    schema = {**schemas.write(field.node, "validation", taken.scope), **default_of(field)}
    return documented(schema, UNDOCUMENTED if taken.info else field.documentation)


def titled(schema: Object, name: str, title: str | None = None) -> Object:
    """With the title that was given or is made of the name, unless the type has a name."""
    return schema if "$ref" in schema else {**schema, "title": title or name.title().replace("_", " ")}


def request_body_object(operation: Operation, schemas: JsonSchemas) -> Object | None:
    """What the body is, or None."""
    body = operation.body
    if body is None:
        return None
    media: Object = {}
    if body.embed:
        media["schema"] = {"$ref": embedded(body, operation.unique_id, schemas)}
        required = body.required
    else:
        (taken,) = distinct(body.inputs)
        media["schema"] = titled(schema_of(taken, schemas), taken.alias, documentation_of(taken).title)
        required = taken.required
        if taken.info and taken.info.openapi_examples:
            media["examples"] = jsonable(taken.info.openapi_examples)
    return {**({"required": True} if required else {}), "content": {body.media_type: media}}


def distinct(inputs: Iterable[Input]) -> list[Taken]:
    """The members of a body; what several dependencies take is there once."""
    return list({one.name: as_taken(one) for one in inputs}.values())


def embedded(body: RequestBody, unique_id: str, schemas: JsonSchemas) -> Link:
    """The definition of an object whose members are the inputs; FastAPI calls it so, too.

    What a form's model is made of are members of the same object.
    """
    name = f"Body_{unique_id}"
    models = {one.name for one in body.inputs if one.model is not None and body.kind == "form"}
    schema: Object = {"type": "object", "properties": {}, "required": [], "allOf": []}
    for taken in distinct(body.inputs):
        member = schema_of(taken, schemas)
        if "title" not in member and not has_title(taken.field.node):
            member["title"] = title_of(taken.alias)
        if taken.field.name in models:
            member.pop("default", None)  # of the object: it has none
            schema["allOf"].append(member)
            continue
        schema["properties"][taken.alias] = member
        if taken.required:
            schema["required"].append(taken.alias)
    return schemas.define(name, {**{key: value for key, value in schema.items() if value}, "title": name})
