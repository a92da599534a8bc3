"""`duplicate_keys=`: what a body counts in which an object of JSON has a key twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from fasterapi import App, Body, Model, Request, Router
from fasterapi.testing import TestClient


class Item(Model):
    name: str = ""
    price: int = 0


def declared(duplicate_keys: Any) -> App:
    app = App(duplicate_keys=duplicate_keys)
    router = Router(duplicate_keys="last", prefix="/lenient")

    @app.post("/item")
    async def item(item: Item) -> list[Any]:
        return [item.name, item.price]

    @app.post("/two")
    async def two(first: Item, second: Item) -> list[Any]:
        return [first.name, second.name]

    @app.post("/any")
    @router.post("/any")
    async def anything(body: Annotated[Any, Body()]) -> Any:
        return body if not isinstance(body, bytes) else "bytes"

    @app.post("/request")
    async def request(request: Request) -> Any:
        return await request.json()

    app.include_router(router)
    return app


@pytest.fixture(scope="module")
def strict() -> Iterator[TestClient]:
    with TestClient(declared("error")) as client:
        yield client


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("path", "body", "position"),
    [
        ("/item", '{"name": "a", "name": "b"}', 14),
        ("/item", '{"name": "a", "price": 1, "\\u006eame": "b"}', 26),
        ("/item", '{"name": "é", "other": {"x": 1, "x": 2}}', 32),
        ("/two", '{"first": {}, "second": {}, "first": {}}', 28),
        ("/any", '[{"a": 1}, {"a": 1, "b": 2, "a": 3}]', 28),
    ],
)
def test_a_key_that_is_there_twice_is_an_error(
    strict: TestClient, path: str, body: str, position: int
) -> None:
    answer = strict.post(path, content=body, headers=JSON)
    assert answer.status_code == 422
    assert answer.json() == {
        "detail": [
            {
                "type": "json_invalid",
                "loc": ["body", position],
                "msg": "JSON decode error",
                "input": {},
                "ctx": {"error": "Duplicate key"},
            }
        ]
    }


@pytest.mark.parametrize(
    ("path", "body", "result"),
    [
        ("/item", '{"name": "a", "price": 1}', ["a", 1]),
        ("/any", '[{"a": 1}, {"a": {"a": 2}}]', [{"a": 1}, {"a": {"a": 2}}]),
        ("/any", '["a", "a"]', ["a", "a"]),
        # The router around it says otherwise, and what a handler reads by itself is its own.
        ("/lenient/any", '{"a": 1, "a": 2}', {"a": 2}),
        ("/request", '{"a": 1, "a": 2}', {"a": 2}),
    ],
)
def test_other_bodies_are_taken(strict: TestClient, path: str, body: str, result: Any) -> None:
    answer = strict.post(path, content=body, headers=JSON)
    assert (answer.status_code, answer.json()) == (200, result)


def test_what_is_no_json_is_told_first(strict: TestClient) -> None:
    (error,) = strict.post("/item", content='{"name": 1, "name": x}', headers=JSON).json()["detail"]
    assert (error["loc"], error["ctx"]) == (["body", 20], {"error": "Expecting value"})


def test_a_body_that_does_not_say_that_it_is_json_is_not_looked_into(strict: TestClient) -> None:
    answer = strict.post("/any", content='{"a": 1, "a": 2}', headers={"content-type": "text/plain"})
    assert answer.json() == "bytes"


def test_otherwise_the_last_one_counts() -> None:
    with TestClient(declared("last")) as client:
        for path, body, result in (
            ("/item", '{"name": "a", "price": 1, "name": "b"}', ["b", 1]),
            ("/item", '{"name": 1, "name": "b"}', ["b", 0]),
            ("/two", '{"first": {}, "second": {"name": "x"}, "first": {"name": "y"}}', ["y", "x"]),
            ("/any", '{"a": 1, "b": 2, "a": 3}', {"a": 3, "b": 2}),
        ):
            assert client.post(path, content=body, headers=JSON).json() == result
