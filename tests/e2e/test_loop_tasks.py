"""Whose task a request runs in: one of its own, of which nobody later sees anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from .loop_apps.holding import WAYS as WAYS_TO_WAIT
from .loop_apps.noticing import WAYS as WAYS_TO_NOTICE
from .loop_apps.serving import Client, Pipeline, ask, pipelined, serving
from .running import Running

LOOPS = ("asyncio", "uvloop")
CLEAN = {
    "kept": False,
    "weakly": False,
    "named": False,
    "marked": False,
    "running": 0,
    "counted": 0,
    "must_cancel": False,
    "blocking": False,
    "context": 0,
}


@pytest.fixture(params=LOOPS)
def holding(request: pytest.FixtureRequest) -> Iterator[Running]:
    with serving("holding", loop=request.param, dev=True) as server:
        yield server


@pytest.fixture(scope="module", params=LOOPS)
def noticing(request: pytest.FixtureRequest) -> Iterator[Running]:
    with serving("noticing", loop=request.param, dev=True) as server:
        yield server


def hold(server: Running, path: str, held: int) -> Client:
    """Send a request that holds; `held` counts those that then do, since the server's start."""
    client = Client(server)
    client.send(path)
    ask(server, f"/held/{held}")
    return client


def test_requests_at_once_have_a_task_each(holding: Running) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(hold(holding, f"/hold/{key}", key + 1)) for key in range(20)]
        now = ask(holding, "/tasks")
        assert ask(holding, "/release-all", "POST") == 20
        held = [client.value() for client in clients]
    ids = {one["id"] for one in held}
    assert len(ids) == len({one["name"] for one in held}) == 20
    assert all(one["stayed"] for one in held)
    assert now["own"]
    assert now["id"] not in ids
    assert ids < set(now["ids"])
    # Those that hold, this one, and the server's own.
    assert now["count"] == 22


def test_parked_tasks_are_in_no_list(holding: Running) -> None:
    before = ask(holding, "/tasks")["count"]
    with ExitStack() as stack:
        clients = [stack.enter_context(hold(holding, f"/hold/{key}", key + 1)) for key in range(8)]
        ask(holding, "/release-all", "POST")
        for client in clients:
            client.value()
    assert ask(holding, "/tasks")["count"] == before == 2


def test_one_task_serves_all_that_finish_inline(holding: Running) -> None:
    seen = pipelined(holding, ["/task"] * 200)
    with Client(holding) as client:
        seen += [client.ask("/task") for _ in range(200)]
        made = client.ask("/stats")["tasks_made"]
    assert len({one["id"] for one in seen}) == 1
    assert made == 1


def test_tasks_that_suspended_are_used_again(holding: Running) -> None:
    with Client(holding) as client:
        for number in range(50):
            with hold(holding, "/hold/0", number + 1) as held:
                client.ask("/release/0", "POST")
                held.value()
        stats = client.ask("/stats")
    assert stats["tasks_made"] <= 3
    assert stats["tasks_reused"] >= 100


def test_a_thousand_at_once(holding: Running) -> None:
    for already in (0, 1000):
        with ExitStack() as stack:
            # 50 a connection, since each runs that many at once.
            batches = [[f"/hold/{key}" for key in range(start, start + 50)] for start in range(0, 1000, 50)]
            pipelines = [stack.enter_context(Pipeline(holding, batch)) for batch in batches]
            ask(holding, f"/held/{already + 1000}")
            assert ask(holding, "/tasks")["count"] == 1002
            assert ask(holding, "/release-all", "POST") == 1000
            held = [value for pipeline in pipelines for value in pipeline.values()]
        assert len({one["id"] for one in held}) == 1000
        assert all(one["stayed"] for one in held)
        assert ask(holding, "/tasks")["count"] == 2
    assert ask(holding, "/stats")["tasks_made"] <= 1002


@pytest.mark.parametrize("when", ["inline", "suspended"])
@pytest.mark.parametrize("way", WAYS_TO_NOTICE)
def test_nobody_sees_what_another_left_on_its_task(noticing: Running, way: str, when: str) -> None:
    path = f"/leave/{way.replace(' ', '%20')}/{when}"
    # In one turn, and in turns of their own.
    seen = pipelined(noticing, [path, "/look", path, path, "/look", "/look"])
    assert [seen[1], seen[4], seen[5]] == [CLEAN] * 3
    with Client(noticing) as client:
        for _ in range(2):
            client.ask(path)
            assert [client.ask("/look") for _ in range(2)] == [CLEAN] * 2
        kept = client.ask("/kept")
    assert kept["states"] in ([], [[True, False, True]])
    assert kept["marks"] in ([], ["of the one who left it"])
    assert kept["waited"]
    assert kept["weak"] == 0
    if way.startswith("callback"):
        assert len(kept["called"]) == 5
        assert {(call["done"], call["cancelled"]) for call in kept["called"]} == {(True, False)}
        mark = "of the one who left it" if "context" in way else "when added"
        assert {call["mark"] for call in kept["called"]} == {mark}


@pytest.mark.parametrize("loop", LOOPS)
def test_nobody_sees_what_a_log_handler_left_on_its_task(loop: str) -> None:
    with (
        serving("noticing", "--access-log", "combined", loop=loop, dev=True) as server,
        Client(server) as client,
    ):
        # It is told of many at once, now and then, in a turn in which one of them was served.
        while client.ask("/logged") < 1000:
            assert client.ask("/look") == CLEAN


@pytest.mark.parametrize("way", WAYS_TO_WAIT)
def test_waiting_for_the_task_of_another_request(holding: Running, way: str) -> None:
    with hold(holding, "/hold-keeping/a", 1) as held, hold(holding, f"/await/{way}/a", 2) as waiting:
        ask(holding, "/release/a", "POST")
        assert held.value()["stayed"]
        result: Any = [None] if way in ("wait", "gather") else None
        assert waiting.value() == ["returned", result]
        # And once more now that it is done.
        assert ask(holding, f"/await/{way}/a") == ["returned", result]


def test_cancelling_the_task_of_another_request(holding: Running) -> None:
    with hold(holding, "/hold-keeping/a", 1) as held, hold(holding, "/await/plainly/a", 2) as waiting:
        assert ask(holding, "/cancel/a", "POST") == {
            "told": True,
            "counted": 1,
            "cancelled": True,
            "again": False,
        }
        assert held.answer()[0] == 500
        assert waiting.value() == ["cancelled", ["CancelledError", "cancelled a"], 0]


def test_a_cancellation_that_is_swallowed(holding: Running) -> None:
    with hold(holding, "/swallow/a", 1) as held:
        assert not ask(holding, "/cancel/a", "POST")["cancelled"]
        assert held.value() == [["CancelledError", "cancelled a"], 1, 0]


def test_a_cancellation_that_nobody_asked_for(holding: Running) -> None:
    with hold(holding, "/raise-cancelled/a", 1) as held, hold(holding, "/await/plainly/a", 2) as waiting:
        ask(holding, "/release/a", "POST")
        assert held.answer()[0] == 500
        assert waiting.value() == ["cancelled", ["CancelledError", "my own"], 0]
