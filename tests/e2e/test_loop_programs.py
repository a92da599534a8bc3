"""Whatever a handler does with asyncio, in whatever order, it happens as in a task: generated programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .loop_apps.serving import Client, serving

#: Steps that take no program.
NAMES = (
    *("yield", "bad", "later", "much_later", "done", "call", "fail"),
    *("cancel", "cancel_soon", "cancel_main", "cancel_scope", "uncancel"),
)
SIMPLE = st.one_of(
    st.sampled_from(NAMES).map(lambda name: [name]),
    st.integers(0, 3).map(lambda count: ["bare", count]),
    st.integers(1, 3).map(lambda value: ["set", value]),
)


def compound(step: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    body = st.lists(step, max_size=4)
    one = st.sampled_from(["try", "await", "shield", "spawn", "deadline", "no_deadline", "scope"])
    two = st.sampled_from(["finally", "gather", "group"])
    return st.one_of(
        st.tuples(one, body).map(list),
        st.tuples(two, body, body).map(list),
    )


PROGRAMS = st.lists(st.recursive(SIMPLE, compound, max_leaves=12), max_size=6)


@pytest.fixture(scope="module", params=["asyncio", "uvloop"])
def client(request: pytest.FixtureRequest) -> Iterator[Client]:
    with serving("programs", loop=request.param) as server, Client(server) as client:
        yield client


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(program=PROGRAMS)
def test_programs_run_as_in_a_task_of_their_own(client: Client, program: list[Any]) -> None:
    body = json.dumps(program).encode()
    expected = client.ask("/program/plain", "POST", body)
    for situation in ("inline", "suspended", "yielded", "noticed"):
        assert (situation, client.ask(f"/program/{situation}", "POST", body)) == (situation, expected)
