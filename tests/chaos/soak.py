"""Mixed traffic for minutes, then 10,000 idle connections: `scripts/soak --help`.

Ends with 1 and says what was wrong if a good request failed, the server's memory grew after its warm-up, a
descriptor was left open, or an idle connection costs too much.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import time
from dataclasses import dataclass

from ..conformance.case import get
from ..servers.process import Server, fasterapi
from .observe import ask, eventually, settled_descriptors, wires
from .traffic import mixed

_KIB = 1024
_MIB = 1024 * 1024
_WARM_UP = 0.2
"""Part of the time after which memory must not grow any more."""
_NOISE_BYTES = 4 * _MIB
"""Growth that is no leak: the allocators' own, and how many requests happen to run at once."""


@dataclass(slots=True)
class Findings:
    """What is wrong, each as one line; printed as it is found."""

    count: int = 0

    def add(self, problem: str) -> None:
        self.count += 1
        print(f"WRONG: {problem}", flush=True)

    def require(self, holds: bool, problem: str) -> None:
        if not holds:
            self.add(problem)


def main() -> int:
    """Run the program.

    Returns:
        0 if nothing was wrong, else 1.
    """
    parser = argparse.ArgumentParser(prog="scripts/soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300, help="how long the mixed traffic lasts")
    parser.add_argument("--idle", type=int, default=10_000, help="idle keep-alive connections afterwards")
    parser.add_argument("--idle-bytes", type=int, default=1024, help="memory each of them may add")
    parser.add_argument("--seed", type=int, default=0, help="of the traffic")
    arguments = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    findings = Findings()
    with fasterapi("tests/servers/stress.py") as server:
        soak(server, findings, seconds=arguments.seconds, seed=arguments.seed)
        findings.require(
            server.stop() == 0, f"the server ended with {server.exit_status}:\n{server.printed[-2000:]}"
        )
    with fasterapi("tests/servers/stress.py", limits={"keep_alive_timeout_ms": 600_000}) as server:
        hold_idle(server, findings, count=arguments.idle, most_bytes=arguments.idle_bytes)
        findings.require(
            server.stop() == 0, f"the server ended with {server.exit_status}:\n{server.printed[-2000:]}"
        )
    print("nothing was wrong" if findings.count == 0 else f"{findings.count} findings")
    return 0 if findings.count == 0 else 1


def soak(server: Server, findings: Findings, *, seconds: float, seed: int) -> None:
    """Mixed traffic for so long; memory is compared between the end of the warm-up and the end."""
    ask(server, "GET", "/")
    descriptors = settled_descriptors(server)
    start = time.monotonic()
    counts = asyncio.run(_traffic_and_samples(server, findings, start, seconds, seed))
    for name, (requests, connections) in sorted(counts.items()):
        print(f"{name:<12}{requests:>10} requests{connections:>10} connections")
    findings.require(
        eventually(lambda: server.descriptors() <= descriptors),
        f"{server.descriptors()} descriptors are open, {descriptors} were before the traffic",
    )


async def _traffic_and_samples(
    server: Server, findings: Findings, start: float, seconds: float, seed: int
) -> dict[str, tuple[int, int]]:
    end = start + seconds
    traffic = asyncio.create_task(
        mixed(server.address, go_on=lambda _, __: time.monotonic() < end, seed=seed)
    )
    warm: list[int] = []
    late: list[int] = []
    while not traffic.done():
        passed = (time.monotonic() - start) / seconds
        if passed < 1:
            # The first fifth is the warm-up; the next and the last one are compared.
            if _WARM_UP <= passed < 2 * _WARM_UP:
                warm.append(server.resident_bytes())
            elif passed >= 1 - _WARM_UP:
                late.append(server.resident_bytes())
        await asyncio.wait([traffic], timeout=seconds / 300)
    try:
        counts = traffic.result()
    except ExceptionGroup as failures:
        for failure in failures.exceptions:
            findings.add(f"a good request failed: {failure}")
        counts = {}
    print(f"resident memory: {max(warm) / _MIB:.1f} MiB warm, {max(late) / _MIB:.1f} MiB at the end")
    findings.require(max(late) <= max(warm) + _NOISE_BYTES, "resident memory grew after the warm-up")
    return {name: (count.requests, count.connections) for name, count in counts.items()}


def hold_idle(server: Server, findings: Findings, *, count: int, most_bytes: int) -> None:
    """Open so many connections, ask once on each, and weigh them while they are idle."""
    ask(server, "GET", "/")
    before = server.resident_bytes()
    descriptors = settled_descriptors(server)
    with wires(server, count) as idle:
        for wire in idle:
            wire.send(get())
            if wire.read_answer().body != b"hello":
                findings.add("an idle connection was not answered")
        each = (server.resident_bytes() - before) / count
        held = server.descriptors() - descriptors
        print(f"{held} idle connections: {each:.0f} bytes each ({each / _KIB:.2f} KiB)")
        findings.require(held == count, f"{held} of {count} connections are open")
        findings.require(
            each <= most_bytes, f"an idle connection adds {each:.0f} bytes, {most_bytes} are allowed"
        )
        findings.require(ask(server, "GET", "/").status == 200, "a further client was not answered")
    findings.require(
        eventually(lambda: server.descriptors() <= descriptors),
        f"{server.descriptors()} descriptors are open, {descriptors} were before the idle connections",
    )


if __name__ == "__main__":
    sys.exit(main())
