from typing import Any

import pytest

from tests.tutorial.answers import answer

FERN = {"name": "Fern", "height": None}


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("POST", "/plants", {"name": "Fern"}, (201, FERN)),
        ("PUT", "/plants", {"name": "Fern"}, (200, FERN)),
        ("GET", "/people", None, (200, ["Ada"])),
        ("GET", "/old", None, (200, [])),
    ],
)
def test_answers(client: Any, method: str, path: str, body: Any, expected: Any) -> None:
    assert answer(client.request(method, path, json=body)) == expected


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        (
            "post",
            "/plants",
            {
                "tags": ["plants"],
                "summary": "Add a plant",
                "description": "Add one, with its name and how high it is",
            },
        ),
        (
            "put",
            "/plants",
            {
                "tags": ["plants"],
                "summary": "Replace Plant",
                "description": (
                    "Replace a plant:\n\n- **name**: what everyone calls it\n- **height**: in metres"
                ),
            },
        ),
        ("get", "/people", {"tags": ["people", "others"], "summary": "Read People"}),
        ("get", "/old", {"deprecated": True, "summary": "Read Old"}),
    ],
)
def test_documentation(document: Any, method: str, path: str, told: Any) -> None:
    operation = document["paths"][path][method]
    names = ("tags", "summary", "description", "deprecated")
    assert {name: operation[name] for name in names if name in operation} == told


def test_what_the_answer_is(document: Any) -> None:
    assert document["paths"]["/plants"]["post"]["responses"]["201"]["description"] == "Successful Response"
    assert document["paths"]["/plants"]["put"]["responses"]["200"]["description"] == "The plant as it is now"
