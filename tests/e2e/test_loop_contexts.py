"""Every request has a context of its own, which begins as the server's did when it started."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from .loop_apps.contexts import WAYS
from .loop_apps.serving import Client, Pipeline, ask, pipelined, serving
from .running import Running

UNCHANGED = {"changed": [], "compared": 0}


@pytest.fixture(scope="module", params=["asyncio", "uvloop"])
def contexts(request: pytest.FixtureRequest) -> Iterator[Running]:
    with serving("contexts", loop=request.param) as server:
        yield server


@pytest.mark.parametrize("when", ["inline", "suspended"])
@pytest.mark.parametrize("way", WAYS)
def test_no_request_sees_what_another_has_set(contexts: Running, way: str, when: str) -> None:
    setting = f"/set/{way.replace(' ', '%20')}/{when}"
    looks = ["/look/inline", "/look/suspended", "/look-def"]
    seen = pipelined(contexts, [setting, *looks, setting, setting, *looks])
    assert [value for value in seen if value is not None] == [UNCHANGED] * 6
    with Client(contexts) as client:
        for _ in range(2):
            client.ask(setting)
            assert [client.ask(look) for look in looks] == [UNCHANGED] * 3


@pytest.mark.parametrize("way", ["others", "in a copy"])
def test_a_generator_has_the_context_of_its_handler(contexts: Running, way: str) -> None:
    changed = {"others": b"NUMBER,LIST,UNSET", "in a copy": b"UNSET"}[way]
    with Client(contexts) as client:
        for _ in range(3):
            client.send(f"/stream/{way.replace(' ', '%20')}")
            assert client.answer() == (200, b"by the handler," + changed)
            assert client.ask("/look/inline") == UNCHANGED


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Task.get_context() came with 3.12")
def test_a_context_that_a_thread_has_entered() -> None:
    # On uvloop it is uvloop that enters the context, and fails.
    with serving("contexts", loop="asyncio") as contexts, Client(contexts) as client:
        client.send("/entered-elsewhere")
        assert client.answer()[0] == 500
        contexts.stderr.wait_for("RuntimeError: cannot enter context")
        client.ask("/leave", "POST")
        assert client.ask("/look/suspended") == UNCHANGED


def test_requests_that_wait_at_once(contexts: Running) -> None:
    with Pipeline(contexts, ["/set/others/suspended", "/look/suspended"] * 25) as pipeline:
        assert ask(contexts, "/look/inline") == UNCHANGED
        assert [value for value in pipeline.values() if value is not None] == [UNCHANGED] * 25
