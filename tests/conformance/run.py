"""Runs many cases at one server, several at a time."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from .areas import CASES, DEADLINES
from .case import Case
from .referee import Verdict, referee

PATIENCE_S = 4.0
DEADLINE_PATIENCE_S = 20.0


def run(
    address: tuple[str, int], cases: Iterable[Case] = CASES, *, patience_s: float = PATIENCE_S
) -> list[Verdict]:
    """The verdict on each case, in the order of the cases."""
    with ThreadPoolExecutor(max_workers=16) as pool:
        return list(pool.map(lambda case: referee(case, address, patience_s=patience_s), cases))


def run_all(address: tuple[str, int]) -> list[Verdict]:
    """All cases, those that wait for a server's deadlines included."""
    return run(address) + run(address, DEADLINES, patience_s=DEADLINE_PATIENCE_S)
