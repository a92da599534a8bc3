"""Parameters of requests on `App` against the same on FastAPI: see test_fastapi."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .twins import Twins, serve

parameters = serve("parameters")


@pytest.mark.parametrize(
    "path",
    [
        *("/path/5", "/path/ 5", "/path/1_000", "/path/5.0", "/path/x", "/path/5.5", "/path/-3", "/path/+3"),
        *("/path/bounded/1", "/path/bounded/0", "/path/bounded/101", "/path/bounded/x"),
        *("/path/aliased/1.5", "/path/aliased/1e3", "/path/aliased/x"),
        *("/path/rest/a/b/c", "/path/rest/", "/path/untyped/7", "/path/literal/a", "/path/literal/c"),
        *("/path/default/4", "/path/a%2Fb", "/path/untyped/%C3%A9", "/path/untyped/%FF", "/path/untyped/a+b"),
        *("/enum/red", "/enum/green", "/enum/red?other=red", "/enum/red?other=x"),
    ],
)
def test_path_parameters(parameters: Twins, path: str) -> None:
    parameters.agree("GET", path)


@pytest.mark.parametrize(
    "query",
    [
        *("scalars", "scalars?s=a", "scalars?s=", "scalars?s=a&s=b", "scalars?s=a+b", "scalars?s=%zz"),
        *("scalars?s=%FF", "scalars?s=a;i=3", "scalars?s=a&i=5", "scalars?s=a&i= 5", "scalars?s=a&i=1_000"),
        *("scalars?s=a&i=5.0", "scalars?s=a&i=x", "scalars?s=a&i=", "scalars?s=a&f=1e3", "scalars?s=a&f=x"),
        *(f"scalars?s=a&b={value}" for value in ("true", "1", "yes", "on", "t", "Y", "off", "0", "", "2")),
        *("scalars?i=x&f=y&b=z", "scalars?S=a", "scalars?s", "scalars?=a", "scalars?s=a&&i=3"),
        *("untyped", "untyped?x=1", "untyped?x=1&y=2"),
        *("constrained", "constrained?s=a", "constrained?s=abcde", "constrained?i=0", "constrained?i=10"),
        *("constrained?t=x", "constrained?the-t=x", "constrained?s=a&i=11"),
        *("lists", "lists?a=1", "lists?a=1&a=2&b=x", "lists?a=x&a=1&a=y", "lists?a=1&c=1&c=1&d=4&d=5"),
        *("lists?a=1&d=x", "lists?a=&b=", "factory", "factory?a=5", "mutable", "mutable?a=3"),
        *("wrong-default", "wrong-default?b=1", "choices", "choices?one=1", "choices?two=2", "choices?two=x"),
        *("choices?two=2&one=1", "strict", "strict?x=1", "union?x=1", "union?x=a", "union"),
    ],
)
def test_queries(parameters: Twins, query: str) -> None:
    parameters.agree("GET", f"/query/{query}")


def test_defaults_are_new_for_each_request(parameters: Twins) -> None:
    for _ in range(3):
        assert parameters.agree("GET", "/query/mutable").content == b"[1,2]"
        assert parameters.agree("GET", "/query/factory").content == b"[1,2]"


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("x-token", "a")],
        [("X-Token", "a"), ("x-token", "b")],
        [("x-token", ""), ("user-agent", "me"), ("x-number", "5")],
        [("x-token", "a"), ("x-number", "x")],
        [("x_token", "a")],
        [("x-token", "a"), ("under_score", "u")],
        [("x-token", "a"), ("under-score", "u")],
        [("x-token", "a"), ("x-named", "n"), ("x-many", "1"), ("x-many", "2,3")],
        [("x-token", "\xe9")],
        [("x-token", "a"), ("x-named", "5")],
    ],
)
def test_headers(parameters: Twins, headers: list[tuple[str, str]]) -> None:
    fields = [("host", "testserver"), *headers]
    if not any(name == "user-agent" for name, _ in fields):
        fields.append(("user-agent", "test"))
    ours = parameters.agree_raw("GET", "/headers", fields)
    assert ours.status in (200, 422)


@pytest.mark.parametrize(
    "cookie", ["", "a=1", "a=1; b=2", "a=1; a=2", "a=1; b=x; c=d", "a=", 'a="q"', "b=2", "a=1;b=3", "a = 1"]
)
def test_cookies(parameters: Twins, cookie: str) -> None:
    parameters.agree("GET", "/cookies", headers={"cookie": cookie} if cookie else {})


ITEM = {"name": "n", "price": 2, "tags": ["a"]}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        *(("item", body) for body in (ITEM, {"name": "n"}, {}, {"name": 1}, [], "text", None, 5)),
        ("item", {"name": "n", "price": "x", "tags": [1, "b"], "more": 1}),
        *(("optional", body) for body in (ITEM, None, {}, [])),
        *(("scalar", body) for body in (5, "5", "x", None, {}, {"n": 5})),
        *(("embedded", body) for body in ({"item": ITEM}, ITEM, {"item": None}, {}, [], None)),
        *(("two", body) for body in ({"item": ITEM, "user": {"id": 1, "item": ITEM}}, {}, None, [], "x")),
        ("two", {"item": ITEM, "user": {"id": "x"}, "n": 0}),
        ("two", {"item": ITEM, "user": {"id": "5"}, "n": "9", "more": 1}),
        *(("dict", body) for body in ({"a": 1}, {"a": "1"}, {"a": "x"}, [], {})),
        *(("list", body) for body in ([ITEM], [], [{}], {}, [ITEM, {"name": []}])),
        *(("any", body) for body in (1, {"a": [None, True, 1.5]}, None, "text", [])),
    ],
)
def test_json_bodies(parameters: Twins, path: str, body: Any) -> None:
    parameters.agree("POST", f"/body/{path}", json=body)


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b"{",
            b"{'name': 1}",
            b'{"name": "n",}',
            b"nul",
            b'{"name": "n"} x',
            b"[1, 2",
            b'"',
            b"{}x",
            b"\x00",
        ),
        *(
            b'{"name": "\xff"}',
            b" ",
            b"\n",
            b'{"name": "a\nb"}',
            b'{"name": 01}',
            b'{"a" 1}',
            b'{"name": "\\x"}',
        ),
        *(b'{"name": "a", "name": "b"}', b"null", '{"name": "é"}'.encode()),
    ],
)
@pytest.mark.parametrize("path", ["item", "any"])
def test_what_json_is(parameters: Twins, path: str, content: bytes) -> None:
    headers = {"content-type": "application/json"}
    parameters.agree("POST", f"/body/{path}", content=content, headers=headers)


@pytest.mark.parametrize(
    "content",
    [b'\xef\xbb\xbf{"name": "n"}', '{"name": "n"}'.encode("utf-16"), b'{"name": "n", "price": NaN}'],
)
def test_what_is_no_json_but_here(parameters: Twins, content: bytes) -> None:
    """docs/applications.md: Python's json takes it, RFC 8259 does not."""
    ours, theirs = parameters.ask(
        "POST", "/body/item", content=content, headers={"content-type": "application/json"}
    )
    assert (ours.status, theirs.status) == (400 if content[:1] == b"\xff" else 422, 200)


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/JSON; charset=utf-8",
        "application/geo+json",
        "application/vnd.api+json; a=b",
        "text/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "json",
        "",
        "application/json-patch",
        None,
    ],
)
@pytest.mark.parametrize("path", ["/body/item", "/body/any", "/body/embedded", "/lenient/item"])
def test_content_types(parameters: Twins, path: str, content_type: str | None) -> None:
    headers = {} if content_type is None else {"content-type": content_type}
    parameters.agree("POST", path, content=json.dumps(ITEM).encode(), headers=headers)


