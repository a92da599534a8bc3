from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, missing, no_int

FOUND = {"session": "s1", "campaign": None, "visits": 0}


@pytest.mark.parametrize(
    ("path", "cookie", "expected"),
    [
        ("/shop", "session=s1", (200, FOUND)),
        (
            "/shop",
            "session=s1; campaign=spring; visits=4",
            (200, {**FOUND, "campaign": "spring", "visits": 4}),
        ),
        ("/shop", "session=s1; visits=x", invalid(no_int("cookie.visits", "x"))),
        ("/shop", "session=s1; more=m", (200, FOUND)),
        ("/shop", None, invalid(missing("cookie.session", {}))),
        ("/shop/strict", "session=s1", (200, FOUND)),
        (
            "/shop/strict",
            "session=s1; more=m",
            invalid(error("extra_forbidden", "cookie.more", "Extra inputs are not permitted", "m")),
        ),
    ],
)
def test_cookies(client: Any, path: str, cookie: str | None, expected: Any) -> None:
    headers = {} if cookie is None else {"cookie": cookie}
    assert answer(client.get(path, headers=headers)) == expected


def test_each_field_is_documented_as_a_cookie(document: Any) -> None:
    parameters = document["paths"]["/shop"]["get"]["parameters"]
    assert [(p["name"], p["in"], p["required"]) for p in parameters] == [
        ("session", "cookie", True),
        ("campaign", "cookie", False),
        ("visits", "cookie", False),
    ]
