"""The same answers, whatever carries the request: a socket, memory, or another server's ASGI."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from fasterapi import App
from fasterapi.testing import AsyncTestClient, TestClient

from .apps import answers, calling
from .running import Running

APPS: dict[str, App] = {"answers": answers.app, "calling": calling.app}

FILE = str(Path(__file__))

#: What a carrier says about itself, and not the application.
OF_THE_CARRIER = {"connection", "date", "server", "transfer-encoding"}


class Case(NamedTuple):
    app: str
    method: str
    path: str
    options: dict[str, Any] = {}  # noqa: RUF012  (nobody changes it)

    def __str__(self) -> str:
        return f"{self.app}-{self.method}-{self.path.strip('/').replace('/', '-') or 'root'}"


CASES = [
    *(
        Case("answers", method, path)
        for method in ("GET", "HEAD")
        for path in (
            "/bytes",
            "/str",
            "/empty",
            "/own-type",
            "/json",
            "/changed",
            "/split",
            "/cookies",
            "/redirect",
            "/stream/async",
            "/stream/sync",
            "/stream/pool",
            "/stream/empty",
            "/stream/large",
            "/stream/with-length",
            f"/file{FILE}",
            f"/download{FILE}?as=d%C3%A9.txt",
            f"/inline{FILE}",
            "/file/no/such/file",
        )
    ),
    Case("answers", "GET", "/cookies-back", {"headers": {"cookie": "a=1; b=x%20y; a=2"}}),
    Case("calling", "POST", "/body", {"content": b"abc", "headers": {"content-type": "text/plain"}}),
    Case("calling", "POST", "/body", {"data": {"a": "b c", "ü": "é"}}),
    Case("calling", "POST", "/body", {"content": b"x" * 300_000}),
    Case("calling", "POST", "/echo", {"content": b"x" * 300_000}),
    Case("calling", "POST", "/early", {"content": b"x" * 30_000}),
    Case("calling", "GET", "/broken"),
    Case("calling", "GET", "/broken/pool"),
    Case("calling", "GET", "/refused"),
    Case("calling", "GET", "/items/007"),
    Case("calling", "GET", "/slash?x=1"),
]


class Outcome(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    content: bytes


def outcome_of(answer: httpx.Response) -> Outcome:
    headers = [field for field in answer.headers.raw if field[0].decode() not in OF_THE_CARRIER]
    return Outcome(answer.status_code, sorted(headers), answer.content)


def by_test_client(case: Case) -> Outcome:
    with TestClient(APPS[case.app], raise_server_exceptions=False, follow_redirects=False) as client:
        return outcome_of(client.request(case.method, case.path, **case.options))


def run(asking: Callable[[], Coroutine[Any, Any, httpx.Response]]) -> Outcome:
    return outcome_of(asyncio.run(asking()))


def by_async_test_client(case: Case) -> Outcome:
    async def ask() -> httpx.Response:
        app = APPS[case.app]
        async with AsyncTestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
            return await client.request(case.method, case.path, **case.options)

    return run(ask)


def by_asgi(case: Case) -> Outcome:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=APPS[case.app], raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.request(case.method, case.path, **case.options)

    return run(ask)


@pytest.fixture(scope="module")
def sockets() -> Iterator[dict[str, Running]]:
    servers = {}
    try:
        for name in APPS:
            servers[name] = Running("run", f"tests/e2e/apps/{name}.py", "--port", "0")
        yield servers
    finally:
        for server in servers.values():
            server.stop()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_same_answer_by_every_carrier(case: Case, sockets: dict[str, Running]) -> None:
    with sockets[case.app].client() as client:
        # The name by which the application is asked is in some answers.
        options = {**case.options, "headers": {"host": "testserver", **case.options.get("headers", {})}}
        expected = outcome_of(client.request(case.method, case.path, **options))
    assert by_test_client(case) == expected
    assert by_async_test_client(case) == expected
    assert by_asgi(case) == expected
