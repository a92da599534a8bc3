"""Markdown of a run's records: medians over its rounds."""

from collections.abc import Callable, Iterable
from statistics import median

from harness.measure import QUIET
from harness.records import Load, Record

HEAD = (
    "| workload | server | req/s | min-max | p50 us | p99 us | user us | system us | x floor"
    " | PSS MiB | start ms | calls |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|"
)


def line(record: Record) -> str:
    """One record, for who watches a run."""
    name = f"round {record.round}  {record.server:18} {record.workload or '':14}"
    load = record.load
    if load is None:
        return f"{name} {record.failure}"
    return (
        f"{name} {load.rate:9,.0f} req/s  p99 {load.p99_us:6.0f} us  user {load.user_us:6.2f}"
        f"  system {load.system_us:6.2f} us  server {load.server_cpu:4.0%}  wrk {load.client_cpu:4.0%}"
        f"  other {load.other_cpu:4.0%}  {calls([record])}"
    )


def table(records: list[Record]) -> str:
    """Every workload's servers, the least CPU a request first, and those that failed."""
    rows = [
        (workload, cpu_us(runs), row(workload, runs, floor))
        for workload, servers, floor in grouped(records)
        for runs in servers.values()
    ]
    order = list(dict.fromkeys(workload for workload, _, _ in rows))
    rows.sort(key=lambda entry: (order.index(entry[0]), entry[1]))
    failed = {
        f"| {record.workload or 'all'} | {record.title} | {record.failure} |" + " |" * 9: None
        for record in records
        if record.failure
    }
    return "\n".join([HEAD, *(text for _, _, text in rows), *failed])


def row(workload: str, runs: list[Record], floor: dict[int, float]) -> str:
    rates = [load.rate for load in loads(runs)]
    cells = (
        workload,
        runs[0].title,
        f"{median(rates):,.0f}",
        f"{min(rates):,.0f}-{max(rates):,.0f}",
        f"{middle(runs, lambda load: load.p50_us):,.0f}",
        f"{middle(runs, lambda load: load.p99_us):,.0f}",
        spread([load.user_us for load in loads(runs)]),
        spread([load.system_us for load in loads(runs)]),
        spread(ratios(runs, floor)),
        f"{middle(runs, lambda load: load.pss_mib):.1f}",
        f"{median(run.start_s * 1e3 for run in runs if run.start_s is not None):.0f}",
        calls(runs),
    )
    return "| " + " | ".join(cells) + " |"


def summary(records: list[Record]) -> str:
    """Servers by workloads: user CPU microseconds a request, req/s, ratio to the floor. For a README."""
    cells: dict[str, dict[str, str]] = {}
    workloads = []
    for workload, servers, floor in grouped(records):
        workloads.append(workload)
        for runs in servers.values():
            rate = median(load.rate for load in loads(runs))
            user_us = middle(runs, lambda load: load.user_us)
            mark = "" if counted(runs) else " (!)"
            to_floor = ratios(runs, floor)
            ratio = f", {median(to_floor):.2f}" if to_floor else ""
            text = f"{user_us:.1f} us, {rate / 1e3:,.1f}k{ratio}{mark}"
            cells.setdefault(runs[0].title, {})[workload] = text
    lines = ["| | " + " | ".join(workloads) + " |", "|---|" + "---|" * len(workloads)]
    for title, of in cells.items():
        lines.append(f"| {title} | " + " | ".join(of.get(workload, "-") for workload in workloads) + " |")
    failed = {f"- {record.title}: {record.failure}": None for record in records if not record.workload}
    return "\n".join([*lines, *([""] if failed else []), *failed])


def complaints(records: list[Record]) -> str:
    """What is to be held against a figure, each once."""
    found: dict[str, None] = {}
    for record in records:
        faults = list(record.issues)
        if record.load and record.load.errors:
            faults.append("errors under load")
        if record.load and record.load.other_cpu >= QUIET:
            faults.append(f"round {record.round}: other programs took {record.load.other_cpu:.0%} of a core")
        if not counted([record]):
            faults.append(f"handler calls are not the answers: {calls([record])}")
        for fault in faults:
            where = record.title if fault in record.issues else f"{record.title}, {record.workload}"
            found[f"- {where}: {fault}"] = None
    return "\n".join(found)


def grouped(records: list[Record]) -> Iterable[tuple[str, dict[str, list[Record]], dict[int, float]]]:
    """(workload, runs of each server, the floor's rate in each round).

    A noisy run counts only for a server that has no quiet one.
    """
    for workload in dict.fromkeys(record.workload for record in records if record.load):
        servers: dict[str, list[Record]] = {}
        for record in records:
            if record.load and record.workload == workload:
                servers.setdefault(record.server, []).append(record)
        for server, runs in servers.items():
            servers[server] = [run for run in runs if run.load and run.load.other_cpu < QUIET] or runs
        floor = {run.round: run.load.rate for run in servers.get("floor", []) if run.load}
        yield str(workload), servers, floor


def loads(runs: list[Record]) -> list[Load]:
    return [run.load for run in runs if run.load]


def middle(runs: list[Record], figure: Callable[[Load], float]) -> float:
    return median(figure(load) for load in loads(runs))


def spread(figures: list[float]) -> str:
    """The median; with five rounds or more, the least and the greatest too; `-` if there are no figures."""
    if not figures:
        return "-"
    text = f"{median(figures):.2f}"
    return text if len(figures) < 5 else f"{text} ({min(figures):.2f}-{max(figures):.2f})"


def cpu_us(runs: list[Record]) -> float:
    return middle(runs, lambda load: load.cpu_us)


def ratios(runs: list[Record], floor: dict[int, float]) -> list[float]:
    """Each run's rate to that of the floor in the same round, where that counts."""
    return [run.load.rate / floor[run.round] for run in runs if run.load and run.round in floor]


def missing_calls(record: Record) -> int:
    """How far the handler's calls are from the answers.

    0 if there are up to `window` more of them: so many can be under way when the load ends. Below 0, so many
    answers did without the handler.
    """
    if record.load is None or record.load.calls is None:
        return 0
    more = record.load.calls - record.load.requests
    return min(more, 0) or max(more - record.window, 0)


def counted(runs: list[Record]) -> bool:
    return not any(missing_calls(run) for run in runs)


def calls(runs: list[Record]) -> str:
    """`=`: as many as answers; `-`: no handler; else by how much they differ."""
    if all(run.load is None or run.load.calls is None for run in runs):
        return "-"
    if counted(runs):
        return "="
    worst = max(runs, key=lambda run: abs(missing_calls(run)))
    difference = missing_calls(worst)
    answers = worst.load.requests if worst.load else 0
    if difference < 0:
        return f"**cached**: {-difference / answers:.0%} of answers without a call"
    return f"**{difference:,} calls too many**"


def document(about: dict[str, str], records: list[Record]) -> str:
    """The whole report: what was measured on, the table, what to hold against it."""
    facts = "; ".join(f"{name} {fact}" for name, fact in about.items())
    return "\n\n".join(filter(None, [facts, table(records), complaints(records)]))
