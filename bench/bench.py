#!/usr/bin/env python3
"""Throughput, latency, CPU and memory of HTTP servers on one core: server on core 0, wrk on core 1.

Rounds are interleaved: each starts every server once. Every answer is checked before it is loaded, and the
handler's calls are compared with the answers. Prints one table and writes bench/results/http-DATE.json
(typed-DATE.json).

  bench/bench.py                                                   all servers, 3 rounds of 8 s each
  bench/bench.py --rounds 5 --servers floor,fasterapi-async,actix
  bench/bench.py --servers floor --extra mine='python3 mine.py {port}'
  bench/bench.py --typed --workloads typed,post                    typed handlers, for other servers
"""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from harness import launcher, records, report, servers
from harness.measure import Effort, check_server, measure_server
from harness.records import Record
from harness.servers import Server
from harness.typed import typed
from harness.workloads import Workload, plain


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--typed", action="store_true", help="measure typed handlers")
    names = f"{', '.join(servers.PLAIN)}; of --typed: {', '.join(servers.TYPED)}"
    parser.add_argument("--servers", default="", metavar="NAME,...", help=names)
    parser.add_argument("--workloads", default="", metavar="NAME,...", help="only these")
    parser.add_argument("--extra", action="append", default=[], metavar="NAME=COMMAND", help="a server more")
    parser.add_argument("--check", action="store_true", help="start each and check its answers, no more")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8, help="of each load")
    parser.add_argument("--warmup", type=int, default=2, help="seconds of load before it")
    parser.add_argument("--tries", type=int, default=3, help="repetitions if other programs disturb it")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--depth", type=int, default=16, help="of the pipelined workloads")
    parser.add_argument("--output", type=Path, help="default: bench/results/http-DATE.json")
    options = parser.parse_args()
    options.output = options.output or records.new_file("typed" if options.typed else "http")
    return options


def chosen(workloads: list[Workload], names: str) -> list[Workload]:
    """Those of a comma-separated list; empty: all."""
    by_name = {workload.name: workload for workload in workloads}
    return [by_name[name] for name in names.split(",")] if names else workloads


def check(server: Server, workloads: list[Workload]) -> bool:
    """Whether it starts and its answers are right; says what is wrong."""
    faults = check_server(server, workloads)
    print(f"{server.name:18} {'right' if not faults else ''}", *faults, sep="\n    " if faults else "")
    return not faults


def main() -> None:
    options = parse_options()
    launcher.settle_in()
    about = records.environment() | {"command": " ".join(["bench/bench.py", *sys.argv[1:]])}
    effort = Effort(options.connections, options.seconds, options.warmup, options.tries)
    workloads = chosen(typed() if options.typed else plain(options.depth), options.workloads)
    among = servers.TYPED if options.typed else servers.PLAIN
    compared = servers.chosen(among, options.servers, options.extra)
    if options.check:
        failures = [server.name for server in compared if not check(server, workloads)]
        sys.exit(f"wrong: {', '.join(failures)}" if failures else 0)
    measured: list[Record] = []
    for round_number in range(1, options.rounds + 1):
        for server in compared:
            for record in measure_server(server, workloads, round_number, effort):
                print(report.line(record), file=sys.stderr, flush=True)
                measured.append(record)
            records.save(options.output, about, [asdict(record) for record in measured])
    print(report.document(about, measured))


if __name__ == "__main__":
    main()
