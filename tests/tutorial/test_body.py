from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, missing, no_float, no_int, no_str

PEN = {"name": "Pen", "price": 2.5}
WHOLE_PEN = {"name": "Pen", "note": None, "price": 2.5, "tax": None}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (PEN, (200, WHOLE_PEN)),
        ({**PEN, "price": "2.5"}, (200, WHOLE_PEN)),
        ({**PEN, "note": "Blue", "tax": 0.5}, (200, {**PEN, "note": "Blue", "tax": 0.5, "total": 3.0})),
        ({"name": "Pen"}, invalid(missing("body.price", {"name": "Pen"}))),
        ({"name": "Pen", "price": "cheap"}, invalid(no_float("body.price", "cheap"))),
        ({"name": 5, "price": 1}, invalid(no_str("body.name", 5))),
        ({}, invalid(missing("body.name", {}), missing("body.price", {}))),
        (None, invalid(missing("body"))),
        (
            ["Pen"],
            invalid(
                error(
                    "model_attributes_type",
                    "body",
                    "Input should be a valid dictionary or object to extract fields from",
                    ["Pen"],
                )
            ),
        ),
    ],
)
def test_bodies(client: Any, body: Any, expected: Any) -> None:
    assert answer(client.post("/products", json=body)) == expected


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/products/4", PEN, (200, {"product_id": 4, **WHOLE_PEN})),
        ("/products/4?reason=Price", PEN, (200, {"product_id": 4, **WHOLE_PEN, "reason": "Price"})),
        (
            "/products/x",
            {"name": "Pen"},
            invalid(
                no_int("path.product_id", "x"),
                missing("body.price", {"name": "Pen"}),
            ),
        ),
    ],
)
def test_path_and_query_beside_the_body(client: Any, path: str, body: Any, expected: Any) -> None:
    assert answer(client.put(path, json=body)) == expected


def test_what_is_no_json(client: Any) -> None:
    response = client.post("/products", content=b"{'name': 1}", headers={"content-type": "application/json"})
    [told] = response.json()["detail"]
    assert response.status_code == 422
    assert (told["type"], told["loc"], told["msg"]) == ("json_invalid", ["body", 1], "JSON decode error")
    assert told["ctx"] == {"error": "Expecting property name enclosed in double quotes"}


def test_a_text_is_no_object(client: Any) -> None:
    response = client.post("/products", content=b'{"name": "Pen"}', headers={"content-type": "text/plain"})
    assert answer(response)[1]["detail"][0]["type"] == "model_attributes_type"
