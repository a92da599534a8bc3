"""`fasterapi openapi` and `fasterapi routes`: what an application is, without serving it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from fasterapi.callables import name_of
from fasterapi.cli.options import Inspection
from fasterapi.importing import load, parse_target
from fasterapi.plan import Answer, Plan, Step
from fasterapi.responses import JSONResponse

__all__ = ["inspect"]


def inspect(asked: Inspection) -> int:
    """Write what was asked for. Returns the exit code.

    Raises:
        TargetError: the application cannot be loaded; the message says why.
        OSError: the file cannot be written.
    """
    app = load(parse_target(asked.target))
    if asked.command == "routes":
        sys.stdout.write(table([HEADINGS, *map(row, app.plans())]))
        return 0
    text = json.dumps(app.openapi(), indent=asked.indent, ensure_ascii=False) + "\n"
    if asked.output is None:
        sys.stdout.write(text)
    else:
        Path(asked.output).write_text(text, encoding="utf-8")
    return 0


HEADINGS = ("METHODS", "PATH", "HANDLER", "RUNS", "BEFORE IT", "ANSWER")


def row(plan: Plan) -> Sequence[str]:
    """One line of the table: what is called, where it runs and what the engine does by itself."""
    *before, handler = plan.steps
    return (
        ",".join(plan.methods),
        plan.pattern,
        name_of(handler.call).removesuffix("()"),
        handler.run,
        summary(before, plan),
        answer(plan.answer),
    )


def summary(before: Iterable[Step], plan: Plan) -> str:
    """The dependencies by how they run, and what of the request is checked natively."""
    runs = [step.run for step in before if step.same_as < 0]
    counted = [f"{runs.count(run)} {run}" for run in dict.fromkeys(runs)]
    parameters = sum(len(step.parameters) for step in plan.steps if step.same_as < 0)
    checks = [f"{parameters} native check{'s' if parameters > 1 else ''}"] if parameters else []
    body = [f"{plan.body.kind} body"] if plan.body else []
    return ", ".join([*counted, *checks, *body]) or "-"


def answer(said: Answer) -> str:
    """How what the handler returns is written."""
    if said.response_class is not JSONResponse:
        return said.response_class.__name__
    return "native JSON of its type" if said.schema is not None else "native JSON"


def table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, cells, widths)).rstrip() for cells in rows)
    return "\n".join(lines) + "\n"
