from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"authorization": "Bearer t"}, (200, {"token": "t"})),
        ({"authorization": "Basic t"}, (403, {"detail": "Not authenticated"})),
        ({}, (403, {"detail": "Not authenticated"})),
    ],
)
def test_answers(client: Any, headers: Any, expected: Any) -> None:
    response = client.get("/me", headers=headers)
    assert answer(response) == expected
    assert "www-authenticate" not in response.headers
