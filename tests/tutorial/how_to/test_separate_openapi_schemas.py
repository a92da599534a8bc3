from typing import Any

from tests.tutorial.answers import answer


def test_answers(client: Any) -> None:
    response = client.post("/plants", json={"name": "Fern", "height": 0.5})
    assert answer(response) == (200, {"name": "Fern", "height": "0.5"})


def test_two_schemas(document: Any) -> None:
    schemas = document["components"]["schemas"]
    taken = schemas["Plant-Input"]["properties"]["height"]["anyOf"]
    assert [one["type"] for one in taken] == ["number", "string"]
    assert schemas["Plant-Output"]["properties"]["height"]["type"] == "string"
    operation = document["paths"]["/plants"]["post"]
    assert operation["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Plant-Input"
    }
    assert operation["responses"]["200"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Plant-Output"
    }


def test_one_schema(page: Any, document: Any) -> None:
    schemas = page.together.openapi()["components"]["schemas"]
    assert schemas["Plant"]["properties"]["height"]["anyOf"][0]["type"] == "number"
    assert not {"Plant-Input", "Plant-Output"} & set(schemas)
