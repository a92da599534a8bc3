"""Scores of one server: how many cases passed, by section, by area and by level."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .case import Case, Level
from .referee import Verdict


@dataclass(slots=True)
class Score:
    passed: int = 0
    total: int = 0

    def add(self, passed: bool) -> None:
        self.passed += passed
        self.total += 1

    def __str__(self) -> str:
        return f"{self.passed}/{self.total}" if self.total else "-"


Row = dict[Level, Score]


def tally(verdicts: Iterable[Verdict], key: Callable[[Case], str]) -> dict[str, Row]:
    """Scores by `key` and level, in the order in which keys first occur.

    MUST and SHOULD count the RFC's verdict on the cases of that level; house counts this project's on all.
    """
    rows: dict[str, Row] = {}
    for verdict in verdicts:
        row = rows.setdefault(key(verdict.case), {level: Score() for level in Level})
        if verdict.case.level is not Level.HOUSE:
            row[verdict.case.level].add(verdict.rfc is None)
        row[Level.HOUSE].add(verdict.house is None)
    return rows


def by_number(name: str) -> list[tuple[int, str]]:
    """A key that sorts "9112 §9.3.2" before "9112 §9.3.10", and words alphabetically."""
    parts = re.split(r"[ .§]+", name)
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def text_table(title: str, rows: dict[str, Row]) -> str:
    """A table for the terminal, with a line for the sum of all rows."""
    total = {level: Score() for level in Level}
    lines = [f"{title:<20}{''.join(f'{level:>10}' for level in Level)}"]
    for name, row in rows.items():
        lines.append(f"{name:<20}{''.join(f'{row[level]!s:>10}' for level in Level)}")
        for level in Level:
            total[level].passed += row[level].passed
            total[level].total += row[level].total
    lines.append(f"{'all':<20}{''.join(f'{total[level]!s:>10}' for level in Level)}")
    return "\n".join(lines)


def as_json(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    """One object a case; `rfc` and `house` are null where it passed."""
    return [
        {
            "area": verdict.case.area,
            "section": verdict.case.section,
            "level": verdict.case.level.value,
            "title": verdict.case.title,
            "observed": str(verdict.observed),
            "rfc": verdict.rfc,
            "house": verdict.house,
        }
        for verdict in verdicts
    ]
