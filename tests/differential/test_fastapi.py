"""Applications on `App` against the same on FastAPI 0.165: same status, headers and body, byte for byte.

The requests follow what a compiled route could get wrong where FastAPI's own path does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from .twins import Twins


def serve(name: str) -> Any:
    @pytest.fixture(scope="module", name=name)
    def twins() -> Iterator[Twins]:
        with Twins(name) as both:
            yield both

    return twins


parameters = serve("parameters")
dependencies = serve("dependencies")
answers = serve("answers")
errors = serve("errors")
models = serve("models")
security = serve("security")
password_flow = serve("password_flow")
pydantic_models = serve("pydantic_models")
rooted = serve("rooted")
routing = serve("routing")


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


@pytest.mark.parametrize(
    "path",
    ["/items/5", "/items/5/", "/api/items/5", "/api/items/5/", "/api/nowhere", "/api", "/api/sub/inner"],
)
def test_a_path_below_root_path(rooted: Twins, path: str) -> None:
    rooted.agree("GET", path)


@pytest.mark.parametrize(
    "path",
    [
        *("/cached", "/uncached", "/route-wide", "/class", "/class?page=x", "/class?page=2&size=3"),
        *("/errors", "/errors?q=1", "/errors?limit=x&skip=-1", "/errors?q=x&limit=x"),
        *("/errors/both?limit=x", "/errors/both?limit=3", "/callables", "/callables?q=foxes&limit=2"),
        *("/yield", "/yield/function", "/yield/error", "/yield/translated", "/scopes", "/background"),
        *("/yield/swallowed", "/fails", "/fails?n=1"),
        *("/background/own", "/background/redirect"),
        *("/response", "/response/own", "/v1/router/a", "/v1/router/late/5", "/v1/router/late/x"),
        *("/overridden", "/overridden?r=5", "/overridden?r=x"),
    ],
)
def test_dependencies(dependencies: Twins, path: str) -> None:
    dependencies.agree("GET", path)
    assert dependencies.agree_in_the_end("GET", "/log/").status == 200
    dependencies.agree("DELETE", "/log/")


@pytest.mark.parametrize("path", ["/body/shared", "/body/several"])
@pytest.mark.parametrize("body", ["text", {"name": "n"}, {"name": "n", "age": 5}, {"age": "x"}, None, 5])
def test_bodies_of_dependencies(dependencies: Twins, path: str, body: Any) -> None:
    dependencies.agree("POST", path, json=body)


@pytest.mark.parametrize(
    "path",
    [
        *("/model", "/annotated", "/from-dict", "/list", "/invalid", "/include", "/exclude", "/exclude-none"),
        *("/exclude-defaults", "/no-model", "/none", "/jsonable", "/nan", "/nan/model", "/int", "/status"),
        *("/status/204", "/status/205", "/status/304", "/text", "/html", "/redirect", "/redirect/own"),
        *("/response", "/json-response", "/router/plain", "/router/plain/json"),
    ],
)
def test_answers(answers: Twins, path: str) -> None:
    answers.agree("GET", path)


@pytest.mark.parametrize(
    "path",
    [
        *("/unicorn/big", "/unicorn/small", "/teapot", "/key-error", "/nowhere", "/dependency?q=unicorn"),
        *("/dependency?n=x", "/dependency", "/mounted/inner", "/mounted/inner?n=1", "/mounted/nowhere"),
        *(f"/http/{status}" for status in (204, 304, 400, 404, 409, 418, 500, 503)),
        *(f"/http/no-detail/{status}" for status in (400, 404, 405, 409, 422, 500, 599)),
        *("/custom/nowhere", "/custom/http/404", "/custom/http/500", "/custom/item"),
    ],
)
def test_exceptions(errors: Twins, path: str) -> None:
    errors.agree("GET", path)


def test_a_handler_of_validation_errors_sees_the_body(errors: Twins) -> None:
    for body in ({"a": "x"}, [], None):
        errors.agree("POST", "/custom/item", json=body)
    errors.agree("POST", "/custom/item", content=b"{", headers={"content-type": "application/json"})


@pytest.mark.parametrize(
    "scheme",
    [
        "header",
        "query",
        "cookie",
        "basic",
        "realm",
        "bearer",
        "digest",
        "oauth2",
        "password",
        "code",
        "openid",
    ],
)
@pytest.mark.parametrize("optional", ["", "/optional"])
def test_security_schemes(security: Twins, scheme: str, optional: str) -> None:
    path = f"/{scheme}{optional}"
    security.agree("GET", path)
    security.agree("GET", f"{path}?key=k", headers={"x-key": "h", "cookie": "key=c"})
    security.agree("GET", f"{path}?key=", headers={"x-key": "", "cookie": "key="})
    for authorization in (
        *("", "Basic", "Basic dXNlcjpwYXNz", "basic dXNlcjpwYXNz", "Basic dXNlcg==", "Basic x"),
        *("Basic w6k6w6k=", "Bearer", "Bearer token", "bearer  token", "Digest a=b", "Other thing"),
    ):
        security.agree("GET", path, headers={"authorization": authorization})


@pytest.mark.parametrize("path", ["/token", "/token/strict"])
@pytest.mark.parametrize(
    "content",
    [
        "",
        "username=u&password=p",
        "grant_type=password&username=u&password=p&scope=a+b&client_id=c&client_secret=s",
        "grant_type=other&username=u&password=p",
        "grant_type=password&username=&password=",
    ],
)
def test_the_form_of_the_password_flow(password_flow: Twins, path: str, content: str) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    password_flow.agree("POST", path, content=content.encode(), headers=headers)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("GET", f"/first/{x}") for x in ("a", "exact")),
        *((method, "/methods") for method in ("POST", "PUT")),
        *(("GET", f"/{version}/users{rest}") for version in ("v1", "v2") for rest in ("", "/5", "/x", "/")),
        *(("GET", f"/v1/users/{rest}") for rest in ("1/posts/2", "x/posts/y")),
        *(("GET", path) for path in ("/slash", "/slash?a=b", "/noslash/", "/urls", "/several")),
        *(("GET", path) for path in ("/sub/inner/a", "/scope/a?b=c", "/scope/%C3%A9")),
        *(("DELETE", "/several"), ("POST", "/sub/inner-post")),
    ],
)
def test_routes(routing: Twins, method: str, path: str) -> None:
    routing.agree(method, path)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/methods"), ("POST", "/slash/"), ("GET", "/sub/inner-post")]
)
def test_methods_that_a_path_has_not(routing: Twins, method: str, path: str) -> None:
    assert routing.agree(method, path).status == 405


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
