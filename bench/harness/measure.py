"""Checks and loads one server's workloads."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from harness import client, launcher, proc, wrk
from harness.launcher import Running
from harness.records import Load, Record
from harness.servers import Server
from harness.workloads import Workload

# Cores' worth of other work from which on a load is worth repeating.
QUIET = 0.1


@dataclass(frozen=True)
class Effort:
    """How a workload is loaded; `tries` bounds the repetitions while other programs disturb it."""

    connections: int
    seconds: int
    warmup: int
    tries: int


def measure_server(
    server: Server, workloads: list[Workload], round_number: int, effort: Effort
) -> Iterator[Record]:
    """A record of each workload, or a single one that says why there is none."""
    try:
        with launcher.running(server) as running:
            idle_mib = proc.pss_mib(running.pid)
            for workload in workloads:
                if server.fixed and workload.request.body:
                    continue  # it answers heads, and bodies it does not know
                load, failure, issues = None, None, []
                try:
                    if not server.fixed:
                        issues = check(running.port, server.prefix, workload)
                    load = load_quietly(server, running, workload, effort)
                except (OSError, LookupError, ValueError, RuntimeError) as error:
                    failure = str(error) or repr(error)
                yield Record(
                    round=round_number,
                    server=server.name,
                    title=server.title,
                    workload=workload.name,
                    window=connections_of(workload, effort) * workload.depth,
                    start_s=running.start_s,
                    idle_mib=idle_mib,
                    failure=failure,
                    issues=issues,
                    load=load,
                )
    except RuntimeError as error:
        yield Record(round_number, server.name, server.title, failure=str(error))


def check_server(server: Server, workloads: list[Workload]) -> list[str]:
    """Start a server, ask for each workload once, and say what is wrong."""
    faults = []
    try:
        with launcher.running(server) as running:
            for workload in [] if server.fixed else workloads:
                try:
                    check(running.port, server.prefix, workload)
                except (OSError, LookupError, ValueError) as error:
                    faults.append(f"{workload.name}: {error or repr(error)}")
    except RuntimeError as error:
        faults.append(str(error))
    return faults


def check(port: int, prefix: str, workload: Workload) -> list[str]:
    """What is wrong with the answers, but does not keep the server from being loaded.

    Raises:
        ValueError: an answer, one of the pipelined ones included, is not the right one, or a request that is
            to be refused is not.
        OSError: the server closed or did not answer.
    """
    issues = []
    request = workload.request.encode(port, prefix)
    with client.Connection(port) as connection:
        for number, answer in enumerate(connection.ask(request, workload.depth), 1):
            if fault := workload.mistake(answer):
                raise ValueError(f"answer {number} of {workload.depth}: {fault}")
            if "date" not in answer.headers:
                issues = ["no Date header"]
    for refused in workload.refused:
        status = client.ask(port, refused.encode(port, prefix)).status
        if not 400 <= status < 500:
            raise ValueError(f"{refused.method} {refused.path} {refused.body[:60]!r} is answered {status}")
    return issues


def connections_of(workload: Workload, effort: Effort) -> int:
    return min(workload.connections, effort.connections)


def load_quietly(server: Server, running: Running, workload: Workload, effort: Effort) -> Load:
    """A load while nothing else ran, or the last of `tries`."""
    load_once(server, running, workload, effort, effort.warmup)
    for _ in range(effort.tries - 1):
        load = load_once(server, running, workload, effort, effort.seconds)
        if load.other_cpu < QUIET:
            return load
        time.sleep(effort.seconds)
    return load_once(server, running, workload, effort, effort.seconds)


def load_once(server: Server, running: Running, workload: Workload, effort: Effort, seconds: int) -> Load:
    """One load, and what it cost the server."""
    calls = None if server.fixed else settled_calls(running.port)
    machine = proc.machine_seconds()
    user, system = proc.cpu_seconds(running.pid)
    report = wrk.run(
        running.port,
        workload.request.encode(running.port, server.prefix),
        depth=workload.depth,
        connections=connections_of(workload, effort),
        seconds=seconds,
    )
    user_after, system_after = proc.cpu_seconds(running.pid)
    machine = proc.machine_seconds() - machine
    pss_mib = proc.pss_mib(running.pid)
    server_cpu = (user_after - user + system_after - system) / report.seconds
    answers = max(1, report.requests)
    return Load(
        requests=report.requests,
        seconds=report.seconds,
        p50_us=report.p50_us,
        p99_us=report.p99_us,
        errors=report.errors,
        calls=None if calls is None else settled_calls(running.port) - calls,
        user_us=(user_after - user) / answers * 1e6,
        system_us=(system_after - system) / answers * 1e6,
        server_cpu=server_cpu,
        client_cpu=report.client_cpu,
        other_cpu=machine / report.seconds - server_cpu - report.client_cpu,
        pss_mib=pss_mib,
    )


def settled_calls(port: int) -> int:
    """Calls of the benchmarked handlers so far, once those that a load left behind have run.

    Raises:
        RuntimeError: the count still grows after 5 s.
    """
    deadline = time.monotonic() + 5
    calls = int(client.get(port, "/calls").body)
    while time.monotonic() < deadline:
        time.sleep(0.02)
        before, calls = calls, int(client.get(port, "/calls").body)
        if calls == before:
            return calls
    raise RuntimeError("handlers still run 5 s after the load ended")
