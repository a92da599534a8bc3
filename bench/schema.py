#!/usr/bin/env python3
"""Nanoseconds to check and to write values of a type, beside pydantic-core and msgspec, in one run.

Usage: schema.py [--seconds 0.2] [--rounds 9] [--documents NAME,...]; bench/run schema installs what it needs

Each is timed in rounds that take turns, of `--seconds` each; a figure is the median over the rounds, a ratio
that of the ratios in each round: above 1, this project is faster. All values are compared before. Prints a
table and writes bench/results/schema-DATE.json.
"""

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from harness import records
from harness.documents import DOCUMENTS, Document
from harness.families import TASKS, Codec, families, plain

LIBRARIES = ("fasterapi", "pydantic", "msgspec")
KINDS = ("dataclass", "model")


@dataclass(frozen=True)
class Row:
    """One task on one document with one kind of class: nanoseconds of each round, or why there are none."""

    task: str
    document: str
    kind: str
    nanoseconds: dict[str, list[float]]
    missing: dict[str, str]


def compiled(document: Document) -> tuple[dict[tuple[str, str], Codec], dict[tuple[str, str], str]]:
    """Codecs by (kind, library), and why others are missing."""
    codecs: dict[tuple[str, str], Codec] = {}
    missing: dict[tuple[str, str], str] = {}
    for family in families():
        key = (family.kind, family.package)
        try:
            codecs[key] = family.codec(document.type)
        except Exception as error:  # whatever a library says to a type it does not take
            missing[key] = f"{type(error).__name__}: {error}".partition("\n")[0]
    return codecs, missing


def compare(document: Document, codecs: dict[tuple[str, str], Codec]) -> None:
    """Exit unless all codecs read the same values and write the same JSON."""
    expected = None
    for key, codec in codecs.items():
        value = codec.validate_json(document.text)
        written = json.loads(codec.dump_json(value))
        found = (plain(value), plain(codec.validate_python(document.value)), written)
        expected = expected or found
        if found != expected or found[0] != found[1] or written != document.value:
            sys.exit(f"{document.name}: {' '.join(key)} disagrees")


def calls_of(task: str, codec: Codec, document: Document) -> tuple[Callable[[Any], Any], Any]:
    """What is called, and with what."""
    argument = {
        "validate_json": document.text,
        "dump_json": codec.validate_json(document.text),
        "validate_python": document.value,
    }[task]
    return getattr(codec, task), argument


def calibrated(call: Callable[[Any], Any], argument: Any, seconds: float) -> int:
    """How many calls fit into the seconds."""
    calls = 1
    while (taken := timed(call, argument, calls)) < seconds / 4:
        calls = max(calls * 2, int(calls * seconds / 2 / max(taken, 1e-9)))
    return max(1, int(calls * seconds / taken))


def timed(call: Callable[[Any], Any], argument: Any, calls: int) -> float:
    """Seconds of CPU."""
    repeated = [None] * calls
    start = time.process_time()
    for _ in repeated:
        call(argument)
    return time.process_time() - start


def measure(document: Document, seconds: float, rounds: int) -> list[Row]:
    codecs, missing = compiled(document)
    compare(document, codecs)
    rows = []
    for task in TASKS:
        for kind in KINDS:
            runs = {
                library: calls_of(task, codec, document)
                for (of, library), codec in codecs.items()
                if of == kind
            }
            counts = {library: calibrated(*run, seconds) for library, run in runs.items()}
            taken: dict[str, list[float]] = {library: [] for library in runs}
            for _ in range(rounds):
                for library, run in runs.items():
                    gc.collect()
                    count = counts[library]
                    taken[library].append(timed(*run, count) / count * 1e9)
            reasons = {library: why for (of, library), why in missing.items() if of == kind}
            rows.append(Row(task, document.name, kind, taken, reasons))
    return rows


def ratio(row: Row, library: str) -> str:
    """How much longer another library takes."""
    if not {"fasterapi", library} <= row.nanoseconds.keys():
        return "-"
    ours, theirs = row.nanoseconds["fasterapi"], row.nanoseconds[library]
    return f"{median(b / a for a, b in zip(ours, theirs, strict=True)):.2f}"


def line(row: Row) -> str:
    figures = [
        f"{median(row.nanoseconds[library]):,.0f}" if library in row.nanoseconds else "-"
        for library in LIBRARIES
    ]
    cells = [row.task, row.document, row.kind, *figures, ratio(row, "pydantic"), ratio(row, "msgspec")]
    return "| " + " | ".join(cells) + " |"


def table(rows: list[Row]) -> str:
    head = (
        "| task | document | class | fasterapi ns | pydantic-core ns | msgspec ns | x pydantic-core"
        " | x msgspec |\n|---|---|---|--:|--:|--:|--:|--:|"
    )
    ordered = sorted(rows, key=lambda row: TASKS.index(row.task))
    missing = {
        f"- {row.document}, {library} {row.kind}: {why}": None
        for row in rows
        for library, why in row.missing.items()
    }
    return "\n".join([head, *map(line, ordered), *([""] if missing else []), *missing])


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = ", ".join(document.name for document in DOCUMENTS)
    parser.add_argument("--documents", default="", metavar="NAME,...", help=names)
    parser.add_argument("--seconds", type=float, default=0.2, help="of each round of each candidate")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--output", type=Path, default=records.new_file("schema"))
    return parser.parse_args()


def main() -> None:
    options = parse_options()
    wanted = options.documents.split(",") if options.documents else [each.name for each in DOCUMENTS]
    about = records.environment() | {
        "versions": ", ".join(f"{name} {version(name)}" for name in ("pydantic_core", "msgspec")),
        "command": " ".join(["bench/schema.py", *sys.argv[1:]]),
    }
    gc.collect()
    gc.freeze()  # the collector looks at what the tasks make, as in a server, and not at what was imported
    rows: list[Row] = []
    for document in DOCUMENTS:
        if document.name in wanted:
            rows += measure(document, options.seconds, options.rounds)
            records.save(options.output, about, [asdict(row) for row in rows])
    print(*(f"{name} {fact}" for name, fact in about.items()), sep="; ", end="\n\n")
    print(table(rows))


if __name__ == "__main__":
    main()
