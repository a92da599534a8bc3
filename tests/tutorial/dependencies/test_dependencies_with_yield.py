from typing import Any

import pytest

from tests.tutorial.answers import answer

FIRST = ["open first", "handler", "close first"]


@pytest.mark.parametrize(
    ("path", "expected", "log"),
    [
        (
            "/shelves",
            (200, {"shelf": "second after first"}),
            [
                "open first",
                "open second after first",
                "handler",
                "close second after first",
                "close first",
            ],
        ),
        ("/shelves/early", (200, {"shelf": "first"}), FIRST),
        ("/shelves/missing", (404, {"detail": "Nothing on it"}), ["open first", "close first"]),
        ("/things/cup", (200, "cup"), []),
        ("/things/ring", (400, {"detail": "Owner error: ada"}), []),
    ],
)
def test_answers(client: Any, page: Any, path: str, expected: Any, log: Any) -> None:
    assert answer(client.get(path)) == expected
    assert log == page.LOG


def test_an_error_that_is_raised_again(client: Any, page: Any) -> None:
    with pytest.raises(KeyError):
        client.get("/keys")
    assert page.LOG == ["seen"]
