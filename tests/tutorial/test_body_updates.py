from typing import Any

from tests.tutorial.answers import answer

FLOOR = {"name": "Floor", "note": "Tall", "price": 62.0, "tax": 20.2, "tags": []}


def test_put_replaces(client: Any) -> None:
    whole = {"name": "Wall", "note": None, "price": 3.0, "tax": 10.5, "tags": []}
    assert answer(client.put("/lamps/floor", json={"name": "Wall", "price": 3})) == (200, whole)
    assert answer(client.get("/lamps/floor")) == (200, whole)


def test_patch_changes_what_was_sent(client: Any) -> None:
    assert answer(client.patch("/lamps/floor", json={"price": 3, "tags": ["new"]})) == (
        200,
        {**FLOOR, "price": 3.0, "tags": ["new"]},
    )
    assert answer(client.patch("/lamps/floor", json={"note": None})) == (
        200,
        {**FLOOR, "price": 3.0, "tags": ["new"], "note": None},
    )
    assert answer(client.get("/lamps/desk")) == (
        200,
        {"name": "Desk", "note": None, "price": 50.2, "tax": 10.5, "tags": []},
    )
