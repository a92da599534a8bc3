"""Turns of the engine on a loop that is not ours, with an engine that only counts them."""

from __future__ import annotations

import asyncio
import contextlib
import os

import pytest
from fasterapi import loop as loops


class CountingEngine:
    """Readable when a byte is written to `wake`; after each turn it asks for what `deadlines` says next."""

    def __init__(self, *deadlines: float | None) -> None:
        self.read_end, self.wake = os.pipe2(os.O_NONBLOCK)
        self.deadlines = iter(deadlines)
        self.turns = 0
        self.third_turn = asyncio.Event()

    def fileno(self) -> int:
        return self.read_end

    def turn(self) -> None:
        self.turns += 1
        if self.turns == 3:
            self.third_turn.set()
        with contextlib.suppress(BlockingIOError):
            os.read(self.read_end, 1)

    def next_deadline(self) -> float | None:
        return next(self.deadlines, None)

    def close(self) -> None:
        os.close(self.read_end)
        os.close(self.wake)


async def three_turns(engine: CountingEngine, *, wake: bool = False) -> None:
    detach = loops.attach(engine, asyncio.get_running_loop())  # type: ignore[arg-type]  # a double
    try:
        if wake:
            os.write(engine.wake, b"x")
        await asyncio.wait_for(engine.third_turn.wait(), 30)
    finally:
        detach()
        engine.close()


def test_a_deadline_brings_a_turn() -> None:
    asyncio.run(three_turns(CountingEngine(0.01, 0.01)))


def test_without_a_deadline_there_is_a_turn_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "MAX_WAIT", 0.01)
    asyncio.run(three_turns(CountingEngine()))


def test_a_nearer_deadline_goes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first turn asks for another in an hour; the second, which a wake brings, for one at once."""
    monkeypatch.setattr(loops, "MAX_WAIT", 3600.0)
    asyncio.run(three_turns(CountingEngine(3600.0, 0.01), wake=True))


def test_without_an_engine_our_loop_is_an_ordinary_one() -> None:
    async def main() -> str:
        return await asyncio.to_thread(lambda: "done")

    with asyncio.Runner(loop_factory=lambda: loops.new_event_loop("asyncio")) as runner:
        assert runner.run(main()) == "done"
