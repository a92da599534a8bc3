"""Holds the conversation of one case with a server and judges what came back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .case import Answer, AwaitContinue, Case, Drip, EndSending, Fate, Level, Repeat, Shape, Step
from .wire import EndedError, MalformedError, Response, Wire

# A request that any server answers and then closes after: proves that the connection is still in step.
PROBE = b"GET / HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Observed:
    """What a server did: its final answers, the connection's fate, and what was malformed, if anything."""

    answers: tuple[Response, ...]
    fate: Fate
    interim: tuple[int, ...] = ()
    fault: str | None = None

    def __str__(self) -> str:
        statuses = " ".join(str(answer.status) for answer in self.answers) or "no answer"
        interim = f" (interim {' '.join(map(str, self.interim))})" if self.interim else ""
        fault = f", malformed: {self.fault}" if self.fault else ""
        return f"{statuses}{interim}, connection {self.fate}{fault}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why the case failed for the RFC and for the house, or None for each where it did not.

    A house-level case has no RFC verdict: `rfc` is None.
    """

    case: Case
    observed: Observed
    rfc: str | None
    house: str | None


def referee(case: Case, address: tuple[str, int], *, patience_s: float = 4.0) -> Verdict:
    """Run one case; `patience_s` bounds every single wait for the server."""
    observed = converse(case, address, patience_s=patience_s)
    house = _differs_from_all(case.expect.house, observed)
    rfc = None if case.level is Level.HOUSE else _differs_from_all(case.expect.rfc, observed)
    return Verdict(case, observed, rfc, house)


def converse(case: Case, address: tuple[str, int], *, patience_s: float) -> Observed:
    """Send the case's bytes and observe.

    Whether the connection is kept is asked with one further request, PROBE. Where the house expects the
    end, and the answers so far are the house's, the end is awaited instead.
    """
    shape = case.expect.house[0]
    answered: list[Response] = []
    interim: list[int] = []
    fault = None
    with Wire(address, patience_s=patience_s) as wire:
        try:
            interim += _send(wire, case.steps)
            for expected in shape.answers:
                answered += [wire.read_answer(to_head=expected.to_head)]
            if shape.fate is Fate.ANY:
                fate = Fate.ANY
            elif shape.fate in (Fate.KEPT, Fate.IN_STEP):
                fate = _probe(wire, answered)
            elif _answers_differ(shape, answered):
                wire.poll(0.1)  # a reset that the probe provokes would lose what is on its way
                fate = _probe(wire, answered)
            else:
                fate = _await_end(wire, answered)
        except EndedError:
            fate = Fate.CLOSED
        except TimeoutError:
            fate = Fate.OPEN
        except MalformedError as malformed:
            fate, fault = Fate.ANY, str(malformed)
    for answer in answered:
        interim += answer.interim
    return Observed(tuple(answered), fate, tuple(interim), fault)


def _send(wire: Wire, steps: tuple[Step, ...]) -> list[int]:
    interim: list[int] = []
    for step in steps:
        match step:
            case bytes():
                wire.send(step)
            case EndSending():
                wire.end_sending()
            case Repeat(data, times):
                for _ in range(times):
                    if wire.ended:
                        break
                    wire.send(data)
            case AwaitContinue():
                status = wire.read_interim_or_peek()
                if status >= 200:
                    break
                interim.append(status)
            case Drip(data, interval_s):
                for byte in data:
                    if wire.unread or wire.ended:
                        break
                    wire.send(bytes((byte,)))
                    wire.poll(interval_s)
    return interim


def _probe(wire: Wire, answered: list[Response]) -> Fate:
    surplus: list[Response] = []
    wire.send(PROBE)
    try:
        while True:
            surplus.append(wire.read_answer())
    except EndedError:
        pass
    except TimeoutError:
        answered += surplus
        return Fate.OPEN
    if surplus and surplus[-1].status == 200:
        answered += surplus[:-1]
        return Fate.KEPT
    answered += surplus
    return Fate.CLOSED


def _await_end(wire: Wire, answered: list[Response]) -> Fate:
    """Read until the end; whatever comes before it is an answer nobody asked for."""
    while True:
        try:
            answered.append(wire.read_answer())
        except EndedError:
            return Fate.CLOSED
        except TimeoutError:
            return Fate.OPEN


def _differs_from_all(shapes: tuple[Shape, ...], observed: Observed) -> str | None:
    reasons = [differs(shape, observed) for shape in shapes]
    return None if None in reasons else "; or ".join(dict.fromkeys(str(reason) for reason in reasons))


def differs(shape: Shape, observed: Observed) -> str | None:
    """Say in what the observed conversation differs from the shape, or None."""
    if observed.fault is not None:
        return f"malformed: {observed.fault}"
    if len(observed.answers) != len(shape.answers):
        return f"expected {len(shape.answers)} answers, got {observed}"
    if (reason := _answers_differ(shape, observed.answers)) is not None:
        return reason
    if shape.interim is not None and shape.interim != observed.interim:
        return f"expected interim answers {shape.interim}, got {observed.interim}"
    if shape.fate is Fate.ANY or shape.fate is observed.fate:
        return None
    if shape.fate is Fate.IN_STEP and observed.fate in (Fate.KEPT, Fate.CLOSED):
        return None
    return f"expected the connection {shape.fate}, got {observed}"


def _answers_differ(shape: Shape, answered: Sequence[Response]) -> str | None:
    for expected, answer in zip(shape.answers, answered, strict=True):
        if (reason := _answer_differs(expected, answer)) is not None:
            return reason
    return None


def _answer_differs(expected: Answer, answer: Response) -> str | None:
    if expected.statuses and answer.status not in expected.statuses:
        return f"expected {' or '.join(map(str, expected.statuses))}, got {answer.status}"
    if expected.body is not None and expected.body != answer.body:
        return f"expected the body {expected.body[:80]!r}, got {answer.body[:80]!r}"
    if expected.lacks is not None and expected.lacks in answer.body:
        return f"expected a body without {expected.lacks!r}, got {answer.body[:80]!r}"
    for name, pattern in expected.fields.items():
        value = answer.value(name.lower())
        if pattern is None and value is not None:
            return f"expected no {name}, got {value!r}"
        if pattern is not None and (value is None or not re.fullmatch(pattern, value, re.IGNORECASE)):
            return f"expected {name} to match {pattern}, got {value!r}"
    return None
