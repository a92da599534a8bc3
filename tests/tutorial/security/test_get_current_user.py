from typing import Any

from tests.tutorial.answers import answer


def test_with_a_token(client: Any) -> None:
    response = client.get("/users/me", headers={"authorization": "Bearer abc"})
    assert answer(response) == (200, {"username": "abc-decoded", "email": "ada@example.com"})


def test_without(client: Any) -> None:
    assert answer(client.get("/users/me")) == (401, {"detail": "Not authenticated"})


def test_the_route_is_documented_as_secured(document: Any) -> None:
    assert document["paths"]["/users/me"]["get"]["security"] == [{"OAuth2PasswordBearer": []}]
