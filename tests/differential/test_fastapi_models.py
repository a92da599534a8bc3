"""Models that requests are made into, ours and pydantic's, on `App` against FastAPI: see test_fastapi."""

from __future__ import annotations

from typing import Any

import pytest

from .twins import Twins, serve

models = serve("models")
pydantic_models = serve("pydantic_models")


@pytest.mark.parametrize(
    "path",
    [
        *("/query", "/query?limit=5&tags=a&tags=b&the-kind=k", "/query?limit=0", "/query?limit=x&order=o"),
        *(
            "/query?kind=k&more=1",
            "/query?limit=5&limit=6",
            "/query?tags=",
            "/query/strict",
            "/query/strict?name=n",
        ),
        *("/query/strict?name=n&more=1&others=2&others=3", "/query/open", "/query/open?a=1&b=2&b=3"),
        *("/query/optional", "/query/optional?limit=7", "/query/optional?limit=x", "/query/optional?more=1"),
        *("/query/optional-strict", "/query/optional-strict?more=1", "/query/optional-strict?name=n"),
        *("/items/unset", "/items/none", "/depends", "/depends?name=n", "/depends?name=n&price=x"),
    ],
)
def test_models_in_queries(models: Twins, path: str) -> None:
    models.agree("GET", path)


# The whole input is told with a missing field: so both have to be sent the same.
SENT_BY_BOTH = (
    ("host", "testserver"),
    ("accept", "*/*"),
    ("accept-encoding", "x"),
    ("connection", "keep-alive"),
    ("user-agent", "test"),
)


@pytest.mark.parametrize("path", ["/headers", "/headers/unconverted"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"save-data": "true", "if-modified": "x", "x-tag": "a"},
        {"save_data": "true"},
        {"save-data": "maybe"},
    ],
)
def test_models_of_header_fields(models: Twins, path: str, headers: dict[str, str]) -> None:
    models.agree_raw("GET", path, [*SENT_BY_BOTH, *headers.items()])


@pytest.mark.parametrize("path", ["/headers/mixed", "/headers/mixed/unconverted"])
@pytest.mark.parametrize("between", ["-", "_"])
@pytest.mark.parametrize("bounded", ["7", "0", "x"])
def test_members_that_say_whether_their_underscores_are_converted(
    models: Twins, path: str, between: str, bounded: str
) -> None:
    names = ("plain", "kept", "needed", "converted")
    fields = [*((f"x{between}{name}", name) for name in names), (f"x{between}bounded", bounded)]
    models.agree_raw("GET", path, [*SENT_BY_BOTH, *fields])


@pytest.mark.parametrize("cookie", ["", "session=s", "session=s; tracker=5; other=1", "tracker=x"])
def test_models_of_cookies(models: Twins, cookie: str) -> None:
    models.agree("GET", "/cookies", headers={"cookie": cookie} if cookie else {})


@pytest.mark.parametrize("path", ["/form", "/form/optional", "/form/beside"])
@pytest.mark.parametrize(
    "content",
    [
        "",
        "user=u",
        "user=u&password=p",
        "user=u&password=pass&age=&roles=a&roles=b&more=1",
        "user=&password=pass&age=x",
    ],
)
def test_models_of_forms(models: Twins, path: str, content: str) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    models.agree("POST", path, content=content.encode(), headers=headers)


@pytest.mark.parametrize("path", ["", "/default", "/tagged", "/optional", "/optional-open", "/beside"])
@pytest.mark.parametrize(
    "content",
    [
        *("", "more=1", "more=1&more=2", "kind=cow", "kind=cat&kind=dog&name=Rex"),
        *("lives=3", "lives=x", "lives=", "lives=1&lives=2", "lives=3&tags=a", "lives=3&tags=a&tags=b"),
        *("lives=3&tags=", "lives=3&nick=", "kind=cat&lives=x", "kind=dog&lives=3", "lives=3&name=Rex"),
        *("name=Rex", "name=", "name=R", "name=Rex&tags=a&tags=b", "the-age=5&name=Rex", "age=5&name=Rex"),
        *("the-age=x&name=Rex", "limit=7&name=n", "limit=x", "name=n&more=1", "name=n&limit=1&limit=2"),
    ],
)
def test_unions_of_models_of_forms(models: Twins, path: str, content: str) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    models.agree("POST", f"/form/union{path}", content=content.encode(), headers=headers)


