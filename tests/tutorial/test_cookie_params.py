from typing import Any

import pytest

from tests.tutorial.answers import answer, invalid, missing, no_int


@pytest.mark.parametrize(
    ("path", "cookies", "expected"),
    [
        ("/adverts", None, (200, {"shown_id": None})),
        ("/adverts", "shown_id=a5", (200, {"shown_id": "a5"})),
        ("/adverts", "last=b; shown_id=a5", (200, {"shown_id": "a5"})),
        ("/adverts", "shown=a5", (200, {"shown_id": None})),
        ("/visits", "visits=3", (200, {"visits": 3})),
        ("/visits", "visits=few", invalid(no_int("cookie.visits", "few"))),
        ("/visits", None, invalid(missing("cookie.visits"))),
    ],
)
def test_cookies(client: Any, path: str, cookies: str | None, expected: Any) -> None:
    headers = {} if cookies is None else {"cookie": cookies}
    assert answer(client.get(path, headers=headers)) == expected
