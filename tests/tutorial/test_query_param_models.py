from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, no_int

DEFAULTS = {"limit": 50, "offset": 0, "order": "newest", "tags": []}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", (200, DEFAULTS)),
        ("?limit=5&order=oldest", (200, {**DEFAULTS, "limit": 5, "order": "oldest"})),
        ("?tags=sea&tags=sky", (200, {**DEFAULTS, "tags": ["sea", "sky"]})),
        ("?offset=x", invalid(no_int("query.offset", "x"))),
        (
            "?limit=101",
            invalid(
                error(
                    "less_than_equal",
                    "query.limit",
                    "Input should be less than or equal to 100",
                    "101",
                    le=100,
                )
            ),
        ),
        (
            "?order=any",
            invalid(
                error(
                    "literal_error",
                    "query.order",
                    "Input should be 'oldest' or 'newest'",
                    "any",
                    expected="'oldest' or 'newest'",
                )
            ),
        ),
    ],
)
@pytest.mark.parametrize("path", ["/photos", "/photos/strict"])
def test_filters(client: Any, path: str, query: str, expected: Any) -> None:
    assert answer(client.get(path + query)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/photos?tool=brush", (200, DEFAULTS)),
        (
            "/photos/strict?tool=brush",
            invalid(error("extra_forbidden", "query.tool", "Extra inputs are not permitted", "brush")),
        ),
    ],
)
def test_parameters_that_the_model_has_not(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == expected


def test_each_field_is_documented_as_a_parameter(document: Any) -> None:
    parameters = document["paths"]["/photos"]["get"]["parameters"]
    assert [(p["name"], p["in"], p["required"]) for p in parameters] == [
        (name, "query", False) for name in ("limit", "offset", "order", "tags")
    ]
