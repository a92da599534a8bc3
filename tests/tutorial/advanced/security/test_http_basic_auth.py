from typing import Any

import pytest

from tests.tutorial.answers import answer

WRONG = (401, {"detail": "Incorrect username or password"})
NONE = (401, {"detail": "Not authenticated"})
NOT_BASIC = (401, {"detail": "Invalid authentication credentials"})


@pytest.mark.parametrize(
    ("auth", "header", "expected"),
    [
        (("ada", "engine"), None, (200, {"username": "ada"})),
        (("ada", "other"), None, WRONG),
        (("eve", "engine"), None, WRONG),
        (None, None, NONE),
        (None, "Basic none", NONE),
        (None, "Basic bm9jb2xvbg==", NONE),
    ],
)
def test_credentials(client: Any, auth: Any, header: str | None, expected: Any) -> None:
    headers = {} if header is None else {"authorization": header}
    response = client.get("/users/me", auth=auth, headers=headers)
    assert answer(response) == expected
    assert response.headers.get("www-authenticate") == ("Basic" if response.status_code == 401 else None)
