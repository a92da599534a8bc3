from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, missing, no_int


@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        ("/login", {"username": "ada", "password": "a+b &c"}, (200, {"username": "ada", "length": 6})),
        ("/login", {"username": "ada"}, invalid(missing("body.password"))),
        ("/login", {"username": "", "password": "long"}, invalid(missing("body.username"))),
        ("/login", {}, invalid(missing("body.username"), missing("body.password"))),
        (
            "/login",
            {"username": "ada", "password": "abc"},
            invalid(
                error(
                    "string_too_short",
                    "body.password",
                    "String should have at least 4 characters",
                    "abc",
                    min_length=4,
                )
            ),
        ),
        ("/survey", {}, (200, {"age": None, "likes": []})),
        ("/survey", {"age": "36", "like": ["tea", "rain"]}, (200, {"age": 36, "likes": ["tea", "rain"]})),
        ("/survey", {"age": "old"}, invalid(no_int("body.age", "old"))),
    ],
)
def test_forms(client: Any, path: str, fields: Any, expected: Any) -> None:
    assert answer(client.post(path, data=fields)) == expected


def test_json_is_no_form(client: Any) -> None:
    response = client.post("/login", json={"username": "ada", "password": "long"})
    assert answer(response) == invalid(missing("body.username"), missing("body.password"))


def test_documentation(document: Any) -> None:
    content = document["paths"]["/login"]["post"]["requestBody"]["content"]
    assert list(content) == ["application/x-www-form-urlencoded"]
