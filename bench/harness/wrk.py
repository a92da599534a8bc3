"""Runs wrk and reads its report."""

import re
import resource
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("load.lua")
# From a request to its answer. wrk's own two seconds are too few where 64 connections send 1 MiB each.
TIMEOUT_S = 20


@dataclass(frozen=True)
class Report:
    """One load. `requests` counts the answers that came back whole; a latency is from the write of a batch of
    requests to the last byte of its last answer, in microseconds; `client_cpu` is in cores."""

    requests: int
    seconds: float
    p50_us: float
    p99_us: float
    errors: int
    client_cpu: float


def run(port: int, request: bytes, *, depth: int, connections: int, seconds: int) -> Report:
    """Load a server on the loopback with one thread for some seconds, each connection sending an encoded
    request `depth` times in one write.

    Raises:
        RuntimeError: what wrk complained of.
    """
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", f"{TIMEOUT_S}s"]
    command += ["-s", str(SCRIPT), f"http://127.0.0.1:{port}", "--", str(depth)]
    with tempfile.NamedTemporaryFile(prefix="fasterapi-bench-") as file:
        file.write(request)  # an argument of a command may have 128 KiB
        file.flush()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([*command, file.name], capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0 or not (total := re.search(r"^total (\d+) (\d+)$", done.stdout, re.MULTILINE)):
        raise RuntimeError(f"wrk: {done.stderr.strip() or done.stdout.strip()}")
    duration_us, requests = int(total[1]), int(total[2])
    buckets = re.findall(r"^latency (\d+) (\d+)$", done.stdout, re.MULTILINE)
    histogram = {int(us): int(count) for us, count in buckets}
    latencies = uncorrected(histogram, interval_us=duration_us // max(1, requests // connections))
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Report(
        requests=requests,
        seconds=duration_us / 1e6,
        p50_us=percentile(latencies, 50),
        p99_us=percentile(latencies, 99),
        errors=_errors(done.stdout),
        client_cpu=spent / (duration_us / 1e6),
    )


def uncorrected(histogram: dict[int, int], interval_us: int) -> dict[int, int]:
    """The latencies as they were, from the histogram that wrk prints.

    Against coordinated omission wrk adds, for each latency of more than two mean intervals between a
    connection's requests, others that are shorter by 1, 2, ... intervals. It takes pipelined requests for
    evenly spaced ones, so that its percentiles mean nothing there. The count of a latency above one interval
    includes the whole count one interval further up; the difference is what was measured.
    """
    return {
        us: count - histogram.get(us + interval_us, 0) if us > interval_us else count
        for us, count in histogram.items()
    }


def percentile(histogram: dict[int, int], percent: int) -> float:
    """The smallest latency that `percent` of all do not exceed; nan if there are none."""
    wanted = sum(histogram.values()) * percent / 100
    seen = 0
    for us in sorted(histogram):
        seen += histogram[us]
        if seen >= wanted:
            return float(us)
    return float("nan")


def _errors(output: str) -> int:
    """Answers that were not 2xx or 3xx, and failures of sockets, time-outs included."""
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    return (int(refused[1]) if refused else 0) + (sum(map(int, sockets.groups())) if sockets else 0)
