"""Handlers: what they return, take and raise, and where they run. On asyncio's loop and on uvloop."""

from __future__ import annotations

import concurrent.futures
import json
import socket
import uuid
from typing import Any

import httpx
import pytest

from .running import PATIENCE_S, Running

KEY = "12345678-1234-5678-1234-567812345678"

# --- values


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("dict", '{"a":1,"é":[true,null]}'),
        ("list", '[1,2.5,"x"]'),
        ("tuple", "[1,[2,3]]"),
        ("str", '"text"'),
        ("none", "null"),
        ("int", "7"),
        ("big", "1" + "0" * 30),
        ("float", "0.1"),
        ("true", "true"),
        ("empty", "{}"),
        ("nan", "null"),
    ],
)
def test_a_value_becomes_json(client: httpx.Client, name: str, body: str) -> None:
    answer = client.get(f"/values/{name}")
    assert answer.status_code == 200
    assert answer.content == body.encode()
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-length"] == str(len(body.encode()))


@pytest.mark.parametrize("name", ["object", "surrogate"])
def test_a_value_that_has_no_json_is_a_500(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/values/{name}")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert client.get("/values/int").status_code == 200


def test_the_route_says_the_status(client: httpx.Client) -> None:
    answer = client.get("/created")
    assert (answer.status_code, answer.json()) == (201, {"created": True})


def test_a_status_without_content_has_none(client: httpx.Client) -> None:
    answer = client.get("/no-content")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-length" not in answer.headers


@pytest.mark.parametrize(
    ("path", "status", "body", "content_type"),
    [
        ("/text", 200, "plain é", "text/plain; charset=utf-8"),
        ("/html", 202, "<p>é</p>", "text/html; charset=utf-8"),
        ("/shouting", 200, '{"A":"B"}', "application/loud+json"),
    ],
)
def test_the_route_says_the_response_class(
    client: httpx.Client, path: str, status: int, body: str, content_type: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content) == (status, body.encode())
    assert answer.headers["content-type"] == content_type


# --- methods


@pytest.mark.parametrize("method", ["GET", "PUT", "PURGE"])
def test_a_route_can_have_several_methods(client: httpx.Client, method: str) -> None:
    assert client.request(method, "/methods").json() == method


def test_other_methods_are_405_with_allow(client: httpx.Client) -> None:
    answer = client.post("/methods")
    assert answer.status_code == 405
    assert {method.strip() for method in answer.headers["allow"].split(",")} == {
        "GET",
        "HEAD",
        "OPTIONS",
        "PURGE",
        "PUT",
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
def test_each_verb_has_its_decorator(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/verbs")
    assert (answer.status_code, answer.headers["x-method"]) == (200, method)
    assert answer.text == ("" if method == "HEAD" else method)


def test_get_answers_head_and_options(client: httpx.Client) -> None:
    head = client.head("/text")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len("plain é".encode()))
    assert client.options("/text").status_code == 204


# --- path parameters


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("+5", 5),
        ("1_000", 1000),
        ("%205", 5),
        ("5.0", 5),
        ("007", 7),
        ("9" * 30, int("9" * 30)),
    ],
)
def test_int_parameters(client: httpx.Client, text: str, value: int) -> None:
    assert client.get(f"/int/{text}").json() == {"value": value, "type": "int"}


@pytest.mark.parametrize(
    ("text", "value"), [("5", 5.0), (".5", 0.5), ("-1e3", -1000.0), ("1_0.5", 10.5), ("inf", float("inf"))]
)
def test_float_parameters(client: httpx.Client, text: str, value: float) -> None:
    assert client.get(f"/float/{text}").json() == {"value": repr(value), "type": "float"}


@pytest.mark.parametrize("text", [KEY, KEY.upper(), KEY.replace("-", ""), f"urn:uuid:{KEY}", f"%7B{KEY}%7D"])
def test_uuid_parameters(client: httpx.Client, text: str) -> None:
    assert client.get(f"/uuid/{text}").json() == {"value": str(uuid.UUID(KEY)), "type": "UUID"}


