from typing import Any

import pytest

from tests.tutorial.answers import answer, invalid, missing


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/letters", {"x-token": "right-token"}, (200, ["a", "b"])),
        ("/numbers", {"x-token": "right-token"}, (200, [1, 2])),
        ("/numbers", {"x-token": "other"}, (400, {"detail": "Wrong X-Token"})),
        ("/letters", {}, invalid(missing("header.x-token"))),
        ("/other", {}, (404, {"detail": "Not Found"})),
    ],
)
def test_answers(client: Any, path: str, headers: Any, expected: Any) -> None:
    assert answer(client.get(path, headers=headers)) == expected
