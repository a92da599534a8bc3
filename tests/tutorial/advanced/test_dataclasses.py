from typing import Any

import pytest

from tests.tutorial.answers import answer, invalid, missing, no_float

JIG = {"name": "Jig", "beats": 6.0, "tags": [], "note": None}


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("POST", "/tunes", {"name": "Jig", "beats": 6}, (200, JIG)),
        ("POST", "/tunes", {"name": "Jig", "beats": "slow"}, invalid(no_float("body.beats", "slow"))),
        (
            "GET",
            "/tunes/next",
            None,
            (200, {"name": "Reel", "beats": 4.0, "tags": ["dance"], "note": "Fast"}),
        ),
        (
            "POST",
            "/composers/ada/tunes",
            [{"name": "Jig", "beats": 6}],
            (200, {"name": "ada", "tunes": [JIG]}),
        ),
        (
            "POST",
            "/composers/ada/tunes",
            [{"name": "Jig"}],
            invalid(missing("body.0.beats", {"name": "Jig"})),
        ),
        (
            "GET",
            "/composers",
            None,
            (
                200,
                [
                    {"name": "Turlough", "tunes": [{**JIG, "name": "Planxty"}]},
                    {"name": "Anon", "tunes": []},
                ],
            ),
        ),
    ],
)
def test_answers(client: Any, method: str, path: str, body: Any, expected: Any) -> None:
    assert answer(client.request(method, path, json=body)) == expected


def test_documentation(document: Any) -> None:
    assert document["components"]["schemas"]["Tune"]["required"] == ["name", "beats"]
