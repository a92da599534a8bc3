from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, missing


def bound(kind: str, loc: str, words: str, given: str, **context: Any) -> dict[str, Any]:
    return error(kind, loc, f"Input should be {words}", given, **context)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/rooms/1?q=a", (200, {"room_id": 1, "q": "a", "size": 1})),
        ("/rooms/999?q=a&size=10.4", (200, {"room_id": 999, "q": "a", "size": 10.4})),
        ("/rooms/5", invalid(missing("query.q"))),
        (
            "/rooms/0?q=a",
            invalid(bound("greater_than_equal", "path.room_id", "greater than or equal to 1", "0", ge=1)),
        ),
        (
            "/rooms/1000?q=a",
            invalid(bound("less_than_equal", "path.room_id", "less than or equal to 999", "1000", le=999)),
        ),
        ("/rooms/1?q=a&size=0", invalid(bound("greater_than", "query.size", "greater than 0", "0", gt=0.0))),
        (
            "/rooms/1?q=a&size=10.5",
            invalid(bound("less_than", "query.size", "less than 10.5", "10.5", lt=10.5)),
        ),
        ("/floors/3?step=10", (200, {"floor": 3, "step": 10})),
        ("/floors/0", invalid(bound("greater_than", "path.floor", "greater than 0", "0", gt=0))),
        (
            "/floors/1?step=7",
            invalid(bound("multiple_of", "query.step", "a multiple of 5", "7", multiple_of=5)),
        ),
    ],
)
def test_bounds(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == expected


def test_documentation(document: Any) -> None:
    room, _, size = document["paths"]["/rooms/{room_id}"]["get"]["parameters"]
    assert room["required"]
    assert room["schema"] == {
        "type": "integer",
        "maximum": 999,
        "minimum": 1,
        "title": "The number on the door",
    }
    assert size["schema"] == {
        "type": "number",
        "exclusiveMaximum": 10.5,
        "exclusiveMinimum": 0,
        "default": 1,
        "title": "Size",
    }
