from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, missing

WRONG = (400, {"detail": "Incorrect username or password"})


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"username": "ada", "password": "engine"}, (200, {"access_token": "ada", "token_type": "bearer"})),
        ({"username": "ada", "password": "other"}, WRONG),
        ({"username": "eve", "password": "engine"}, WRONG),
        ({"username": "ada"}, invalid(missing("body.password"))),
        (
            {"username": "ada", "password": "engine", "grant_type": "code"},
            invalid(
                error(
                    "string_pattern_mismatch",
                    "body.grant_type",
                    "String should match pattern '^password$'",
                    "code",
                    pattern="^password$",
                )
            ),
        ),
    ],
)
def test_login(client: Any, form: Any, expected: Any) -> None:
    assert answer(client.post("/token", data=form)) == expected


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("Bearer ada", (200, {"username": "ada", "email": "ada@example.com", "disabled": False})),
        ("Bearer bob", (400, {"detail": "Inactive user"})),
        ("Bearer eve", (401, {"detail": "Not authenticated"})),
        ("Other ada", (401, {"detail": "Not authenticated"})),
    ],
)
def test_who_is_behind_a_token(client: Any, token: str, expected: Any) -> None:
    response = client.get("/users/me", headers={"authorization": token})
    assert answer(response) == expected
    assert ("www-authenticate" in response.headers) == (response.status_code == 401)
