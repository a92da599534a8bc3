"""A handler sees of asyncio what a task of its own would see: every scenario, in every situation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .loop_apps.serving import Client, serving
from .loop_apps.table import SITUATIONS, TABLE
from .running import Running


@pytest.fixture(scope="module", params=[("asyncio", False), ("asyncio", True), ("uvloop", True)], ids=str)
def table(request: pytest.FixtureRequest) -> Iterator[Running]:
    loop, dev = request.param
    with serving("table", loop=loop, dev=dev) as server:
        yield server


@pytest.mark.parametrize("name", TABLE)
def test_a_handler_is_a_task(table: Running, name: str) -> None:
    with Client(table) as client:
        expected = client.ask(f"/scenarios/{name}/plain")
        # Twice each: what the first leaves behind must not reach the second.
        seen = [
            (situation, client.ask(f"/scenarios/{name}/{situation}")) for situation in list(SITUATIONS) * 2
        ]
    assert seen == [(situation, expected) for situation, _ in seen]
