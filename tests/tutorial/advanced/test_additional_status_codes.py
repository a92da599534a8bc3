from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/guests/ada", (200, {"name": "Countess"})), ("/guests/eve", (201, {"name": "Countess"}))],
)
def test_status(client: Any, path: str, expected: Any) -> None:
    assert answer(client.put(path, json="Countess")) == expected
