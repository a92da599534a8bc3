"""What the table says of a run."""

import dataclasses
from typing import Any

import pytest

from harness import report
from harness.records import Load, Record

QUIET_LOAD = Load(
    requests=1000,
    seconds=1.0,
    p50_us=10.0,
    p99_us=20.0,
    errors=0,
    calls=1000,
    user_us=1.0,
    system_us=2.0,
    server_cpu=0.5,
    client_cpu=1.0,
    other_cpu=0.0,
    pss_mib=20.0,
)


def run(round_number: int, server: str, **load: Any) -> Record:
    return Record(
        round=round_number,
        server=server,
        title=server,
        workload="json",
        window=64,
        start_s=0.1,
        load=dataclasses.replace(QUIET_LOAD, **load),
    )


@pytest.mark.parametrize(
    ("calls", "cell"),
    [
        (1000, "="),
        (1064, "="),
        (1065, "**1 calls too many**"),
        (999, "**cached**: 0% of answers without a call"),
        (0, "**cached**: 100% of answers without a call"),
        (None, "-"),
    ],
)
def test_calls_may_exceed_answers_only_by_what_is_under_way(calls: int | None, cell: str) -> None:
    record = run(1, "server", calls=calls)
    assert report.calls([record]) == cell
    assert bool(report.complaints([record])) == cell.startswith("**")


def test_ratio_is_taken_against_the_floor_of_the_same_round() -> None:
    runs = [run(number, "server", requests=500) for number in (1, 2, 3)]
    assert report.ratios(runs, {1: 1000.0, 2: 500.0, 3: 625.0}) == [0.5, 1.0, 0.8]
    assert report.ratios(runs, {2: 1000.0}) == [0.5]


def test_five_rounds_show_the_least_and_the_greatest() -> None:
    assert report.spread([]) == "-"
    assert report.spread([3.0, 1.0, 2.0]) == "2.00"
    assert report.spread([3.0, 1.0, 2.0, 5.0, 4.0]) == "3.00 (1.00-5.00)"


def test_a_disturbed_load_counts_only_where_there_is_no_other() -> None:
    disturbed = run(1, "server", requests=1, other_cpu=0.5)
    ((_, servers, _),) = report.grouped([disturbed, run(2, "server")])
    assert [record.round for record in servers["server"]] == [2]
    ((_, servers, _),) = report.grouped([disturbed])
    assert servers["server"] == [disturbed]


def test_the_least_cpu_a_request_comes_first_and_failures_last() -> None:
    failed = Record(1, "absent", "absent", failure="no package of it")
    rows = report.table([failed, run(1, "dear", user_us=9.0), run(1, "cheap", user_us=1.0)]).splitlines()[2:]
    assert [row.split(" | ")[1] for row in rows] == ["cheap", "dear", "absent"]
    assert "no package of it" in rows[-1]
