from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid


@pytest.mark.parametrize(
    ("tea", "expected"),
    [
        (
            {"name": "Green", "price": 3},
            (
                200,
                {
                    "tea_id": 5,
                    "tea": {"name": "Green", "description": None, "price": 3.0, "origin": "unknown"},
                },
            ),
        ),
        (
            {"name": "Green", "price": -3.0},
            invalid(error("greater_than", "body.tea.price", "Input should be greater than 0", -3.0, gt=0.0)),
        ),
        (
            {"name": "Green", "price": 3, "description": "x" * 21, "origin": "A"},
            invalid(
                error(
                    "string_too_long",
                    "body.tea.description",
                    "String should have at most 20 characters",
                    "x" * 21,
                    max_length=20,
                ),
                error(
                    "string_too_short",
                    "body.tea.origin",
                    "String should have at least 2 characters",
                    "A",
                    min_length=2,
                ),
            ),
        ),
    ],
)
def test_fields(client: Any, tea: Any, expected: Any) -> None:
    assert answer(client.put("/teas/5", json={"tea": tea})) == expected


def test_documentation(document: Any) -> None:
    assert document["components"]["schemas"]["Tea"] == {
        "type": "object",
        "title": "Tea",
        "required": ["name", "price"],
        "properties": {
            "name": {"type": "string", "title": "Name"},
            "description": {
                "anyOf": [{"type": "string", "maxLength": 20}, {"type": "null"}],
                "title": "What it tastes like",
            },
            "price": {
                "type": "number",
                "exclusiveMinimum": 0,
                "title": "Price",
                "description": "More than nothing",
            },
            "origin": {
                "type": "string",
                "minLength": 2,
                "title": "Origin",
                "examples": ["Assam"],
                "default": "unknown",
            },
        },
    }
