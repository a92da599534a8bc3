from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/checks", {"sea": False, "sky": False}),
        ("/checks?q=seaside", {"sea": True, "sky": False}),
        ("/checks?q=sky over the sea", {"sea": True, "sky": True}),
    ],
)
def test_answers(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == (200, expected)
