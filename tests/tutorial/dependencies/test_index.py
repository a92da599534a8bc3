from typing import Any

import pytest

from tests.tutorial.answers import answer, invalid, no_int

DEFAULTS = {"q": None, "skip": 0, "limit": 100}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/books", (200, DEFAULTS)),
        ("/books?q=sea&skip=5", (200, {"q": "sea", "skip": 5, "limit": 100})),
        ("/readers", (200, {"readers": DEFAULTS})),
        ("/readers?limit=x", invalid(no_int("query.limit", "x"))),
    ],
)
def test_answers(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == expected


@pytest.mark.parametrize("path", ["/books", "/readers"])
def test_its_parameters_are_the_handlers(document: Any, path: str) -> None:
    parameters = document["paths"][path]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == ["q", "skip", "limit"]
