"""The engine in interpreters with a GIL of their own (PEP 684), which work from CPython 3.13 on."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from .loop_apps.serving import complains
from .running import PATIENCE_S, ROOT, environment_with

REQUESTS = 200


@pytest.mark.skipif(sys.version_info < (3, 13), reason="CPython's _asyncio aborts there before 3.13")
@pytest.mark.parametrize("count", [1, 2])
def test_serving_in_interpreters_with_their_own_gil(count: int) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "tests.e2e.loop_apps.interpreters", str(count)],
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
    for number, answers in enumerate(json.loads(finished.stdout)):
        assert answers == [
            [number, "/async", True],
            [number, "thread"],
            [number, False],
            [number, "stream"],
            {"async": REQUESTS, "suspended": REQUESTS, "def": REQUESTS},
        ]
