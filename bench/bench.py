#!/usr/bin/env python3
"""Throughput, latency, CPU and memory of HTTP servers on one core: server on core 0, wrk on core 1.

Rounds are interleaved: each starts every server once. Every answer is checked before it is loaded, and the
handler's calls are compared with the answers. Prints one table and writes bench/results/http-DATE.json.

  bench/bench.py                                                   all servers, 3 rounds of 8 s each
  bench/bench.py --rounds 5 --servers floor,fasterapi-async,actix
  bench/bench.py --servers floor --extra mine='python3 mine.py {port}'
"""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from harness import launcher, records, report, servers
from harness.measure import Effort, measure_server
from harness.records import Record
from harness.workloads import Workload


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--servers", default="", metavar="NAME,...", help=", ".join(servers.SERVERS))
    parser.add_argument("--extra", action="append", default=[], metavar="NAME=COMMAND", help="a server more")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8, help="of each load")
    parser.add_argument("--warmup", type=int, default=2, help="seconds of load before it")
    parser.add_argument("--tries", type=int, default=3, help="repetitions if other programs disturb it")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--depth", type=int, default=16, help="of the pipelined workloads")
    parser.add_argument("--output", type=Path, default=records.new_file("http"))
    return parser.parse_args()


def main() -> None:
    options = parse_options()
    launcher.settle_in()
    about = records.environment() | {"command": " ".join(["bench/bench.py", *sys.argv[1:]])}
    effort = Effort(options.connections, options.seconds, options.warmup, options.tries)
    workloads = [Workload(path, depth) for depth in (1, options.depth) for path in ("/plaintext", "/json")]
    measured: list[Record] = []
    for round_number in range(1, options.rounds + 1):
        for server in servers.chosen(options.servers, options.extra):
            for record in measure_server(server, workloads, round_number, effort):
                print(report.line(record), file=sys.stderr, flush=True)
                measured.append(record)
            records.save(options.output, about, [asdict(record) for record in measured])
    print(report.document(about, measured))


if __name__ == "__main__":
    main()
