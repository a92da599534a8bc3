from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize("path", ["/bikes/5", "/bodies/5", "/named/5"])
def test_examples_change_no_answer(client: Any, path: str) -> None:
    expected = {"bike_id": 5, "bike": {"frame": "steel", "gears": 3}}
    assert answer(client.put(path, json={"frame": "steel", "gears": "3"})) == (200, expected)
    assert client.put(path, json={"frame": "steel", "gears": "many"}).status_code == 422


def test_examples_of_a_model_and_its_field(document: Any) -> None:
    schema = document["components"]["schemas"]["Bike"]
    assert schema["examples"] == [{"frame": "steel", "gears": 3}]
    assert schema["properties"]["frame"]["examples"] == ["steel", "aluminium"]


def test_examples_of_a_body(document: Any) -> None:
    content = document["paths"]["/bodies/{bike_id}"]["put"]["requestBody"]["content"]["application/json"]
    assert content["schema"]["examples"] == [{"frame": "carbon"}, {"frame": "wood", "gears": "1"}]


def test_named_examples(document: Any) -> None:
    content = document["paths"]["/named/{bike_id}"]["put"]["requestBody"]["content"]["application/json"]
    assert "examples" not in content["schema"]
    assert content["examples"]["usual"]["description"] == "This **works**."
    assert content["examples"]["invalid"]["value"] == {"frame": "steel", "gears": "many"}
