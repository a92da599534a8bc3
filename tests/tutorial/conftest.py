"""The page a test is of, with both frameworks, and a client of its application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fasterapi import testclient

from tests.tutorial.pages import Program, names_of


@pytest.fixture(params=["fasterapi", "fastapi"])
def api(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def page(request: pytest.FixtureRequest, api: str) -> Iterator[Any]:
    """The program beside the test, executed anew: path_params.py of test_path_params.py."""
    test = request.path
    program = Program(api)
    try:
        yield program.load(test.with_name(test.name.removeprefix("test_")))
    finally:
        program.forget()


@pytest.fixture
def make_client(api: str) -> Any:
    """The framework's TestClient."""
    return testclient.TestClient if api == "fasterapi" else names_of("fasterapi.testclient").TestClient


@pytest.fixture
def client(page: Any, make_client: Any) -> Iterator[Any]:
    """A client of the page's `app`, whose lifespan runs around the test."""
    with make_client(page.app) as client:
        yield client


@pytest.fixture
def document(page: Any) -> Any:
    """The OpenAPI document of the page's `app`."""
    return page.app.openapi()
