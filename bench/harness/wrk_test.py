"""What wrk's corrected histogram is turned back into."""

import random

import pytest

from harness.wrk import percentile, uncorrected


def corrected(histogram: dict[int, int], interval_us: int) -> dict[int, int]:
    """As wrk does it (stats_correct): each latency adds those a steady client would have seen behind it."""
    counts = dict(histogram)
    for us, count in histogram.items():
        if us >= 2 * interval_us:
            for missed in range(us - interval_us, interval_us, -interval_us):
                counts[missed] = counts.get(missed, 0) + count
    return counts


@pytest.mark.parametrize("interval_us", [1, 7, 40, 400, 5000])
def test_latencies_come_back_as_they_were_measured(interval_us: int) -> None:
    draw = random.Random(interval_us)
    measured = {draw.randrange(20, 2000): draw.randrange(1, 50) for _ in range(200)}
    printed = {us: count for us, count in corrected(measured, interval_us).items() if us >= min(measured)}
    restored = {us: count for us, count in uncorrected(printed, interval_us).items() if count}
    assert restored == measured


@pytest.mark.parametrize(("percent", "us"), [(1, 10), (50, 10), (51, 20), (90, 20), (91, 300), (99, 300)])
def test_percentile_is_the_smallest_latency_that_so_many_do_not_exceed(percent: int, us: int) -> None:
    assert percentile({300: 10, 10: 50, 20: 40}, percent) == us
