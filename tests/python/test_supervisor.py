"""How long a seat stays empty after its worker crashed."""

from __future__ import annotations

import socket
import time

import pytest
from fasterapi.children import NEVER, Child
from fasterapi.supervisor import LONGEST_DELAY, STEADY_AFTER, Seat


@pytest.fixture
def worker() -> Child:
    with socket.socket() as control:
        return Child(1, control)


def test_crashes_in_a_row_are_replaced_ever_more_slowly(worker: Child) -> None:
    seat = Seat(0)
    assert seat.starts_at == NEVER
    delays = [seat.replace_crashed(worker) for _ in range(10)]
    assert delays == [0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_DELAY, LONGEST_DELAY, LONGEST_DELAY]
    assert 0 < seat.starts_at - time.monotonic() <= LONGEST_DELAY


def test_the_crash_of_a_steady_worker_counts_as_the_first(worker: Child) -> None:
    seat = Seat(0)
    for _ in range(5):
        seat.replace_crashed(worker)
    worker.born -= STEADY_AFTER
    assert seat.replace_crashed(worker) == 0.0
