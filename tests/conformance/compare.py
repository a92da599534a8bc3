"""Runs the suite at FasterAPI and its peers for `scripts/conformance-peers`; writes docs/conformance.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ..servers import peers
from ..servers.process import ROOT, Server, fasterapi
from .case import Case, Level
from .referee import Verdict
from .run import run_all
from .score import Row, Score, by_number, tally

_DOCUMENT = ROOT / "docs" / "conformance.md"
_BEGIN = "<!-- scores: scripts/conformance-peers -->"
_END = "<!-- /scores -->"
# Cases listed of one section; the others are counted.
_NAMED = 4

# Deadlines that the suite can wait for; the defaults are those of core/include/fasterapi/limits.h.
_SHORT_DEADLINES = {
    "head_timeout_ms": 1000,
    "keep_alive_timeout_ms": 3000,
    "body_min_bytes_per_s": 100,
    "body_rate_window_ms": 1000,
}

Verdicts = dict[str, list[Verdict]]


def main() -> int:
    """Run the program; 0 if FasterAPI passed everything."""
    parser = argparse.ArgumentParser(prog="scripts/conformance-peers", description=__doc__)
    parser.add_argument("--uvicorn-python", required=True, help="the interpreter that has uvicorn")
    python = parser.parse_args().uvicorn_python
    servers: dict[str, Callable[[], Server]] = {
        "FasterAPI": lambda: fasterapi(limits=_SHORT_DEADLINES),
        "nginx": peers.Nginx,
        "uvicorn, httptools": lambda: peers.uvicorn("httptools", python=python),
        "uvicorn, h11": lambda: peers.uvicorn("h11", python=python),
    }
    verdicts: Verdicts = {}
    for name, start in servers.items():
        with start() as server:
            verdicts[name] = run_all(server.address)
        total = _total(verdicts[name])
        print(f"{name}: {', '.join(f'{level} {total[level]}' for level in Level)}", file=sys.stderr)
    _write(_DOCUMENT, report(verdicts))
    return 0 if all(verdict.house is None for verdict in verdicts["FasterAPI"]) else 1


def report(verdicts: Verdicts) -> str:
    """The tables, as Markdown."""
    names = list(verdicts)
    totals = {name: _total(found) for name, found in verdicts.items()}
    lines = _table(
        ["", *Level], [[name, *(str(total[level]) for level in Level)] for name, total in totals.items()]
    )
    lines += ["", "MUST and SHOULD together, by area:", ""]
    lines += _by(verdicts, lambda case: case.area)
    lines += ["", "The same by section:", ""]
    lines += _by(verdicts, lambda case: f"RFC {case.section}")
    for name in names:
        lines += ["", f"MUST cases that {name} fails:", "", *_failures(verdicts[name])]
    return "\n".join(lines)


def _by(verdicts: Verdicts, key: Callable[[Case], str]) -> list[str]:
    rows = {name: tally(found, key) for name, found in verdicts.items()}
    keys = sorted({key for row in rows.values() for key in row}, key=by_number)
    body = [[key, *(str(_rfc(row[key])) for row in rows.values())] for key in keys]
    return _table(["", *rows], [line for line in body if set(line[1:]) != {"-"}])


def _rfc(row: Row) -> Score:
    must, should = row[Level.MUST], row[Level.SHOULD]
    return Score(must.passed + should.passed, must.total + should.total)


def _total(verdicts: Sequence[Verdict]) -> Row:
    return tally(verdicts, lambda _: "all")["all"]


def _failures(verdicts: Sequence[Verdict]) -> list[str]:
    failed: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.case.level is Level.MUST and verdict.rfc is not None:
            failed.setdefault(verdict.case.section, []).append(verdict.case.name)
    if not failed:
        return ["none."]
    return [f"- RFC {section}: {_some(failed[section])}" for section in sorted(failed, key=by_number)]


def _some(names: Sequence[str]) -> str:
    more = f"; and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return "; ".join(names[:_NAMED]) + more


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(header)} |", f"|{'---|' + '--:|' * (len(header) - 1)}"]
    return lines + [f"| {' | '.join(row)} |" for row in rows]


def _write(document: Path, tables: str) -> None:
    """Replace what stands between the two marks."""
    text = document.read_text()
    begin, end = text.index(_BEGIN) + len(_BEGIN), text.index(_END)
    document.write_text(f"{text[:begin]}\n{tables}\n{text[end:]}")


if __name__ == "__main__":
    sys.exit(main())
