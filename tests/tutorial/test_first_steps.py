from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/", (200, {"greeting": "Good morning"})),
        ("POST", "/", (200, ["dict", "list", "str", "int", "model"])),
        ("GET", "/other", (404, {"detail": "Not Found"})),
        ("PUT", "/", (405, {"detail": "Method Not Allowed"})),
    ],
)
def test_operations(client: Any, method: str, path: str, expected: Any) -> None:
    assert answer(client.request(method, path)) == expected


def test_json(client: Any) -> None:
    response = client.get("/")
    assert response.headers["content-type"] == "application/json"
    assert response.content == b'{"greeting":"Good morning"}'