@pytest.mark.parametrize(
    ("path", "error"),
    [
        (
            "/int/abc",
            {
                "type": "int_parsing",
                "loc": ["path", "number"],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
                "input": "abc",
            },
        ),
        (
            "/float/%C3%A9",
            {
                "type": "float_parsing",
                "loc": ["path", "number"],
                "msg": "Input should be a valid number, unable to parse string as a number",
                "input": "é",
            },
        ),
        (
            "/uuid/x",
            {
                "type": "uuid_parsing",
                "loc": ["path", "key"],
                "msg": "Input should be a valid UUID, invalid character: found `x` at 0",
                "input": "x",
                "ctx": {"error": "invalid character: found `x` at 0"},
            },
        ),
    ],
)
def test_what_cannot_be_converted_is_a_422(client: httpx.Client, path: str, error: dict[str, Any]) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (422, {"detail": [error]})
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/str/a%20b", "a b"),
        ("/str/%C3%A9", "é"),
        ("/str/%FF", "�"),
        ("/rest/a/b%2Fc/", "a/b/c/"),
        ("/rest/", ""),
        ("/pattern/5", "int"),
    ],
)
def test_text_parameters(client: httpx.Client, path: str, value: str) -> None:
    assert client.get(path).json() == value


@pytest.mark.parametrize("path", ["/pattern/x", "/nothing", "/str/a%2Fb", "/str/"])
def test_what_no_route_matches_is_a_404(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


def test_parameters_go_by_name(client: httpx.Client) -> None:
    assert client.get("/two/1/2").json() == {
        "first": 1,
        "second": "2",
        "params": {"first": "1", "second": "2"},
    }


# --- the request


def test_the_request_has_everything(handlers: Running, client: httpx.Client) -> None:
    answer = client.post(
        "/request?q=1&q=%C3%A9+b&empty=&bad=%zz",
        headers=[
            ("User-Agent", "test"),
            ("X-Tag", "a"),
            ("X-Tag", "b"),
            ("Cookie", 'a=1; b="x y"; a=2; lone'),
        ],
    )
    assert answer.json() == {
        "method": "POST",
        "path": "/request",
        "raw_path": "/request",
        "query": [["q", "1"], ["q", "é b"], ["empty", ""], ["bad", "%zz"]],
        "q": "é b",
        "url": f"{handlers.url}/request?q=1&q=%C3%A9+b&empty=&bad=%zz",
        "base_url": f"{handlers.url}/",
        "scheme": "http",
        "http_version": "1.1",
        "agent": "test",
        "tags": ["a", "b"],
        "cookies": {"a": "2", "b": "x y", "": "lone"},
        "client": "127.0.0.1",
        "note": "kept",
        "app": True,
        "same": True,
    }


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("POST /request?a=b HTTP/1.1\r\nHost: example.com:81", "http://example.com:81/request?a=b"),
        ("POST http://example.org/request HTTP/1.1\r\nHost: example.org", "http://example.org/request"),
        ("POST /request HTTP/1.0", "{server}/request"),
        ("POST /re%71uest?%3F=%23 HTTP/1.1\r\nHost: [::1]:8000", "http://[::1]:8000/request?%3F=%23"),
    ],
)
def test_the_url_is_as_the_client_names_it(handlers: Running, head: str, url: str) -> None:
    with socket.create_connection(("127.0.0.1", handlers.port), PATIENCE_S) as connection:
        connection.sendall(
            f"{head}\r\nUser-Agent: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["url"] == url.format(server=handlers.url)


@pytest.mark.parametrize("length", [0, 1, 100_000])
def test_the_body_can_be_read_twice(client: httpx.Client, length: int) -> None:
    assert client.post("/body", content=b"x" * length).json() == {"length": length, "again": True}


def test_the_body_as_json(client: httpx.Client) -> None:
    assert client.post("/json", content='{"a": [1, "é"]}').json() == {"a": [1, "é"]}


def test_a_body_that_is_no_json_is_the_handlers_error(client: httpx.Client) -> None:
    assert client.post("/json", content="{").status_code == 500


@pytest.mark.parametrize("length", [0, 1, 3_000_000])
def test_the_body_as_a_stream(client: httpx.Client, length: int) -> None:
    pieces = (b"x" * min(50_000, length - start) for start in range(0, length, 50_000))
    assert client.post("/stream", content=pieces).json() == {"length": length}


def test_a_body_over_the_limit_is_413_for_who_reads_it_whole(client: httpx.Client) -> None:
    sixteen_mib = 16 * 1024 * 1024
    assert client.post("/body", content=b"x" * (sixteen_mib + 1)).status_code == 413


def test_a_handler_sees_that_its_client_left(handlers: Running, client: httpx.Client) -> None:
    with socket.create_connection(("127.0.0.1", handlers.port), PATIENCE_S) as leaving:
        leaving.sendall(b"GET /wait-for-disconnect HTTP/1.1\r\nHost: a\r\n\r\n")
    assert client.get("/was-disconnected").json() is True


# --- where handlers run


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/where/async", {"main": True, "task": True}),
        ("/where/pool", {"main": False}),
        ("/where/inline", {"main": True, "loop": True}),
    ],
)
def test_where_handlers_run(client: httpx.Client, path: str, where: dict[str, bool]) -> None:
    assert client.get(path).json() == where


