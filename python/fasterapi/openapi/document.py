"""The OpenAPI document of an application (3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fasterapi.openapi.json_schema import JsonSchemas
from fasterapi.openapi.jsonable import jsonable
from fasterapi.openapi.operations import PathItems
from fasterapi.operation import Operation, operations_in
from fasterapi.routing import Entry, Router

__all__ = ["get_openapi"]

PREFIX = "#/components/schemas/"

#: What a refused request is answered; see fasterapi.exceptions.RequestValidationError.
ERRORS = {
    "HTTPValidationError": {
        "title": "HTTPValidationError",
        "type": "object",
        "properties": {
            "detail": {"title": "Detail", "type": "array", "items": {"$ref": f"{PREFIX}ValidationError"}}
        },
    },
    "ValidationError": {
        "title": "ValidationError",
        "type": "object",
        "properties": {
            "loc": {
                "title": "Location",
                "type": "array",
                "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
            },
            "msg": {"title": "Message", "type": "string"},
            "type": {"title": "Error Type", "type": "string"},
            "input": {"title": "Input"},
            "ctx": {"title": "Context", "type": "object"},
        },
        "required": ["loc", "msg", "type"],
    },
}


def get_openapi(
    *,
    title: str,
    version: str,
    openapi_version: str = "3.1.0",
    summary: str | None = None,
    description: str | None = None,
    routes: Router | Sequence[Entry],
    webhooks: Router | Sequence[Entry] | None = None,
    tags: Sequence[Mapping[str, Any]] | None = None,
    servers: Sequence[Mapping[str, Any]] | None = None,
    terms_of_service: str | None = None,
    contact: Mapping[str, Any] | None = None,
    license_info: Mapping[str, Any] | None = None,
    separate_input_output_schemas: bool = True,
    external_docs: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The document of an application with these routes, `app.routes`, and what else is told of it.

    What is null is left out, in schemas too: `default: null` says nothing that the type does not say.
    """
    schemas = JsonSchemas(ref_template=PREFIX + "{model}", octets=True)
    items = PathItems(schemas, separate=separate_input_output_schemas)
    info = {
        "title": title,
        "summary": summary,
        "description": description,
        "termsOfService": terms_of_service,
        "contact": contact,
        "license": license_info,
        "version": version,
    }
    document: dict[str, Any] = {
        "openapi": openapi_version,
        "info": {name: said for name, said in info.items() if said},
        "servers": servers,
        "paths": items.all_of(operations(routes)),
        "webhooks": items.all_of(operations(webhooks or ())),
        "components": {},
        "tags": tags,
        "externalDocs": external_docs,
    }
    document, definitions = schemas.finish(document)
    if items.refuses_requests:
        definitions |= ERRORS
    components = {
        "schemas": {name: told(definitions[name]) for name in sorted(definitions)},
        "securitySchemes": items.security_schemes,
    }
    document["components"] = {name: said for name, said in components.items() if said}
    said = {name: value for name, value in document.items() if value or name == "paths"}
    written: dict[str, Any] = without_null(jsonable(said))
    return written


def operations(routes: Router | Sequence[Entry]) -> Iterable[Operation]:
    """The operations of a router, or of the list of its routes."""
    if isinstance(routes, Router):
        return operations_in(routes, served=False)
    router = getattr(routes, "router", None)
    if router is None:
        router = Router()
        router.routes.extend(routes)
    return operations_in(router, served=False)


def told(schema: dict[str, Any]) -> dict[str, Any]:
    """A definition, described up to a form feed: what follows is for readers of the code."""
    if not isinstance(schema.get("description"), str):
        return schema
    return {**schema, "description": schema["description"].partition("\f")[0]}


def without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_null(member) for key, member in value.items() if member is not None}
    return [without_null(item) for item in value] if isinstance(value, list) else value
