from typing import Any

import pytest

from tests.tutorial.answers import answer, invalid, missing, no_int


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/agent", [], (200, {"User-Agent": "testclient"})),
        ("/agent", [("User-Agent", "browser")], (200, {"User-Agent": "browser"})),
        ("/underscores", [("strange-header", "a")], (200, {"strange_header": None})),
        ("/underscores", [("strange_header", "a")], (200, {"strange_header": "a"})),
        ("/tokens", [], (200, {"X-Token values": None})),
        ("/tokens", [("x-token", "a")], (200, {"X-Token values": ["a"]})),
        ("/tokens", [("x-token", "a"), ("X-Token", "b")], (200, {"X-Token values": ["a", "b"]})),
        ("/number", [("x-number", "5")], (200, {"number": 5})),
        ("/number", [("x-number", "five")], invalid(no_int("header.x-number", "five"))),
        ("/number", [], invalid(missing("header.x-number"))),
    ],
)
def test_headers(client: Any, path: str, headers: Any, expected: Any) -> None:
    assert answer(client.get(path, headers=headers)) == expected
