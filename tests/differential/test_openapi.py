"""The OpenAPI document of an application against FastAPI's of the same application: equal, and valid.

Different on purpose:

| | FastAPI | here |
|---|---|---|
| the title of an application that has none | FastAPI | FasterAPI |
| a parameter of the path without annotation | of any type | a string, or what its converter says |
| a model of a form that may be None | all its members or none of them, by allOf and not | the model or null |
| the operationId of a route with several methods | of one of them, for all | each has its own |
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from fasterapi import App
from fasterapi.importing import load, parse_target
from fasterapi.openapi.operations import OperationIdWarning
from fasterapi.openapi.utils import get_openapi
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.differential import fastapi_apps
from tests.differential.fastapi_apps import fastapis, ours

NAMES = sorted(module.name for module in pkgutil.iter_modules(fastapi_apps.__path__))
EXAMPLES = Path(__file__).parents[2] / "examples"
APPLICATIONS = sorted([*EXAMPLES.glob("*.py"), *EXAMPLES.glob("*/main.py")])


def documents(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is said of an application here and by FastAPI, but for what differs on purpose."""
    module = importlib.import_module(f"tests.differential.fastapi_apps.{name}")
    our, their = module.declare(ours()).openapi(), module.declare(fastapis()).openapi()
    if our["info"]["title"] == "FasterAPI":
        their["info"]["title"] = "FasterAPI"
    schemas = their.get("components", {}).get("schemas", {})
    optional_forms = {
        f"#/components/schemas/{name}": name
        for name, schema in schemas.items()
        if any("not" in json.dumps(part) for part in schema.get("allOf", ()))
    }
    several: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for path, item in their["paths"].items():
        for method, operation in item.items():
            mine = our["paths"].get(path, {}).get(method, {})
            untyped_as_text(mine, operation)
            for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
                if definition := optional_forms.get(content["schema"].get("$ref")):
                    del schemas[definition]
                    content["schema"] = mine["requestBody"]["content"][media_type]["schema"]
            if [one["operationId"] for one in item.values()].count(operation["operationId"]) > 1:
                several.append((mine, operation))
    for mine, operation in several:
        ids_as_here(mine, operation)
    return our, their


def untyped_as_text(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    for ours_, theirs_ in zip(mine.get("parameters", ()), theirs.get("parameters", ()), strict=False):
        if theirs_["in"] == "path" and theirs_["schema"].keys() == {"title"}:
            theirs_["schema"]["type"] = ours_["schema"]["type"]


def ids_as_here(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    """The id, and the title that is made of it, of a route that has several methods."""
    theirs["operationId"] = mine["operationId"]
    for status, response in theirs["responses"].items():
        for media_type, content in response.get("content", {}).items():
            if "title" in content["schema"]:
                said = mine["responses"][status]["content"][media_type]["schema"]
                content["schema"]["title"] = said.get("title")


@pytest.mark.filterwarnings("ignore:Duplicate Operation ID", "ignore:The `root_path` parameter is deprecated")
@pytest.mark.parametrize("name", NAMES)
def test_same_document(name: str) -> None:
    our, their = documents(name)
    assert our == their
    if name != "parameters":  # it has a default that is not of its type
        OpenAPIV31SpecValidator(our).validate()


@pytest.mark.parametrize("name", [path.relative_to(EXAMPLES).parts[0] for path in APPLICATIONS])
def test_examples_have_valid_documents(name: str) -> None:
    path = EXAMPLES / name
    app = load(parse_target(str(path if path.is_file() else path / "main.py")))
    OpenAPIV31SpecValidator(app.openapi()).validate()


def test_two_operations_of_one_id() -> None:
    app = App()
    for path in ("/a", "/b"):
        app.get(path, operation_id="same")(test_two_operations_of_one_id)
    with pytest.warns(OperationIdWarning, match="have the id 'same', the second test_two_operations"):
        app.openapi()


def test_a_document_is_made_once_and_again_for_new_routes() -> None:
    app = App()
    first = app.openapi()
    assert app.openapi() is first
    app.get("/late")(lambda: None)
    assert "/late" in app.openapi()["paths"]
    app.openapi_schema = {"openapi": "3.1.0"}
    assert app.openapi() == {"openapi": "3.1.0"}


def test_routes_alone_can_be_documented() -> None:
    app = App(title="A", version="1")
    app.get("/a", tags=["x"])(lambda: None)
    assert get_openapi(title="A", version="1", routes=app.routes) == app.openapi()
    assert get_openapi(title="A", version="1", routes=list(app.routes)) == app.openapi()