def test_errors_of_all_parts_are_told_together_and_in_order(parameters: Twins) -> None:
    answer = parameters.agree(
        "PUT", "/all/x?q=x", json={"price": "x"}, headers={"x-token": "x", "cookie": "c=x"}
    )
    assert [error["loc"] for error in json.loads(answer.content)["detail"]] == [
        ["path", "item_id"],
        ["query", "q"],
        ["header", "x-token"],
        ["cookie", "c"],
        ["body", "name"],
        ["body", "price"],
    ]


@pytest.mark.parametrize(
    "content",
    [
        *("", "name=n", "name=", "name=n&age=5", "name=n&age=x", "name=n&age=", "name=a&name=b", "age=-1"),
        *("name=n&tags=a&tags=b", "name=n&tags=", "name=a+b%20c&note=%C3%A9", "name=n&note=", "name=%zz"),
    ],
)
@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8"]
)
def test_forms(parameters: Twins, content: str, content_type: str) -> None:
    parameters.agree("POST", "/form", content=content.encode(), headers={"content-type": content_type})


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", None])
def test_a_body_of_another_type_is_an_empty_form(parameters: Twins, content_type: str | None) -> None:
    headers = {} if content_type is None else {"content-type": content_type}
    parameters.agree("POST", "/form", content=b"name=n", headers=headers)


@pytest.mark.parametrize("fields", [999, 1000, 1001])
def test_a_form_has_so_many_fields_and_no_more(parameters: Twins, fields: int) -> None:
    content = "name=n&" + "&".join(f"x{number}=1" for number in range(fields - 1))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    parameters.agree("POST", "/form", content=content.encode(), headers=headers)
