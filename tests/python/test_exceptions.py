"""Exceptions that users raise or meet, who answers them, and what they become."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from fasterapi import App, HTTPException, RequestValidationError, Response, ResponseValidationError
from fasterapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fasterapi.hooks import Hooks


@pytest.mark.parametrize(
    ("status", "phrase"), [(404, "Not Found"), (422, None), (418, "I'm a Teapot"), (599, ""), (299, "")]
)
def test_the_detail_is_the_statuss_phrase_if_not_given(status: int, phrase: str | None) -> None:
    detail = HTTPException(status).detail
    assert detail == phrase if phrase is not None else detail.startswith("Unprocessable")


def test_http_exceptions_show_what_they_are() -> None:
    error = HTTPException(404, {"a": 1})
    assert str(error) == "404: {'a': 1}"
    assert repr(error) == "HTTPException(status_code=404, detail={'a': 1})"


@pytest.mark.parametrize("kind", [RequestValidationError, ResponseValidationError])
def test_validation_errors_show_what_was_wrong(kind: type[RequestValidationError]) -> None:
    error = kind([{"loc": ["path", "x"], "msg": "Bad"}, {"loc": ["path", "y"], "msg": "Worse"}], body=b"x")
    assert str(error) == "path.x: Bad; path.y: Worse"
    assert (len(error.errors()), error.body) == (2, b"x")


# --- what they become

CASES: list[tuple[Exception, int, Any, list[tuple[bytes, bytes]]]] = [
    (HTTPException(400, "x"), 400, {"detail": "x"}, []),
    (HTTPException(400, [1], {"X-A": "b"}), 400, {"detail": [1]}, [(b"x-a", b"b")]),
    (HTTPException(204), 204, None, []),
    (HTTPException(205, "x"), 205, None, []),
    (HTTPException(304, "x", {"etag": "1"}), 304, None, [(b"etag", b"1")]),
    (
        RequestValidationError([{"loc": ("path", "x"), "msg": "Bad", "ctx": {"error": ValueError("x")}}]),
        422,
        {"detail": [{"loc": ["path", "x"], "msg": "Bad", "ctx": {"error": {}}}]},
        [],
    ),
]

TITLE_422 = HTTPException(422).detail

PROBLEMS: list[tuple[Exception, int, Any, list[tuple[bytes, bytes]]]] = [
    (HTTPException(404), 404, {"type": "about:blank", "title": "Not Found", "status": 404}, []),
    (
        HTTPException(409, "taken", {"X-A": "b"}),
        409,
        {"type": "about:blank", "title": "Conflict", "status": 409, "detail": "taken"},
        [(b"x-a", b"b")],
    ),
    (
        HTTPException(402, {"type": "https://example.com/credit", "balance": 30}),
        402,
        {"type": "https://example.com/credit", "title": "Payment Required", "status": 402, "balance": 30},
        [],
    ),
    (HTTPException(304, "x"), 304, None, []),
    (
        RequestValidationError([{"loc": ("path", "x"), "msg": "Bad"}]),
        422,
        {
            "type": "about:blank",
            "title": TITLE_422,
            "status": 422,
            "detail": "The request does not have what it needs to have.",
            "errors": [{"loc": ["path", "x"], "msg": "Bad"}],
        },
        [],
    ),
]


def answer_of(app: App, error: Exception) -> Response:
    found = Hooks(app).error_handler(error, None, None)
    assert found is not None
    handler, run = found
    assert run == "inline"  # the built-in ones need no task
    response = handler(None, error)
    assert isinstance(response, Response)
    return response


def assert_is(
    response: Any, status: int, body: Any, headers: list[tuple[bytes, bytes]], media_type: str
) -> None:
    assert response.status_code == status
    assert (json.loads(response.body) if response.body else None) == body
    fields = list(response.raw_headers)
    if body is not None:
        assert (b"content-type", media_type.encode()) in fields
    assert [field for field in fields if field[0] not in (b"content-type", b"content-length")] == headers


@pytest.mark.parametrize(("error", "status", "body", "headers"), CASES)
def test_what_exceptions_become(
    error: Exception, status: int, body: Any, headers: list[tuple[bytes, bytes]]
) -> None:
    assert_is(answer_of(App(), error), status, body, headers, "application/json")
    assert_is(Hooks().error_response(error, None), status, body, headers, "application/json")


@pytest.mark.parametrize(("error", "status", "body", "headers"), PROBLEMS)
def test_what_exceptions_become_with_problem_details(
    error: Exception, status: int, body: Any, headers: list[tuple[bytes, bytes]]
) -> None:
    response = answer_of(App(problem_details=True), error)
    assert_is(response, status, body, headers, "application/problem+json")


@pytest.mark.parametrize(
    "error",
    [
        ValueError("secret"),
        HTTPException(400, object()),
        HTTPException(400, "x", {"bad header": "secret"}),
        ResponseValidationError([{"loc": ("response",), "msg": "Bad"}]),
    ],
)
def test_everything_else_is_a_500_that_only_the_log_explains(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "fasterapi.error"):
        response = Hooks().error_response(error, None)
    assert (response.status_code, response.body) == (500, b"Internal Server Error")
    (record,) = caplog.records
    assert record.exc_info is not None
    assert record.getMessage() == f"a request failed: {type(record.exc_info[1]).__name__}"


def test_in_debug_mode_the_answer_explains_it_too(caplog: pytest.LogCaptureFixture) -> None:
    app = App(debug=True)
    response = Hooks(app).server_error(ValueError("shown"), None)
    assert response.status_code == 500
    assert response.body.endswith(b"ValueError: shown\n")


# --- who answers


class BaseError(Exception): ...


class DerivedError(BaseError): ...


async def by_base(request: Any, error: Any) -> Any: ...


def by_derived(request: Any, error: Any) -> Any: ...


async def by_status(request: Any, error: Any) -> Any: ...


async def by_500(request: Any, error: Any) -> Any: ...


async def by_exception(request: Any, error: Any) -> Any: ...


@pytest.mark.parametrize(
    ("handlers", "error", "handler", "run", "is_logged"),
    [
        ({BaseError: by_base}, BaseError(), by_base, "async", False),
        ({BaseError: by_base}, DerivedError(), by_base, "async", False),
        ({BaseError: by_base, DerivedError: by_derived}, DerivedError(), by_derived, "pool", False),
        ({404: by_status}, HTTPException(404), by_status, "async", False),
        ({HTTPException: by_base, 404: by_status}, HTTPException(404), by_status, "async", False),
        ({HTTPException: by_base}, HTTPException(404), by_base, "async", False),
        ({500: by_500}, KeyError(), by_500, "async", True),
        ({Exception: by_exception}, KeyError(), by_exception, "async", True),
        ({500: by_500, Exception: by_exception}, KeyError(), by_exception, "async", True),
        ({HTTPException: by_base, 500: by_500}, HTTPException(500), by_base, "async", False),
        ({Exception: by_exception}, ResponseValidationError([]), by_exception, "async", True),
        ({ValueError: by_base}, ResponseValidationError([]), None, "", False),
        ({404: by_status}, KeyError(), None, "", False),
        ({Exception: by_exception}, KeyboardInterrupt(), None, "", False),
    ],
)
def test_which_handler_is_called(
    handlers: dict[Any, Any],
    error: BaseException,
    handler: Callable[..., Any] | None,
    run: str,
    is_logged: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "fasterapi.error"):
        found = Hooks(App(exception_handlers=handlers)).error_handler(error, None, None)
    assert found == (None if handler is None else (handler, run))
    assert bool(caplog.records) == is_logged


def test_handlers_may_be_declared_and_the_built_in_ones_called() -> None:
    app = App()
    assert app.exception_handlers == {
        HTTPException: http_exception_handler,
        RequestValidationError: request_validation_exception_handler,
    }
    assert app.exception_handler(BaseError)(by_base) is by_base
    app.add_exception_handler(404, by_status)
    assert app.exception_handlers[BaseError] is by_base
    assert app.exception_handlers[404] is by_status


def test_where_no_route_matches_a_handler_may_want_to_know() -> None:
    assert Hooks(App()).unmatched(404, "", "Not Found") is None
    error = Hooks(App(exception_handlers={405: by_status})).unmatched(405, "GET, HEAD", "no")
    assert error is not None
    assert (error.status_code, error.detail, error.headers) == (405, "no", {"Allow": "GET, HEAD"})


# --- bodies that are no JSON


@pytest.mark.parametrize(
    ("body", "position", "reason"),
    [
        (b"{", 1, "Expecting property name enclosed in double quotes"),
        (b'{"a": 1,}', 7, "Illegal trailing comma before end of object"),
        ('{"é": x}'.encode(), 6, "Expecting value"),
        (b"[NaN]", 5, "none for the engine"),
    ],
)
def test_bodies_that_are_no_json(body: bytes, position: int, reason: str) -> None:
    error = Hooks().json_error(body, "none for the engine", 5)
    assert isinstance(error, RequestValidationError)
    (detail,) = error.errors()
    assert error.body == body.decode()
    if reason.startswith("Illegal") and detail["ctx"]["error"].startswith("Expecting"):
        return  # before CPython 3.13
    assert detail == {
        "type": "json_invalid",
        "loc": ("body", position),
        "msg": "JSON decode error",
        "input": {},
        "ctx": {"error": reason},
    }


def test_a_body_that_is_no_text() -> None:
    error = Hooks().json_error(b'"\xff"', "bad UTF-8", 1)
    assert isinstance(error, HTTPException)
    assert (error.status_code, error.detail) == (400, "There was an error parsing the body")
