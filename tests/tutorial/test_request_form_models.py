from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, missing

ADA = {"username": "ada", "password": "secret"}


@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        ("/login", ADA, (200, {**ADA, "remember": False})),
        ("/login", {**ADA, "remember": "on"}, (200, {**ADA, "remember": True})),
        ("/login", {**ADA, "more": "m"}, (200, {**ADA, "remember": False})),
        ("/login", {"username": "ada"}, invalid(missing("body.password", {"username": "ada"}))),
        ("/login", {}, invalid(missing("body.username", {}), missing("body.password", {}))),
        ("/login/strict", ADA, (200, {**ADA, "remember": False})),
        (
            "/login/strict",
            {**ADA, "more": "m"},
            invalid(error("extra_forbidden", "body.more", "Extra inputs are not permitted", "m")),
        ),
    ],
)
def test_forms(client: Any, path: str, fields: Any, expected: Any) -> None:
    assert answer(client.post(path, data=fields)) == expected