def test_def_handlers_run_at_the_same_time(handlers: Running) -> None:
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(handlers.get, ["/together"] * 3))
    assert sorted(answer.json() for answer in answers) == [0, 1, 2]


@pytest.mark.parametrize("kind", ["pool", "async"])
def test_each_request_has_a_context_of_its_own(client: httpx.Client, kind: str) -> None:
    for name in ("one", "two", "three"):
        assert client.get(f"/context/{kind}/{name}").json() == ["hello", name]


def test_partials_and_callables_are_handlers(client: httpx.Client) -> None:
    assert client.get("/partial/you").json() == "hello you"
    first = client.get("/callable").json()
    assert client.get("/callable").json() == first + 1


# --- errors


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/fails/async", "the password is swordfish"),
        ("/fails/later", "later"),
        ("/fails/pool", "in the pool"),
        ("/fails/inline", "inline"),
    ],
)
def test_an_error_is_a_500_that_only_the_log_explains(
    handlers: Running, client: httpx.Client, path: str, said: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert client.get("/values/int").json() == 7
    logged = handlers.stderr.wait_for(
        rf"^\S+ \S+ ERROR \d+ fasterapi\.error: GET {path} failed: SecretError\n"
        r"Traceback \(most recent call last\):\n"
        r'  File "[^"]+handlers\.py", line \d+, in (\w+)\n'
        r"(?s:.*?)"
        rf"\S+\.SecretError: {said}$"
    )
    assert logged[1].startswith("fails")


def test_an_http_exception_answers(client: httpx.Client) -> None:
    answer = client.get("/teapot")
    assert (answer.status_code, answer.json()) == (418, {"detail": {"reason": ["short", "stout"]}})
    assert answer.headers["x-tea"] == "green"
    assert client.get("/teapot/pool").json() == {"detail": "stout"}
    assert client.get("/missing").json() == {"detail": "Not Found"}


def test_an_http_exception_without_content_has_none(client: httpx.Client) -> None:
    answer = client.get("/not-modified")
    assert (answer.status_code, answer.headers["etag"], answer.content) == (304, '"1"', b"")


def test_an_unfit_detail_is_a_500(handlers: Running, client: httpx.Client) -> None:
    assert client.get("/unfit-detail").status_code == 500
    handlers.stderr.wait_for(r"GET /unfit-detail failed: TypeError")


def test_http_exceptions_are_not_logged(handlers: Running, client: httpx.Client) -> None:
    client.get("/teapot")
    client.get("/fails/later")  # is logged after it
    handlers.stderr.wait_for("GET /fails/later failed")
    assert "/teapot" not in handlers.stderr.text


def test_requests_of_one_connection_are_answered_in_order(handlers: Running) -> None:
    with socket.create_connection(("127.0.0.1", handlers.port), PATIENCE_S) as connection:
        paths = ["/context/async/a", "/where/pool", "/int/1", "/missing", "/text"]
        connection.sendall(
            b"".join(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode() for path in paths[:-1])
        )
        connection.sendall(f"GET {paths[-1]} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        received = b""
        while piece := connection.recv(65536):
            received += piece
    bodies = [
        json.dumps(["hello", "a"], separators=(",", ":")),
        '{"main":false}',
        '{"value":1,"type":"int"}',
        '{"detail":"Not Found"}',
        "plain é",
    ]
    places = [received.index(body.encode()) for body in bodies]
    assert places == sorted(places)
