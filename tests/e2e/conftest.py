"""Servers of the applications in `apps`, each started once; and a folder with an application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from .project import MAIN
from .running import Running


@pytest.fixture(scope="session", params=["asyncio", "uvloop"])
def handlers(request: pytest.FixtureRequest) -> Iterator[Running]:
    """The application of test_app, on each loop."""
    with Running("run", "tests/e2e/apps/handlers.py", "--port", "0", "--loop", request.param) as server:
        yield server


@pytest.fixture
def client(handlers: Running) -> Iterator[httpx.Client]:
    with handlers.client() as client:
        yield client


@pytest.fixture(scope="session")
def answers() -> Iterator[Running]:
    """The application of test_responses."""
    with Running("run", "tests/e2e/apps/answers.py", "--port", "0") as server:
        yield server


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with `project.MAIN`, of which a test can make something else."""
    (tmp_path / "main.py").write_text(MAIN)
    return tmp_path
