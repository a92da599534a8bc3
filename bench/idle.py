#!/usr/bin/env python3
"""Start-up time, memory of a server that has answered once, and what idle keep-alive connections add to it.

Each connection makes one request and stays open. Memory is PSS of the process tree, without the kernel's
share; `still open` counts the connections that the server has not closed by then. Prints one table and writes
bench/results/idle-DATE.json.

  bench/idle.py                                                 all servers, 10,000 connections, 3 rounds
  bench/idle.py --rounds 5 --servers fasterapi-async,uvicorn
"""

import argparse
import contextlib
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from harness import launcher, proc, records, servers
from harness.client import Connection, Request
from harness.servers import Server

# Descriptors of the harness beside its connections, and as much for a server that inherits the limit.
SPARE_DESCRIPTORS = 1000


@dataclass(frozen=True)
class Idle:
    """One server in one round; the figures are 0 where `failure` says why there are none."""

    round: int
    server: str
    title: str
    failure: str | None = None
    start_s: float = 0.0
    idle_mib: float = 0.0
    loaded_mib: float = 0.0
    connections: int = 0
    still_open: int = 0

    @property
    def kib_each(self) -> float:
        """What one connection adds."""
        return (self.loaded_mib - self.idle_mib) * 1024 / max(1, self.connections)


def measure(server: Server, round_number: int, wanted: int) -> Idle:
    try:
        with launcher.running(server) as running, contextlib.ExitStack() as stack:
            idle_mib = proc.pss_mib(running.pid)
            connections = []
            failure = None
            try:
                for connection in connect(running.port, server.prefix + "/plaintext", wanted):
                    stack.callback(connection.close)
                    connections.append(connection)
            except (OSError, LookupError, ValueError) as error:
                failure = f"{error!r} after {len(connections):,} connections"
            return Idle(
                round=round_number,
                server=server.name,
                title=server.title,
                failure=failure,
                start_s=running.start_s,
                idle_mib=idle_mib,
                loaded_mib=proc.pss_mib(running.pid),
                connections=len(connections),
                still_open=sum(map(is_open, connections)),
            )
    except RuntimeError as error:
        return Idle(round_number, server.name, server.title, str(error))


def connect(port: int, path: str, wanted: int) -> Iterator[Connection]:
    """Connections that have been answered once."""
    request = Request(path).encode(port)
    for _ in range(wanted):
        connection = Connection(port)
        yield connection
        next(connection.ask(request))


def is_open(connection: Connection) -> bool:
    """Whether the server has not closed it: there is nothing to read, not even the end."""
    connection.socket.setblocking(False)
    try:
        connection.socket.recv(1)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def table(measured: list[Idle]) -> str:
    """Medians over the rounds, with the least and the greatest."""
    lines = [
        "| server | start ms | MiB | MiB with connections | KiB each | still open |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    by_server: dict[str, list[Idle]] = {}
    for idle in measured:
        by_server.setdefault(idle.title, []).append(idle)
    for title, runs in by_server.items():
        good = [run for run in runs if not run.failure]
        if not good:
            lines.append(f"| {title} | {runs[0].failure} |" + " |" * 4)
            continue
        cells = (
            spread(good, lambda run: run.start_s * 1e3, 0),
            spread(good, lambda run: run.idle_mib, 1),
            spread(good, lambda run: run.loaded_mib, 1),
            spread(good, lambda run: run.kib_each, 2),
            f"{min(run.still_open for run in good):,} of {good[0].connections:,}",
        )
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def spread(runs: list[Idle], figure: Callable[[Idle], float], digits: int) -> str:
    figures = [figure(run) for run in runs]
    return f"{median(figures):,.{digits}f} ({min(figures):,.{digits}f}-{max(figures):,.{digits}f})"


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--servers", default="", metavar="NAME,...", help=", ".join(servers.PLAIN))
    parser.add_argument("--extra", action="append", default=[], metavar="NAME=COMMAND", help="a server more")
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path, default=records.new_file("idle"))
    return parser.parse_args()


def main() -> None:
    options = parse_options()
    launcher.settle_in()
    descriptors = options.connections + SPARE_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < descriptors:
        resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, max(hard, descriptors)))
    about = records.environment() | {"command": " ".join(["bench/idle.py", *sys.argv[1:]])}
    measured: list[Idle] = []
    for round_number in range(1, options.rounds + 1):
        for server in servers.chosen(servers.PLAIN, options.servers, options.extra):
            measured.append(measure(server, round_number, options.connections))
            print(
                f"round {round_number}  {table(measured[-1:]).splitlines()[-1]}", file=sys.stderr, flush=True
            )
            records.save(options.output, about, [asdict(idle) for idle in measured])
    print(table(measured))


if __name__ == "__main__":
    main()