def test_what_is_no_form_becomes_none_of_several_models(models: Twins) -> None:
    for path in ("", "/tagged", "/optional", "/optional-open"):
        models.agree("POST", f"/form/union{path}", json={"lives": 3})


@pytest.mark.parametrize("path", ["/items", "/items/embedded?q=2", "/items/embedded?q=x"])
@pytest.mark.parametrize("body", [{"name": "n"}, {"item": {"name": "n", "price": 3}}, {}, [], None])
def test_models_of_bodies(models: Twins, path: str, body: Any) -> None:
    models.agree("POST", path, json=body)


ITEMS: list[Any] = [
    *({"name": " n ", "cost": "2.50"}, {"name": "n", "cost": 3}, {"name": "taken", "cost": 0}, {}, [], None),
    *({"name": "n", "cost": 101}, {"name": "n", "cost": 101, "tags": [{"name": "t", "since": 0}]}),
    {"name": 1, "cost": "x", "tags": [{"name": ""}, 2, {"name": "t", "since": "x"}], "more": 1},
    {"name": "n", "cost": 1.005, "price": 2},
]


@pytest.mark.parametrize("body", ITEMS, ids=str)
def test_pydantics_models_in_bodies(pydantic_models: Twins, body: Any) -> None:
    for path in ("/items", "/embedded", "/optional"):
        pydantic_models.agree("POST", path, json=body)
    pydantic_models.agree("PUT", "/items/5?q=x", json=body)
    pydantic_models.agree("PUT", "/items/5", json=body)
    pydantic_models.agree("POST", "/embedded", json={"item": body})
    pydantic_models.agree("POST", "/list", json=[body, {"name": "n", "cost": 1}])
    pydantic_models.agree("POST", "/two", json={"item": body, "point": {"x": "1"}})


@pytest.mark.parametrize(
    ("path", "body"),
    [
        *(("/point", body) for body in ({"x": "1"}, {"x": 1, "y": 2, "z": 3}, {}, [1], {"x": "a"})),
        *(("/numbers", body) for body in ([], [1, "2"], [1, "x"], {}, None)),
        *(("/pets", body) for body in ({}, {"pets": [{"kind": "cat"}, {"kind": "dog", "loud": "yes"}]})),
        *(("/pets", {"pets": [pet]}) for pet in ({"kind": "bird"}, {}, 3, {"kind": "dog"}, {"kind": None})),
    ],
)
def test_pydantics_dataclasses_roots_and_unions(pydantic_models: Twins, path: str, body: Any) -> None:
    pydantic_models.agree("POST", path, json=body)


@pytest.mark.parametrize(
    "path",
    [
        *("/from-attributes", "/filtered", "/many", "/by-name", "/mapped", "/undeclared", "/filters"),
        *("/filters?name=n&price=2", "/filters?name=n&price=x&note="),
        *("/tagged", "/tagged?tags=1", "/tagged?tags=1&tags=2&tag=3&tag=4", "/tagged?tags=x&more=1"),
    ],
)
def test_pydantics_models_in_answers_and_queries(pydantic_models: Twins, path: str) -> None:
    pydantic_models.agree("GET", path)


@pytest.mark.parametrize(
    "headers", [{}, {"save-data": "yes", "x_al": "5"}, {"save_data": "yes", "x-tag": "a"}]
)
def test_pydantics_models_of_header_fields(pydantic_models: Twins, headers: dict[str, str]) -> None:
    fields = [("host", "testserver"), ("accept", "*/*"), ("accept-encoding", "x"), ("connection", "close")]
    pydantic_models.agree_raw("GET", "/headers", [*fields, ("user-agent", "test"), *headers.items()])


@pytest.mark.parametrize("path", ["/form", "/form/union"])
@pytest.mark.parametrize(
    "content",
    ["", "kind=cat", "kind=cat&lives=x", "kind=dog&lives=8", "kind=dog&loud=yes", "lives=1&lives=2"],
)
def test_pydantics_models_of_forms(pydantic_models: Twins, path: str, content: str) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    pydantic_models.agree("POST", path, content=content.encode(), headers=headers)
