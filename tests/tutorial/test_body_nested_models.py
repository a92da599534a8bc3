from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, missing, no_float, no_int

PICTURE = {"url": "https://example.com/a.png", "name": "a"}
SOUP = {"name": "Soup", "price": 4.5}


@pytest.mark.parametrize(
    ("body", "tags", "dish"),
    [
        (SOUP, [], {**SOUP, "steps": [], "pictures": None, "cover": None}),
        (
            {
                **SOUP,
                "tags": ["hot", "hot", "green"],
                "steps": ["cut", "cook"],
                "cover": PICTURE,
                "pictures": [PICTURE],
            },
            ["green", "hot"],
            {**SOUP, "steps": ["cut", "cook"], "cover": PICTURE, "pictures": [PICTURE]},
        ),
    ],
)
def test_nested(client: Any, body: Any, tags: Any, dish: Any) -> None:
    assert answer(client.put("/dishes/5", json=body)) == (200, {"dish_id": 5, "tags": tags, "dish": dish})


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        (
            "PUT",
            "/dishes/5",
            {**SOUP, "cover": {"name": "a"}, "pictures": [PICTURE, {}]},
            invalid(
                missing("body.pictures.1.url", {}),
                missing("body.pictures.1.name", {}),
                missing("body.cover.url", {"name": "a"}),
            ),
        ),
        (
            "POST",
            "/menus",
            {"name": "Noon", "dishes": [SOUP]},
            (200, {"name": "Noon", "prices": {"Soup": 4.5}}),
        ),
        (
            "POST",
            "/menus",
            {"name": "Noon", "dishes": [SOUP, {"name": "Bread", "price": "x"}]},
            invalid(no_float("body.dishes.1.price", "x")),
        ),
        ("POST", "/pictures", [PICTURE, {**PICTURE, "name": "b"}], (200, ["a", "b"])),
        (
            "POST",
            "/pictures",
            PICTURE,
            invalid(error("list_type", "body", "Input should be a valid list", PICTURE)),
        ),
        ("POST", "/weights", {"1": 1.5, "22": 2}, (200, {"1": 1.5, "22": 2.0})),
        ("POST", "/weights", {"one": 1}, invalid(no_int("body.one.[key]", "one"))),
    ],
)
def test_bodies(client: Any, method: str, path: str, body: Any, expected: Any) -> None:
    assert answer(client.request(method, path, json=body)) == expected
