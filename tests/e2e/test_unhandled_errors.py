"""What nobody expected a handler to raise is logged, once, wherever it comes out."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

import httpx
import pytest
from fasterapi import (
    AfterValidator,
    App,
    BackgroundTasks,
    Body,
    Depends,
    HTTPException,
    JSONResponse,
    Query,
    Request,
    Response,
    StreamingResponse,
)
from fasterapi.testing import TestClient


class BrokenError(Exception):
    """What these handlers raise."""


class ExpectedError(Exception):
    """It has a handler."""


def fail() -> Any:
    raise BrokenError


async def fail_soon() -> Any:
    raise BrokenError


def refuse() -> Any:
    raise HTTPException(418)


async def expect() -> Any:
    raise ExpectedError


def broken_validator(value: Any) -> Any:
    raise BrokenError


def exits_badly() -> Iterator[int]:
    yield 1
    raise BrokenError


async def exits_badly_soon() -> AsyncIterator[int]:
    yield 1
    raise BrokenError


def swallows() -> Iterator[int]:
    try:
        yield 1
    except BrokenError:
        return


def few() -> Iterator[bytes]:
    yield b"x"
    raise BrokenError


async def few_soon() -> AsyncIterator[bytes]:
    yield b"x"
    raise BrokenError


def none_at_all() -> Iterator[bytes]:
    raise BrokenError
    yield b"x"


class Unwritable(JSONResponse):
    def render(self, content: Any) -> bytes:
        raise BrokenError


app = App()
mounted = App()


@app.exception_handler(ExpectedError)
async def answer_expected(_request: Request, _error: ExpectedError) -> Response:
    return Response("expected", 400)


@app.exception_handler(KeyError)
async def answer_badly(_request: Request, _error: KeyError) -> Response:
    raise BrokenError


@app.exception_handler(LookupError)
def answer_nothing(_request: Request, _error: LookupError) -> Any:
    return None


@app.get("/async")
@mounted.get("/async")
async def raises_async() -> Any:
    raise BrokenError


@app.get("/pool")
def raises_in_the_pool() -> Any:
    raise BrokenError


@app.get("/inline", blocking=False)
def raises_inline() -> Any:
    raise BrokenError


@app.get("/dependency")
async def dependency(x: Annotated[Any, Depends(fail)]) -> Any:
    return x


@app.get("/dependency/async")
async def async_dependency(x: Annotated[Any, Depends(fail_soon)]) -> Any:
    return x


@app.get("/validator")
async def validator(x: Annotated[int, AfterValidator(broken_validator), Query()] = 0) -> Any:
    return x


@app.get("/validator/pool")
def validator_in_the_pool(x: Annotated[int, AfterValidator(broken_validator), Query()] = 0) -> Any:
    return x


@app.post("/validator")
async def validator_of_the_body(x: Annotated[int, AfterValidator(broken_validator), Body()]) -> Any:
    return x


@app.get("/exit/function")
async def exit_of_function(x: Annotated[int, Depends(exits_badly, scope="function")]) -> Any:
    return x


@app.get("/exit/function/async")
async def async_exit_of_function(x: Annotated[int, Depends(exits_badly_soon, scope="function")]) -> Any:
    return x


@app.get("/exit/request")
async def exit_of_request(x: Annotated[int, Depends(exits_badly)]) -> Any:
    return x


@app.get("/exit/request/async")
async def async_exit_of_request(x: Annotated[int, Depends(exits_badly_soon)]) -> Any:
    return x


@app.get("/exit/swallows")
async def swallowed(x: Annotated[int, Depends(swallows)]) -> Any:
    raise BrokenError


@app.get("/background/{kind}")
async def background(kind: str, tasks: BackgroundTasks) -> Any:
    tasks.add_task({"pool": fail, "async": fail_soon, "refuse": refuse, "expect": expect}[kind])
    return 1


@app.get("/stream/{kind}")
async def stream(kind: str) -> Any:
    return StreamingResponse({"pool": few, "async": few_soon, "first": none_at_all}[kind]())


@app.get("/encode")
async def encodes() -> Any:
    return object()


@app.get("/encode/undeclared")
async def encodes_undeclared():  # type: ignore[no-untyped-def]  # as a handler may be
    return float("nan")


@app.get("/encode/declared")
async def encodes_declared() -> int:
    return "x"  # type: ignore[return-value]  # the mistake


@app.get("/encode/pool")
def encodes_in_the_pool() -> int:
    return "x"  # type: ignore[return-value]  # the mistake


@app.get("/encode/class", response_class=Unwritable)
async def encodes_by_class() -> Any:
    return 1


@app.get("/handler/breaks")
async def handler_breaks() -> Any:
    raise KeyError


@app.get("/handler/returns-nothing")
async def handler_returns_nothing() -> Any:
    raise IndexError


@app.get("/expected")
async def expected() -> Any:
    raise ExpectedError


@app.get("/refused")
async def refused() -> Any:
    raise HTTPException(418)


app.mount("/mounted", mounted)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.name == "fasterapi.error" and record.exc_info
    ]


# Status: None where the answer is cut.
CASES = (
    ("GET", "/async", 500, "BrokenError"),
    ("GET", "/mounted/async", 500, "BrokenError"),
    ("GET", "/pool", 500, "BrokenError"),
    ("GET", "/inline", 500, "BrokenError"),
    ("GET", "/dependency", 500, "BrokenError"),
    ("GET", "/dependency/async", 500, "BrokenError"),
    ("GET", "/validator?x=1", 500, "BrokenError"),
    ("GET", "/validator/pool?x=1", 500, "BrokenError"),
    ("POST", "/validator", 500, "BrokenError"),
    ("GET", "/exit/function", 500, "BrokenError"),
    ("GET", "/exit/function/async", 500, "BrokenError"),
    ("GET", "/exit/request", 200, "BrokenError"),
    ("GET", "/exit/request/async", 200, "BrokenError"),
    ("GET", "/exit/swallows", 500, "RuntimeError"),
    ("GET", "/background/pool", 200, "BrokenError"),
    ("GET", "/background/async", 200, "BrokenError"),
    ("GET", "/background/refuse", 200, "RuntimeError"),
    ("GET", "/background/expect", 200, "RuntimeError"),
    ("GET", "/stream/pool", None, "BrokenError"),
    ("GET", "/stream/async", None, "BrokenError"),
    ("GET", "/stream/first", None, "BrokenError"),
    ("GET", "/encode", 500, "TypeError"),
    ("GET", "/encode/undeclared", 500, "ValueError"),
    ("GET", "/encode/declared", 500, "ResponseValidationError"),
    ("GET", "/encode/pool", 500, "ResponseValidationError"),
    ("GET", "/encode/class", 500, "BrokenError"),
    ("GET", "/handler/breaks", 500, "BrokenError"),
    ("GET", "/handler/returns-nothing", 500, "TypeError"),
)


def status_of(client: TestClient, method: str, path: str) -> int | None:
    try:
        return client.request(method, path, json=1 if method == "POST" else None).status_code
    except httpx.RemoteProtocolError:
        return None


@pytest.mark.parametrize(("method", "path", "status", "error"), CASES)
def test_an_error_is_logged_once(
    client: TestClient,
    caplog: pytest.LogCaptureFixture,
    method: str,
    path: str,
    status: int | None,
    error: str,
) -> None:
    with caplog.at_level(logging.ERROR, "fasterapi.error"):
        assert status_of(client, method, path) == status
    assert logged(caplog) == [f"{method} {path.partition('?')[0]} failed: {error}"]


@pytest.mark.parametrize("path", ["/expected", "/refused", "/validator?x=y", "/nowhere"])
def test_what_is_expected_is_not_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    assert 400 <= client.get(path).status_code < 500
    assert logged(caplog) == []


@pytest.mark.parametrize("key", [500, Exception])
def test_an_error_that_is_answered_as_the_last_resort_is_logged(
    caplog: pytest.LogCaptureFixture, key: int | type[Exception]
) -> None:
    app = App()
    app.add_exception_handler(key, lambda _request, _error: Response("sorry", 503))
    app.get("/")(raises_async)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/")
    assert (answer.status_code, answer.text) == (503, "sorry")
    assert logged(caplog) == ["GET / failed: BrokenError"]


def test_a_late_error_tells_what_was_raised() -> None:
    with TestClient(app) as client, pytest.raises(RuntimeError, match="the response has begun") as raised:
        client.get("/background/refuse")
    assert isinstance(raised.value.__cause__, HTTPException)
