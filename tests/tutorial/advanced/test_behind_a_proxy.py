from collections.abc import Iterator
from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.fixture
def proxied(page: Any, make_client: Any) -> Iterator[Any]:
    with make_client(page.app, root_path="/api/v1") as client:
        yield client


@pytest.mark.parametrize("path", ["/where", "/api/v1/where"])
def test_with_and_without_the_prefix(proxied: Any, path: str) -> None:
    expected = {"root_path": "/api/v1", "url": "http://testserver/api/v1/where"}
    assert answer(proxied.get(path)) == (200, expected)


def test_without_a_proxy(client: Any) -> None:
    assert answer(client.get("/where")) == (200, {"root_path": "", "url": "http://testserver/where"})


def test_servers(proxied: Any, page: Any, make_client: Any) -> None:
    assert proxied.get("/openapi.json").json()["servers"] == [
        {"url": "/api/v1"},
        {"url": "https://staging.example.com", "description": "For trying things"},
    ]
    with make_client(page.unlisted, root_path="/api/v1") as other:
        assert "servers" not in other.get("/openapi.json").json()
