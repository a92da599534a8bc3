from datetime import timedelta
from typing import Any

import jwt
import pytest

from tests.tutorial.answers import answer

REFUSED = (401, {"detail": "Could not validate credentials"})


def test_a_token_for_a_password(client: Any, page: Any) -> None:
    response = client.post("/token", data={"username": "ada", "password": "engine"})
    status, token = answer(response)
    assert (status, token["token_type"]) == (200, "bearer")
    assert jwt.decode(token["access_token"], page.KEY, algorithms=["HS256"])["sub"] == "ada"
    me = client.get("/users/me", headers={"authorization": f"Bearer {token['access_token']}"})
    assert answer(me) == (200, {"username": "ada", "full_name": "Ada"})


@pytest.mark.parametrize("form", [("ada", "other"), ("eve", "engine")])
def test_a_wrong_password(client: Any, form: tuple[str, str]) -> None:
    response = client.post("/token", data={"username": form[0], "password": form[1]})
    assert answer(response) == (401, {"detail": "Incorrect username or password"})
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "make",
    [
        lambda page: page.make_token("ada", timedelta(minutes=-1)),
        lambda page: page.make_token("eve"),
        lambda page: jwt.encode({"sub": "ada"}, "other" * 10, algorithm="HS256"),
        lambda page: jwt.encode({}, page.KEY, algorithm="HS256"),
        lambda page: "no.token",
    ],
    ids=["expired", "nobody's", "of another key", "without a user", "no token"],
)
def test_other_tokens(client: Any, page: Any, make: Any) -> None:
    response = client.get("/users/me", headers={"authorization": f"Bearer {make(page)}"})
    assert answer(response) == REFUSED
    assert response.headers["www-authenticate"] == "Bearer"
