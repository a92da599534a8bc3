from typing import Any

import pytest

from tests.tutorial.answers import answer

ITEMS = (200, [{"item": "cup", "owner": "ada"}])
ADA = (200, {"username": "ada", "disabled": False})
DENIED = (401, {"detail": "Not enough permissions"})


@pytest.mark.parametrize(
    ("user", "scope", "path", "expected", "challenge"),
    [
        ("ada:engine", "me items", "/users/me/items", ITEMS, None),
        ("ada:engine", "me", "/users/me", ADA, None),
        ("ada:engine", "", "/status", (200, {"status": "ok"}), None),
        ("ada:engine", "", "/users/me", DENIED, 'Bearer scope="me"'),
        ("ada:engine", "me", "/users/me/items", DENIED, 'Bearer scope="items me"'),
        ("bob:builder", "me", "/users/me", (400, {"detail": "Inactive user"}), None),
    ],
)
def test_what_a_token_allows(
    client: Any, user: str, scope: str, path: str, expected: Any, challenge: str | None
) -> None:
    username, password = user.split(":")
    form = {"username": username, "password": password, "scope": scope}
    token = client.post("/token", data=form).json()["access_token"]
    response = client.get(path, headers={"authorization": f"Bearer {token}"})
    assert answer(response) == expected
    assert response.headers.get("www-authenticate") == challenge


def test_no_token(client: Any) -> None:
    response = client.get("/status", headers={"authorization": "Bearer none"})
    assert answer(response) == (401, {"detail": "Could not validate credentials"})
    assert response.headers["www-authenticate"] == "Bearer"


def test_documentation(document: Any) -> None:
    [scheme] = document["components"]["securitySchemes"].values()
    assert scheme["flows"]["password"]["scopes"] == {"me": "Read who you are.", "items": "Read your items."}
    [security] = document["paths"]["/users/me/items"]["get"]["security"]
    assert sorted(security["OAuth2PasswordBearer"]) == ["items", "me"]
