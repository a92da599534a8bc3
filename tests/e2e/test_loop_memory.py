"""Nothing of a request stays behind: no object, reference, memory, or cycle for the garbage collector."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from .loop_apps.counting import KINDS
from .loop_apps.serving import Client, Pipeline, ask, serving
from .running import Running

REQUESTS = 20_000
WARM_UP = 5_000
AT_ONCE = 500

PATHS = {f"/kind/{kind}": 200 for kind in KINDS} | {
    "/kind/http-error": 404,
    "/kind/error": 500,
    "/kind-def": 200,
    "/kind-def-inline": 200,
    "/kind-def-stream": 200,
}
#: Whose task ends with the request, since it is kept, waited for, or knows of a cancellation.
ENDING = {"/kind/kept-task", "/kind/kept-and-waited", "/kind/callback", "/kind/group", "/kind/anyio"}


@pytest.fixture(scope="module", params=["asyncio", "uvloop"])
def counting(request: pytest.FixtureRequest) -> Iterator[Running]:
    # What is logged is not what is measured.
    with serving("counting", "--log-level", "critical", loop=request.param) as server:
        yield server


def run(server: Running, path: str, count: int) -> set[int]:
    statuses: set[int] = set()
    for _ in range(count // AT_ONCE):
        with Pipeline(server, [path] * AT_ONCE) as pipeline:
            statuses |= {status for status, _ in pipeline.answers()}
    return statuses


def census(server: Running) -> dict[str, Any]:
    # Tasks that end with their request do so a little after it.
    with Client(server) as client:
        for _ in range(3):
            client.ask("/kind/future")
        return client.ask("/census")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("path", PATHS)
def test_nothing_stays_behind(counting: Running, path: str) -> None:
    run(counting, path, WARM_UP)
    before = census(counting)
    assert run(counting, path, REQUESTS) == {PATHS[path]}
    after = census(counting)
    growth = {name: after[name] - before[name] for name in before}
    # Of one hundredth of an object or a hundred bytes a request we would like to know.
    assert after["garbage"] == 0
    assert growth["objects"] < REQUESTS / 100
    assert growth["blocks"] < REQUESTS / 100
    assert growth["references"] < REQUESTS / 100
    assert growth["none"] < REQUESTS / 100
    assert growth["resident"] < REQUESTS * 100 or after["sanitized"]
    if path not in ENDING:
        assert growth["tasks_made"] < REQUESTS / 100


@pytest.mark.timeout(600)
def test_nothing_stays_of_clients_that_leave(counting: Running) -> None:
    def leave(first: int, count: int) -> None:
        for number in range(first, first + count, 50):
            with ExitStack() as clients:
                for _ in range(50):
                    clients.enter_context(Pipeline(counting, ["/wait"]))
                ask(counting, f"/began/{number + 50}")
            ask(counting, f"/left/{number + 50}")

    leave(0, 500)
    before = census(counting)
    leave(500, 4_000)
    after = census(counting)
    assert after["garbage"] == 0
    assert after["objects"] - before["objects"] < 40
    assert after["resident"] - before["resident"] < 400_000 or after["sanitized"]
    assert after["connections_open"] == before["connections_open"]
