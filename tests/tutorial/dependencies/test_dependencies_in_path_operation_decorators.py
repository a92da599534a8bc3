from typing import Any

import pytest

from tests.tutorial.answers import answer, invalid, missing

RIGHT = {"x-token": "right-token", "x-key": "right-key"}


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (RIGHT, (200, ["a", "b"])),
        ({**RIGHT, "x-token": "other"}, (400, {"detail": "Wrong X-Token"})),
        ({**RIGHT, "x-key": "other"}, (400, {"detail": "Wrong X-Key"})),
        ({"x-token": "other", "x-key": "other"}, (400, {"detail": "Wrong X-Token"})),
        ({"x-token": "right-token"}, invalid(missing("header.x-key"))),
        ({}, invalid(missing("header.x-token"), missing("header.x-key"))),
    ],
)
def test_answers(client: Any, headers: Any, expected: Any) -> None:
    assert answer(client.get("/letters", headers=headers)) == expected
