"""The catalogue, used as its users would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fasterapi.importing import load, parse_target
from fasterapi.testing import TestClient

app = load(parse_target("examples/catalogue/main.py"))
LAMP = {"name": "Lamp", "price": "19.90", "tags": ["light"], "size": {"width": 1, "height": 2, "depth": 3}}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


def register(client: TestClient, name: str, role: str = "editor") -> dict[str, str]:
    """The header that the user signs in with."""
    new = {"name": name, "password": "correct horse", "role": role}
    assert client.post("/users", json=new).status_code == 201
    form = {"username": name, "password": "correct horse", "grant_type": "password"}
    token = client.post("/token", data=form).json()
    assert token["token_type"] == "bearer"
    return {"authorization": f"Bearer {token['access_token']}"}


def add(client: TestClient, user: dict[str, str], **changes: Any) -> dict[str, Any]:
    answer = client.post("/items", json=LAMP | changes, headers=user)
    assert answer.status_code == 201, answer.text
    item: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/items/{item['id']}"
    return item


def test_a_user_is_shown_without_secrets(client: TestClient) -> None:
    user = register(client, "ann")
    me = client.get("/users/me", headers=user)
    assert me.json().keys() == {"name", "role", "since"}
    again = client.post("/users", json={"name": "ann", "password": "another one"})
    assert (again.status_code, again.json()) == (409, {"detail": "There is a user 'ann' already"})


@pytest.mark.parametrize(
    ("new", "where", "kind"),
    [
        ({"name": "A", "password": "12345678"}, ["body", "name"], "string_pattern_mismatch"),
        ({"name": "ann", "password": "short"}, ["body", "password"], "string_too_short"),
        ({"name": "ann"}, ["body", "password"], "missing"),
        ({"name": "ann", "password": "12345678", "role": "king"}, ["body", "role"], "enum"),
    ],
)
def test_what_is_wrong_with_a_user(
    client: TestClient, new: dict[str, str], where: list[str], kind: str
) -> None:
    answer = client.post("/users", json=new)
    assert answer.status_code == 422
    assert [(error["loc"], error["type"]) for error in answer.json()["detail"]] == [(where, kind)]


def test_who_may_write(client: TestClient) -> None:
    reader = register(client, "bob", "reader")
    owner, other = register(client, "ann"), register(client, "eve")
    item = add(client, owner)
    path = f"/items/{item['id']}"
    unsigned = client.post("/items", json=LAMP)
    assert (unsigned.status_code, unsigned.headers["www-authenticate"]) == (401, "Bearer")
    assert client.post("/items", json=LAMP, headers=reader).status_code == 403
    for user, status in ((reader, 403), (other, 403), (owner, 204)):
        assert client.delete(path, headers=user).status_code == status
    assert client.get(path).status_code == 404


def test_an_item_is_changed_in_part(client: TestClient) -> None:
    user = register(client, "ann")
    item = add(client, user)
    path = f"/items/{item['id']}"
    changed = client.patch(path, json={"price": 5, "size": None}, headers=user).json()
    assert changed == item | {"price": "5", "size": None}
    assert "size" not in client.get(path).json()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Lamp", "Desk", "Floor lamp"]),
        ("search=lamp", ["Lamp", "Floor lamp"]),
        ("tag=light&tag=big", ["Floor lamp"]),
        ("max_price=20", ["Lamp"]),
        ("order_by=name", ["Desk", "Floor lamp", "Lamp"]),
        ("limit=1&offset=1", ["Desk"]),
    ],
)
def test_items_are_found(client: TestClient, query: str, names: list[str]) -> None:
    user = register(client, "ann")
    add(client, user)
    add(client, user, name="Desk", price="200", tags=["big"])
    add(client, user, name="Floor lamp", price="80", tags=["light", "big"])
    page = client.get(f"/items?{query}").json()
    assert [item["name"] for item in page["items"]] == names


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "order_by=size", "tag=Light", "page=2"])
def test_filters_that_are_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/items?{query}").status_code == 422
