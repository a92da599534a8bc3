from typing import Any

import pytest

from tests.tutorial.answers import answer, invalid, no_int


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", (200, {"words": ["ash", "elm", "oak", "yew"]})),
        ("?skip=1&limit=2", (200, {"words": ["elm", "oak"]})),
        ("?q=tree&limit=1", (200, {"words": ["ash"], "q": "tree"})),
        ("?skip=a", invalid(no_int("query.skip", "a"))),
    ],
)
@pytest.mark.parametrize("path", ["/words", "/words/short"])
def test_answers(client: Any, path: str, query: str, expected: Any) -> None:
    assert answer(client.get(path + query)) == expected
