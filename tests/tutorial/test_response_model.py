from typing import Any

import pytest

from tests.tutorial.answers import answer

OAK = {"name": "Oak", "note": None, "price": 42.0, "tax": 10.5, "tags": []}
ASH = {"name": "Ash", "note": None, "price": 32.0, "tax": 10.5, "tags": []}
NEW = {"username": "ada", "email": "ada@example.com", "password": "secret"}
WHOLE_ELM = {"name": "Elm", "note": None, "price": 50.2, "tax": 10.5, "tags": []}


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("POST", "/annotated", {"name": "Oak", "price": 42}, OAK),
        ("GET", "/annotated", None, [OAK, ASH]),
        ("GET", "/declared", None, [OAK, ASH]),
        ("POST", "/people", NEW, {"username": "ada", "email": "ada@example.com"}),
        ("POST", "/people/annotated", NEW, {"username": "ada", "email": "ada@example.com"}),
        ("GET", "/portal", None, {"message": "This is where the answer is"}),
        ("GET", "/portal/either", None, {"message": "no model"}),
        ("GET", "/seeds/oak", None, {"name": "Oak", "price": 50.2}),
        ("GET", "/seeds/ash", None, {"name": "Ash", "note": "Grows high", "price": 62.0, "tax": 20.2}),
        ("GET", "/seeds/elm", None, WHOLE_ELM),
        ("GET", "/seeds/ash/name", None, {"name": "Ash", "note": "Grows high"}),
        ("GET", "/seeds/oak/name", None, {"name": "Oak", "note": None}),
        ("GET", "/seeds/oak/public", None, {"name": "Oak", "note": None, "price": 50.2, "tags": []}),
        ("GET", "/seeds/elm/changed", None, {"name": "Elm", "price": 50.2}),
        ("GET", "/seeds/elm/some", None, {"name": "Elm", "price": 50.2, "tax": 10.5, "tags": []}),
    ],
)
def test_answers(client: Any, method: str, path: str, body: Any, expected: Any) -> None:
    assert answer(client.request(method, path, json=body)) == (200, expected)


@pytest.mark.parametrize("path", ["/portal", "/portal/either"])
def test_a_response_is_sent_as_it_is(client: Any, path: str) -> None:
    response = client.get(path, params={"teleport": True}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (307, "/elsewhere")


def test_what_is_not_of_the_model_is_not_sent(page: Any, make_client: Any) -> None:
    with make_client(page.app, raise_server_exceptions=False) as client:
        response = client.get("/broken")
    assert (response.status_code, response.text) == (500, "Internal Server Error")


def test_a_response_class_cannot_be_in_a_union_with_data(page: Any) -> None:
    def declare() -> None:
        @page.app.get("/impossible")
        async def impossible() -> page.Response | dict[str, str]:
            return {}

    with pytest.raises(Exception, match="response_model="):
        declare()


def test_documentation(document: Any) -> None:
    def schema(method: str, path: str) -> Any:
        operation = document["paths"][path][method]
        return operation["responses"]["200"]["content"]["application/json"]["schema"]

    assert schema("post", "/people") == {"$ref": "#/components/schemas/Person"}
    assert schema("post", "/people/annotated") == {"$ref": "#/components/schemas/Person"}
    assert schema("get", "/declared")["items"] == {"$ref": "#/components/schemas/Seed"}
    assert schema("get", "/portal") == {}
