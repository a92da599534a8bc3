"""What an application does before its first request and after its last."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .running import PATIENCE_S, ROOT, Running, environment_with

APP = "tests/e2e/apps/lifespan.py"


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_what_lifespan_yields_is_in_every_requests_state(loop: str) -> None:
    with Running("run", APP, "--port", "0", "--loop", loop) as server:
        answers = [server.get("/state").json() for _ in range(2)]
    assert answers == [
        {"requests": number, "name": "shared", "started": True, "scope": True} for number in (1, 2)
    ]
    said = [line for line in server.stderr.text.splitlines() if line.startswith(("start", "stop", "router"))]
    assert said == ["starting", "router starts", "router stops", "stopping"]


def test_each_worker_has_its_own() -> None:
    with Running("run", APP, "--port", "0", "--workers", "2") as server:
        assert server.get("/state").json()["started"]
    assert server.stderr.text.count("starting\n") == 2
    assert server.stderr.text.count("stopping\n") == 2


def run(fails: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fasterapi", "run", APP, "--port", "0", *arguments],
        cwd=ROOT,
        env=environment_with({"FAILS": fails}),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_application_that_does_not_start_says_why(workers: str) -> None:
    ended = run("startup", "--workers", workers)
    assert ended.returncode == 1
    assert "OSError: no database" in ended.stderr
    assert "fasterapi: error: the application does not start: OSError('no database')\n" in ended.stderr
    assert "serving" not in ended.stderr


def test_an_application_that_does_not_stop_says_why() -> None:
    server = Running("run", APP, "--port", "0", environment={"FAILS": "shutdown"})
    assert server.stop() == 1
    assert "OSError: no database any more" in server.stderr.text
