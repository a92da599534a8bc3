"""The engine in interpreters with a GIL of their own (PEP 684), which work from CPython 3.13 on."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from .loop_apps.serving import complains
from .running import PATIENCE_S, ROOT, environment_with

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 13), reason="CPython's _asyncio aborts there before 3.13"
)

REQUESTS = 200


def told_by(program: str, count: int) -> Any:
    """What a program that serves in `count` interpreters says, which ends well and complains of nothing."""
    finished = subprocess.run(
        [sys.executable, "-m", f"tests.e2e.loop_apps.{program}", str(count)],
        cwd=ROOT,
        env=environment_with(None),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert [line for line in finished.stderr.splitlines() if complains(line)] == []
    return json.loads(finished.stdout)


@pytest.mark.parametrize("count", [1, 2])
def test_serving_in_interpreters_with_their_own_gil(count: int) -> None:
    for number, answers in enumerate(told_by("interpreters", count)):
        assert answers == [
            [number, "/async", True],
            [number, "thread"],
            [number, False],
            [number, "stream"],
            {"async": REQUESTS, "suspended": REQUESTS, "def": REQUESTS},
        ]


@pytest.mark.parametrize("count", [1, 2])
def test_typed_handlers_answer_in_interpreters_as_in_the_main_one(count: int) -> None:
    here, *others = told_by("typed_interpreters", count)
    statuses = {status for _, status, *_ in here[:-1]}
    assert statuses == {200, 201, 401, 404, 405, 409, 418, 422, 500}
    assert here[-1] == [
        "done",
        *("open Ann", "open in a thread", "close in a thread", "close Ann"),
        *("open nobody", "failed 409", "close nobody"),
    ]
    assert len(others) == 1 + 2 * count
    assert others == [here] * len(others)
