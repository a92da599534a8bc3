from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("path", "cookie", "expected"),
    [
        ("/search?q=tea", None, {"words": "tea"}),
        ("/search", "last_query=cocoa", {"words": "cocoa"}),
        ("/search?q=tea", "last_query=cocoa", {"words": "tea"}),
        ("/search", None, {"words": None}),
        ("/cached", None, True),
        ("/not-cached", None, 1),
    ],
)
def test_answers(client: Any, path: str, cookie: str | None, expected: Any) -> None:
    headers = {} if cookie is None else {"cookie": cookie}
    assert answer(client.get(path, headers=headers)) == (200, expected)
