"""Exceptions that users raise or meet, and what they become."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from fasterapi import HTTPException, RequestValidationError
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


def test_validation_errors_show_what_was_wrong() -> None:
    error = RequestValidationError(
        [{"loc": ["path", "x"], "msg": "Bad"}, {"loc": ["path", "y"], "msg": "Worse"}]
    )
    assert str(error) == "path.x: Bad; path.y: Worse"


@pytest.mark.parametrize(
    ("error", "status", "body", "headers"),
    [
        (HTTPException(400, "x"), 400, {"detail": "x"}, []),
        (HTTPException(400, [1], {"X-A": "b"}), 400, {"detail": [1]}, [(b"x-a", b"b")]),
        (HTTPException(204), 204, None, []),
        (HTTPException(205, "x"), 205, None, []),
        (HTTPException(304, "x", {"etag": "1"}), 304, None, [(b"etag", b"1")]),
        (
            RequestValidationError([{"loc": ["path", "x"], "msg": "Bad"}]),
            422,
            {"detail": [{"loc": ["path", "x"], "msg": "Bad"}]},
            [],
        ),
    ],
)
def test_what_exceptions_become(
    error: Exception, status: int, body: Any, headers: list[tuple[bytes, bytes]]
) -> None:
    response = Hooks().error_response(error, None)
    assert response.status_code == status
    assert (json.loads(response.body) if response.body else None) == body
    assert [header for header in response.raw_headers if header[0] != b"content-type"] == headers


@pytest.mark.parametrize(
    "error",
    [
        ValueError("secret"),
        HTTPException(400, object()),
        HTTPException(400, "x", {"bad header": "secret"}),
        RequestValidationError([{"msg": object()}]),
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
