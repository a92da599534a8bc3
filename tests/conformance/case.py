"""What a conformance case is: bytes to send, and what the RFC and this project's house rules expect back.

A case has two verdicts. The first asks only what the cited section demands at the case's level (MUST or
SHOULD), with every alternative that its text leaves open, so that it is fair to any server. The second
asks what this house demands, which is never less: one status, and the connection closed after whatever
two servers could read differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Level(StrEnum):
    MUST = "MUST"
    SHOULD = "SHOULD"
    HOUSE = "house"


class Fate(StrEnum):
    """What becomes of the connection after the last answer.

    KEPT: one more request is answered on it. IN_STEP: either, but what follows is not misread. OPEN: nothing
    comes. ANY: not looked at.
    """

    KEPT = "kept"
    CLOSED = "closed"
    IN_STEP = "kept or closed"
    OPEN = "open but not answering"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Answer:
    """One final answer as a case expects it.

    `fields` maps a field name to a regular expression that its combined value must match in full, or to None
    where the field must be absent. `lacks` must not occur in the body. No statuses: any will do.
    """

    statuses: tuple[int, ...] = ()
    body: bytes | None = None
    fields: Mapping[str, str | None] = field(default_factory=dict)
    to_head: bool = False
    lacks: bytes | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A whole conversation: the final answers in order, the connection's fate, and the interim statuses."""

    answers: tuple[Answer, ...]
    fate: Fate
    interim: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Expect:
    """What this project accepts, and what the cited text does. The first house shape says what to await."""

    house: tuple[Shape, ...]
    rfc: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class AwaitContinue:
    """A step of sending: wait for 100 (Continue); if a final answer comes instead, send nothing more."""


@dataclass(frozen=True, slots=True)
class EndSending:
    """A step of sending: half-close the connection."""


@dataclass(frozen=True, slots=True)
class Drip:
    """A step of sending: these bytes one at a time, `interval_s` apart, until an answer or the end comes."""

    data: bytes
    interval_s: float


@dataclass(frozen=True, slots=True)
class Repeat:
    """A step of sending: these bytes so many times."""

    data: bytes
    times: int


Step = bytes | AwaitContinue | EndSending | Drip | Repeat


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a table. `section` is of the form "9112 §5.1"; `area` is the table's name."""

    level: Level
    section: str
    title: str
    steps: tuple[Step, ...]
    expect: Expect
    area: str = ""

    @property
    def name(self) -> str:
        return f"{self.area}: {self.title}"


def must(section: str, title: str, steps: Step | tuple[Step, ...], expect: Expect) -> Case:
    return _case(Level.MUST, section, title, steps, expect)


def should(section: str, title: str, steps: Step | tuple[Step, ...], expect: Expect) -> Case:
    return _case(Level.SHOULD, section, title, steps, expect)


def house(section: str, title: str, steps: Step | tuple[Step, ...], expect: Expect) -> Case:
    """A case in which the section leaves a choice, or says nothing, and this project has made one."""
    return _case(Level.HOUSE, section, title, steps, expect)


def _case(level: Level, section: str, title: str, steps: Step | tuple[Step, ...], expect: Expect) -> Case:
    return Case(level, section, title, steps if isinstance(steps, tuple) else (steps,), expect)


def answers(
    *statuses: int,
    fate: Fate = Fate.IN_STEP,
    body: str | bytes | None = None,
    fields: Mapping[str, str | None] | None = None,
    to_head: bool = False,
    lacks: bytes | None = None,
    interim: tuple[int, ...] | None = None,
) -> Expect:
    """One answer with one of these statuses; the connection may be kept or not unless `fate` says."""
    content = body.encode() if isinstance(body, str) else body
    return both(Shape((Answer(statuses, content, fields or {}, to_head, lacks),), fate, interim))


def serves(
    body: str | bytes | None = None,
    *,
    status: int = 200,
    fields: Mapping[str, str | None] | None = None,
    to_head: bool = False,
    interim: tuple[int, ...] | None = None,
) -> Expect:
    """One answer, after which the connection serves another; the RFC lets a server close it any time."""
    kept, in_step = (
        answers(status, fate=fate, body=body, fields=fields, to_head=to_head, interim=interim).house
        for fate in (Fate.KEPT, Fate.IN_STEP)
    )
    return Expect(kept, in_step)


def serves_and_closes(
    body: str | bytes | None = None, *, status: int = 200, fields: Mapping[str, str | None] | None = None
) -> Expect:
    """One answer and no other, then the connection ends."""
    return answers(status, fate=Fate.CLOSED, body=body, fields=fields)


def refuses(
    status: int, *others: int, instead: tuple[Expect, ...] = (), close: Level = Level.HOUSE
) -> Expect:
    """Refused, and the connection closed.

    Args:
        status: what this house answers, and every section that names a status.
        others: statuses the section allows as well.
        instead: whole other outcomes the section allows.
        close: who demands the close. HOUSE: not the section; else it is part of the RFC's verdict.
    """
    fate = Fate.ANY if close is Level.HOUSE else Fate.CLOSED
    rfc = [Shape((Answer((status, *others)),), fate)]
    for outcome in instead:
        rfc += outcome.rfc
    return Expect((Shape((Answer((status,)),), Fate.CLOSED),), tuple(rfc))


def closes_silently() -> Expect:
    """The connection ends without an answer."""
    return both(Shape((), Fate.CLOSED))


def keeps_waiting() -> Expect:
    """No answer, and the connection stays open: the server waits for more."""
    return both(Shape((), Fate.OPEN))


def sequence(*each: Expect) -> Expect:
    """Several answers on one connection, in this order; its fate is that of the last."""

    def joined(shapes: list[Shape]) -> tuple[Shape, ...]:
        return (Shape(tuple(answer for shape in shapes for answer in shape.answers), shapes[-1].fate),)

    return Expect(joined([expect.house[0] for expect in each]), joined([expect.rfc[0] for expect in each]))


def either(*each: Expect) -> Expect:
    """Any of these; the conversation waits for what the first one needs."""
    return Expect(
        tuple(s for expect in each for s in expect.house), tuple(s for expect in each for s in expect.rfc)
    )


def or_rfc(expect: Expect, *others: Expect) -> Expect:
    """The house demands the first; the cited text allows the others too."""
    return replace(expect, rfc=expect.rfc + tuple(shape for other in others for shape in other.rfc))


def both(shape: Shape) -> Expect:
    return Expect((shape,), (shape,))


def listing(*members: str) -> str:
    """A regular expression for a comma-separated field value that has all of these members, in any order."""
    return "".join(rf"(?=(?:.*,)?\s*{member}\s*(?:,|$))" for member in members) + ".*"


def request(
    method: str,
    target: str,
    *lines: str,
    body: str | bytes = b"",
    version: str = "HTTP/1.1",
    host: str | None = "test",
) -> bytes:
    """A request in lines that end in CRLF, Host first unless `host` is None; nothing else is added."""
    head = [f"{method} {target} {version}", *([] if host is None else [f"Host: {host}"]), *lines, "", ""]
    return "\r\n".join(head).encode("latin-1") + (body.encode("latin-1") if isinstance(body, str) else body)


def get(*lines: str, target: str = "/") -> bytes:
    return request("GET", target, *lines)


def post(target: str, *lines: str, body: str | bytes = b"") -> bytes:
    return request("POST", target, *lines, body=body)


def chunked(target: str, body: str | bytes) -> bytes:
    """A chunked POST; `body` is what goes on the wire after the head, chunk framing included."""
    return post(target, "Transfer-Encoding: chunked", body=body)
