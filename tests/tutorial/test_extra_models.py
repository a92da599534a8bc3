from typing import Any

import pytest

from tests.tutorial.answers import answer


def test_the_password_stays_in_the_store(client: Any, page: Any) -> None:
    response = client.post("/members", json={"username": "ada", "password": "secret"})
    assert answer(response) == (200, {"username": "ada", "full_name": None})
    kept = page.STORE["ada"]
    assert len(kept.password_hash) == 128
    assert "secret" not in kept.model_dump_json()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/vehicles/car", {"description": "Four wheels", "kind": "car"}),
        ("/vehicles/plane", {"description": "Two wings", "kind": "plane", "seats": 5}),
        (
            "/vehicles",
            [{"description": "Four wheels", "kind": "car"}, {"description": "Two wings", "kind": "plane"}],
        ),
        ("/weights", {"feather": 0.1, "stone": 3.0}),
    ],
)
def test_answers(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == (200, expected)


def test_documentation_of_a_union(document: Any) -> None:
    operation = document["paths"]["/vehicles/{vehicle_id}"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["anyOf"] == [{"$ref": "#/components/schemas/Plane"}, {"$ref": "#/components/schemas/Car"}]
