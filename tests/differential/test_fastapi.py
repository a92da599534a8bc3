"""Applications on `App` against the same on FastAPI 0.165: same status, headers and body, byte for byte.

The requests follow what a compiled route could get wrong where FastAPI's own path does not.
"""

from __future__ import annotations

from typing import Any

import pytest

from .twins import Twins, serve

dependencies = serve("dependencies")
answers = serve("answers")
errors = serve("errors")
security = serve("security")
password_flow = serve("password_flow")
rooted = serve("rooted")
routing = serve("routing")


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
        *("/nan/any", "/nan/any/inside", "/nan/inside", "/nan/response-model", "/nan/no-response-model"),
        "/nan/any/class",
    ],
)
def test_answers(answers: Twins, path: str) -> None:
    answers.agree("GET", path)


@pytest.mark.parametrize(
    ("path", "body", "theirs"),
    [
        ("/nan/undeclared-model", b'{"number":null}', b"Internal Server Error"),
        ("/nan/class", b'{"number":null}', b"Internal Server Error"),
        ("/small/class", b'{"number":1e-7}', b'{"number":1e-07}'),
    ],
)
def test_floats_are_written_in_one_way(answers: Twins, path: str, body: bytes, theirs: bytes) -> None:
    """docs/applications.md: FastAPI has json.dumps write what no schema writes at once."""
    ours, fastapis = answers.ask("GET", path)
    assert (ours.status, ours.content) == (200, body)
    assert fastapis.content == theirs


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
