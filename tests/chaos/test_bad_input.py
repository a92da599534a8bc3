"""What typed handlers are sent by whoever wants them to fail: it is refused, and costs the server little.

Nothing is timed: what would take for ever runs out of the patience of the connection that asks.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ..conformance.wire import Wire
from ..servers.process import Server, fasterapi
from .observe import MIB, ask, bounded_memory, descriptors_returned

_PATIENCE_S = 60.0
_SURROGATE = r'"\ud800"'
_BODY_BYTES = 4 * MIB


@dataclass(frozen=True)
class Case:
    """A request, and the statuses that it may be answered with."""

    name: str
    wire: bytes
    statuses: tuple[int, ...] = (422,)


def post(path: str, body: bytes | str, *, content_type: str = "application/json") -> bytes:
    content = body.encode() if isinstance(body, str) else body
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {len(content)}\r\n"
    if content_type:
        head += f"Content-Type: {content_type}\r\n"
    return head.encode() + b"\r\n" + content


def post_form(path: str, body: bytes | str) -> bytes:
    return post(path, body, content_type="application/x-www-form-urlencoded")


def get(target: bytes | str, *fields: bytes) -> bytes:
    path = target.encode() if isinstance(target, str) else target
    head = b"GET " + path + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
    return head + b"".join(field + b"\r\n" for field in fields) + b"\r\n"


def member(name: str, value: bytes | str) -> bytes:
    content = value.encode() if isinstance(value, str) else value
    return b'{"%s": %s}' % (name.encode(), content)


def nested(before: str, depth: int, after: str, middle: str = "") -> str:
    return before * depth + middle + after * depth


#: Name, member of Everything, and what that does not take.
WRONG_MEMBERS: list[tuple[str, str, bytes | str]] = [
    ("a text for an int", "whole", '"x"'),
    ("a list for an int", "whole", "[1]"),
    ("a fraction for an int", "whole", "1.5"),
    ("an int of 10,000 digits in a text", "whole", '"' + "9" * 10_000 + '"'),
    ("an int beyond a double", "whole", "1e400"),
    ("a text beyond a double for an int", "whole", '"1e400"'),
    ("a bound not kept by 4,000 digits", "bounded", "9" * 4000),
    ("a number of 4,000 digits for a bool", "flag", "1" * 4000),
    ("null for a text", "text", "null"),
    ("a number for a text", "text", "1"),
    ("a text that is too long by a million", "short", '"' + "x" * 1_000_000 + '"'),
    ("what backtracking would never end on", "evil", '"' + "a" * 100_000 + '!"'),
    ("what backtracking would never end on, with alternatives", "alternatives", '"' + "a" * 100_000 + 'c"'),
    ("a Decimal that is no number", "amount", '"sNaN"'),
    ("a Decimal of a million digits", "price", '"' + "9" * 1_000_000 + '"'),
    ("a Decimal with a million places", "price", '"1e1000000"'),
    ("a Decimal with a million places behind the point", "price", '"1e-1000000"'),
    ("a Decimal of infinite size", "price", '"Infinity"'),
    ("a multiple with a million places", "multiple", '"1e1000000"'),
    ("a multiple with a million places behind the point", "multiple", '"1e-1000000"'),
    ("a multiple with the largest exponent", "multiple", '"1e999999999999999999"'),
    ("a date that no calendar has", "day", '"2023-02-30"'),
    ("a date in the year 0", "day", '"0000-01-01"'),
    ("a date in the year 100,000", "day", '"100000-01-01"'),
    ("a date of too many seconds", "day", "1e300"),
    ("a datetime of too many seconds", "moment", "9" * 30),
    ("a datetime with an offset of a hundred hours", "moment", '"2023-01-01T00:00:00+99:99"'),
    ("a datetime of a million digits", "moment", '"' + "1" * 1_000_000 + '"'),
    ("a time past midnight", "clock", '"25:00"'),
    ("a time of too many seconds", "clock", "86400"),
    ("a duration of too many days", "lasting", '"P999999999999D"'),
    ("a duration beyond a double", "lasting", "1e400"),
    ("a UUID of a million digits", "identity", '"' + "0" * 1_000_000 + '"'),
    ("an address of a million groups", "host", '"' + "0:" * 500_000 + '"'),
    ("a color that there is not", "color", '"' + "r" * 1_000_000 + '"'),
    ("a color that is a list", "color", "[[[]]]"),
    ("a color that is an object", "color", '{"a": {}}'),
    ("a kind that there is not", "pet", '{"kind": "' + "c" * 100_000 + '"}'),
    ("a kind that is an object", "pet", '{"kind": {"kind": []}}'),
    ("a kind that is missing", "pet", "{}"),
    ("what no member of a union takes", "many", '{"a": {"a": 1}}'),
    ("a thousand values that no member of a union takes", "many", json.dumps(["x"] * 1000)),
    ("10,000 numbers that are none", "numbers", json.dumps(["x"] * 10_000)),
    ("names that are no numbers", "by_number", json.dumps({f"x{i}": "" for i in range(10_000)})),
    ("an object for a tree", "tree", '{"children": {}}'),
    ("a surrogate alone, for a text", "text", _SURROGATE),
    ("a surrogate alone, for bytes", "raw", _SURROGATE),
    ("a surrogate alone, for a pattern", "evil", _SURROGATE),
    ("a surrogate alone, for a date", "day", _SURROGATE),
    ("a surrogate alone, for a Decimal", "amount", _SURROGATE),
    ("a surrogate alone, for a UUID", "identity", _SURROGATE),
    ("a surrogate alone, for a color", "color", _SURROGATE),
    ("a surrogate alone, for a kind", "pet", '{"kind": ' + _SURROGATE + "}"),
    ("a surrogate alone, in a name", "table", "{" + _SURROGATE + ": 1}"),
    ("NUL for an int", "whole", r'"1\u0000"'),
    ("NUL for a date", "day", r'"2023-01-01\u0000"'),
    ("NUL for a Decimal", "amount", r'"1\u0000"'),
    ("NUL for a color", "color", r'"red\u0000"'),
    ("NUL for a pattern", "evil", r'"a\u0000"'),
    ("NaN", "real", "NaN"),
    ("infinity", "real", "-Infinity"),
]

#: Likewise what is fine, however odd or large, or may be refused.
ODD_MEMBERS: list[tuple[str, str, bytes | str]] = [
    ("an int of 4,000 digits", "whole", "9" * 4000),
    ("an int of 10,000 digits", "whole", "9" * 10_000),
    ("an int of 10,000 digits, for anything", "anything", "9" * 10_000),
    ("an int of a million digits, for anything", "anything", "9" * 1_000_000),
    ("a double of a million digits", "real", "0." + "9" * 1_000_000),
    ("a number beyond a double", "real", "1e400"),
    ("a number below a double", "real", "1e-400"),
    ("a number beyond a double, for anything", "anything", "1e400"),
    ("a text that is infinite", "real", '"inf"'),
    ("a Decimal with the largest exponent", "amount", '"1e999999999999999999"'),
    ("a Decimal with a larger exponent", "amount", '"1e9999999999999999999"'),
    ("a Decimal with a million places", "amount", '"1e1000000"'),
    ("a Decimal of a million digits", "amount", '"' + "9" * 1_000_000 + '"'),
    ("a Decimal that is a number beyond a double", "amount", "1e400"),
    ("a Decimal for a union", "many", '"1e1000000"'),
    ("NUL in a text", "text", r'"a\u0000b"'),
    ("a surrogate alone, for anything", "anything", _SURROGATE),
    ("a surrogate alone, in a name of anything", "anything", "{" + _SURROGATE + ": 1}"),
    ("a surrogate alone, for a union", "many", _SURROGATE),
    ("a million characters", "text", '"' + "x" * 1_000_000 + '"'),
    ("a million escapes", "text", '"' + r"\n" * 1_000_000 + '"'),
    ("what a pattern matches, 100,000 characters long", "evil", '"' + "a" * 100_000 + '"'),
    ("the same name 100,000 times", "table", "{" + '"a": 1, ' * 100_000 + '"a": 2}'),
    ("100,000 names", "table", json.dumps({f"name {i}": i for i in range(100_000)})),
    ("100,000 names that are numbers", "by_number", json.dumps({str(i): "" for i in range(100_000)})),
    ("100,000 numbers of one hash", "unique", json.dumps([(2**61 - 1) * i for i in range(1, 3000)])),
    (
        "names of one hash that are numbers",
        "by_number",
        json.dumps({str((2**61 - 1) * i): "" for i in range(1, 3000)}),
    ),
    ("500 levels of anything", "anything", nested("[", 500, "]")),
]


def colliding_names(count: int) -> list[str]:
    """Names for which hash_of() of core/src/base/hash.h is the same, all 64 bits of it.

    It mixes the first eight bytes of sixteen and then the last: behind each beginning there is one end that
    leads to the same hash. Those ends that are plain letters and signs are taken.
    """
    odd, mask = 0x9E3779B97F4A7C15, (1 << 64) - 1
    plain = frozenset(range(0x20, 0x7F)) - frozenset(b'"\\')
    start = 16 * odd & mask
    before_the_end: int | None = None
    names: list[str] = []
    for number in itertools.count():
        beginning = b"%08x" % number
        mixed = (start ^ int.from_bytes(beginning, "little")) * odd & mask
        mixed ^= mixed >> 32
        if before_the_end is None:
            before_the_end = mixed ^ int.from_bytes(b"same end", "little")
        end = (mixed ^ before_the_end).to_bytes(8, "little")
        if plain.issuperset(end):
            names.append((beginning + end).decode())
            if len(names) == count:
                break
    return names


def body_cases() -> Iterator[Case]:
    everything = "/everything"
    for name, body in {
        "nothing": "",
        "white space": " \n",
        "null": "null",
        "no JSON": "}",
        "a comma too many": '{"whole": 1,}',
        "text behind the end": "{} {}",
        "a text without end": '{"text": "',
        "an escape without end": r'{"text": "\u12',
        "an object without end": '{"whole": 1',
        "a name without a value": '{"whole"',
        "a wrong escape": r'{"text": "\x"}',
        "a bare control character": '{"text": "\n"}',
        "a NUL": '{"text": "\0"}',
        "nothing but NUL": "\0" * 1000,
        "a list": "[]",
        "a number": "1",
        "a text": '"{}"',
        "100,000 lists inside each other": nested("[", 100_000, "]"),
        "100,000 objects inside each other": nested('{"a":', 100_000, "}", "1"),
        "100,000 lists that do not end": "[" * 100_000,
        "100,000 objects that do not end": '{"a":' * 100_000,
        "a million brackets": "[" * 1_000_000,
        "100,000 lists inside each other, for anything": '{"anything": ' + nested("[", 100_000, "]") + "}",
        "100,000 lists where nobody looks": '{"unknown": ' + nested("[", 100_000, "]") + "}",
        "a tree 10,000 deep": '{"tree": ' + nested('{"next":', 10_000, "}", "null") + "}",
        "trees in trees, 10,000 deep": '{"tree": ' + nested('{"children":[', 10_000, "]}") + "}",
    }.items():
        for path in (everything, "/pooled", "/several"):
            yield Case(f"{name}, for {path}", post(path, body), (400, 422))
    for name, data in {
        "a byte that is never in UTF-8": b"\xff",
        "a character cut off": b"\xe2\x82",
        "too long a form": b"\xc0\x80",
        "a surrogate as bytes": b"\xed\xa0\x80",
        "beyond Unicode": b"\xf4\x90\x80\x80",
    }.items():
        yield Case(f"{name}, in a text", post(everything, member("text", b'"%s"' % data)), (400, 422))
        yield Case(f"{name}, in a name", post(everything, b'{"%s": 1}' % data), (400, 422))
        yield Case(f"{name}, alone", post(everything, data), (400, 422))
        yield Case(f"{name}, for anything", post("/any", b'["%s"]' % data), (400, 422))
        yield Case(f"{name}, in a form", post_form("/form", b"name=" + data), (200, 400, 422))
        yield Case(f"{name}, in the name of a form's field", post_form("/form", data + b"=1"), (400, 422))
    for content_type in (
        "",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "\xff/\xff",
        "application/json; charset=\xff",
        "x" * 10_000,
    ):
        yield Case(
            f"an object as {content_type[:50]!r}",
            post(everything, '"{}"', content_type=content_type),
            (400, 415, 422),
        )
    for content_type in (
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "text/plain",
        "",
    ):
        yield Case(
            f"a form as {content_type!r}", post("/form", "name=a", content_type=content_type), (400, 415, 422)
        )
    for name, field, value in WRONG_MEMBERS:
        for path in (everything, "/pooled"):
            yield Case(f"{name}, for {path}", post(path, member(field, value)), (400, 422))
    for name, field, value in ODD_MEMBERS:
        yield Case(name, post(everything, member(field, value)), (200, 400, 422))
    yield Case("a body that is too long", post(everything, '"' + "x" * _BODY_BYTES + '"'), (413,))
    yield Case("a form that is too long", post_form("/form", "name=" + "x" * _BODY_BYTES), (413,))
    for depth in (100, 200, 400, 500, 511, 512, 513, 1000):
        yield Case(f"a tree {depth} deep", post("/tree", nested('{"next":', depth, "}", "null")), (200, 422))
        yield Case(
            f"trees in trees, {depth} deep", post("/tree", nested('{"children":[', depth, "]}")), (200, 422)
        )
        yield Case(
            f"trees in a union, {depth} deep",
            post("/trees", '{"a": ' + nested('{"children":[', depth, "]}") + "}"),
            (200, 422),
        )
        yield Case(
            f"wrong trees in a union, {depth} deep",
            post("/trees", '{"a": ' + nested('{"children":[', depth, "]}", "1") + "}"),
            (422,),
        )
        yield Case(f"anything {depth} deep", post("/any", nested("[", depth, "]")), (200, 422))
        yield Case(
            f"objects of anything {depth} deep", post("/any", nested('{"a":', depth, "}", "1")), (200, 422)
        )
        yield Case(
            f"an extra member {depth} deep",
            post("/open", '{"a": ' + nested("[", depth, "]") + "}"),
            (200, 422),
        )
        yield Case(f"a wrong list {depth} deep", post("/numbers", nested("[", depth, "]")), (200, 422))
    many = json.dumps({f"name {i}": i for i in range(100_000)})
    yield Case("100,000 unknown members", post(everything, many), (200,))
    yield Case("100,000 forbidden members", post("/closed", many), (422,))
    yield Case("100,000 extra members", post("/open", many), (200,))
    yield Case(
        "a known member 100,000 times", post(everything, "{" + '"whole": 1, ' * 100_000 + '"whole": "x"}')
    )
    colliding = json.dumps(dict.fromkeys(colliding_names(50), 1))
    yield Case("names of one hash, unknown", post(everything, member("wide", colliding)), (200,))
    yield Case("names of one hash, forbidden", post("/closed", colliding))
    yield Case("names of one hash, again and again", post("/any", f"[{colliding}, {colliding}]"), (200,))
    yield Case(
        "a million names that JSON does not know", post("/numbers", "[" + "x," * 1_000_000 + "x]"), (422,)
    )
    yield Case(
        "a million numbers, the last one wrong", post("/numbers", "[" + "1," * 1_000_000 + '"x"]'), (422,)
    )
    yield Case(
        "a million lists that are no numbers", post("/numbers", "[" + "[]," * 1_000_000 + "[]]"), (422,)
    )


def text_cases() -> Iterator[Case]:
    for name, value, statuses in (
        ("no number", "x", (422,)),
        ("10,000 digits", "9" * 10_000, (422, 414, 431)),
        ("4,300 digits", "9" * 4300, (200, 422)),
        ("beyond a double", "1e400", (422,)),
        ("digits of other scripts", "%D9%A3", (200, 422)),
        ("bytes that are no UTF-8", "%FF%FE", (422,)),
        ("NUL", "1%00", (422,)),
        ("a surrogate", "%ED%A0%80", (422,)),
        ("half an escape", "%F", (400, 422)),
        ("NaN", "nan", (422,)),
    ):
        yield Case(f"{name} in a query", get(f"/query?whole={value}"), statuses)
        yield Case(f"{name} in a query, several times", get(f"/query?several=1&several={value}"), statuses)
        yield Case(f"{name} in a query's model", get(f"/query-model?limit={value}"), (*statuses, 422))
        yield Case(f"{name} in a path", get(f"/path/{value}/2023-01-01/x"), (*statuses, 400))
        yield Case(f"{name} in a header", get("/headers", f"X-Whole: {value}".encode()), statuses)
        yield Case(
            f"{name} in a header, several times",
            get("/headers", b"X-Several: 1", f"X-Several: {value}".encode()),
            statuses,
        )
        yield Case(f"{name} in a cookie", get("/cookies", f"Cookie: whole={value}".encode()), statuses)
        yield Case(f"{name} in a form", post_form("/form", f"name=a&age={value}"), statuses)
        yield Case(f"{name} in a field of a form", post_form("/form-fields", f"name=a&age={value}"), statuses)
    for name, text in (
        ("bytes that are no UTF-8", "%FF%FE"),
        ("NUL", "%00"),
        ("a surrogate", "%ED%A0%80"),
        ("line ends", "%0D%0AX-A:%20b"),
        ("half an escape", "%"),
        ("12,000 characters", "x" * 12_000),
    ):
        fine = (200, 400, 404)
        yield Case(f"{name}, a text of a query", get(f"/query?text={text}"), fine)
        yield Case(f"{name}, a name of a query", get(f"/query?{text}=1"), fine)
        yield Case(f"{name}, a text of a path", get(f"/text/{text}"), fine)
        yield Case(f"{name}, a path of three", get(f"/path/1/{text}/{text}"), (400, 404, 414, 422))
        yield Case(f"{name}, a text of a header", get("/headers", f"X-Text: {text}".encode()), fine)
        yield Case(f"{name}, a text of a cookie", get("/cookies", f"Cookie: text={text}".encode()), fine)
        yield Case(f"{name}, a text of a form", post_form("/form-fields", f"name={text}"), fine)
    for raw in (b"\x80", b"\xff\xfe", b"\xed\xa0\x80", "ü".encode()):
        yield Case(f"{raw!r} in a query", get(b"/query?text=" + raw), (200, 400))
        yield Case(f"{raw!r} in a path", get(b"/text/" + raw), (200, 400))
        yield Case(f"{raw!r} in a header", get("/headers", b"X-Text: " + raw), (200, 400))
        yield Case(f"{raw!r} in a number's header", get("/headers", b"X-Whole: " + raw), (400, 422))
        yield Case(f"{raw!r} in a cookie", get("/cookies", b"Cookie: text=" + raw), (200, 400))
        yield Case(f"{raw!r} in a number's cookie", get("/cookies", b"Cookie: whole=" + raw), (400, 422))
    yield Case("a NUL in a header", get("/headers", b"X-Text: a\0b"), (400,))
    yield Case("what backtracking would never end on, in a query", get("/query?evil=" + "a" * 10_000 + "!"))
    yield Case("a Decimal of a query with a million places", get("/query?amount=1e1000000"), (200, 422))
    yield Case(
        "a Decimal of a query with the largest exponent",
        get("/query?amount=1e999999999999999999"),
        (200, 422),
    )
    yield Case("an infinite float in a query", get("/query?real=1e400"), (200, 422))
    yield Case("a date of a query in the year 0", get("/query?day=0000-01-01"))
    yield Case("7,000 parameters of a query", get("/query?" + "a&" * 7000), (200,))
    yield Case("1,500 values of one parameter", get("/query?several=1" + "&several=1" * 1499), (200,))
    yield Case("3,500 parameters of a query's model", get("/query-model?" + "a=1&" * 3500), (200, 422))
    yield Case("10,000 parameters of a query", get("/query?" + "a=1&" * 10_000), (414,))
    yield Case("5,000 cookies", get("/cookies", b"Cookie: " + b"a=1; " * 5000), (200, 422))
    yield Case("cookies without names", get("/cookies", b"Cookie: ;;;===;;; =; whole"), (200, 422))
    yield Case(
        "as many fields of a form as there may be", post_form("/form", "name=a&" + "a=1&" * 998), (200, 422)
    )
    for path in ("/form", "/form-fields"):
        yield Case(f"10,000 fields of a form, for {path}", post_form(path, "a=1&" * 10_000), (400,))
        yield Case(f"100,000 fields of a form, for {path}", post_form(path, "a=1&" * 100_000), (400,))
        yield Case(
            f"100,000 names of fields of a form, for {path}",
            post_form(path, "&".join(f"f{i}=1" for i in range(100_000))),
            (400,),
        )
        yield Case(
            f"a form that is nothing but signs, for {path}", post_form(path, "&=" * 100_000), (400, 422)
        )
        yield Case(f"an empty form, for {path}", post_form(path, ""))
        yield Case(f"a form of JSON, for {path}", post_form(path, '{"name": "a"}'))
    yield Case("a form's text that is too long", post_form("/form", "name=" + "x" * 1_000_000))


@pytest.fixture
def typed() -> Iterator[Server]:
    with fasterapi("tests/servers/typed.py", limits={"body_bytes": _BODY_BYTES}) as server:
        yield server


def answered(server: Server, case: Case) -> int:
    with Wire(server.address, patience_s=_PATIENCE_S) as wire:
        wire.send(case.wire)
        return wire.read_answer().status


def test_each_bad_request_is_refused_and_the_next_served(typed: Server) -> None:
    table = [*body_cases(), *text_cases()]
    assert len({case.name for case in table}) == len(table)
    wrong: list[str] = []
    with descriptors_returned(typed), bounded_memory(typed, 192):
        for case in table:
            status = answered(typed, case)
            if status not in case.statuses:
                wrong.append(f"{case.name}: {status}, not one of {case.statuses}")
            assert ask(typed, "GET", "/").body == b'"served"', case.name
    assert wrong == []
    assert "Traceback" not in typed.printed, typed.printed


def test_bad_requests_leave_nothing_behind(typed: Server) -> None:
    """The second and the third time that all of them come, memory is there that the first time left."""
    table = [*body_cases(), *text_cases()]
    for case in table:
        answered(typed, case)
    before = typed.resident_bytes()
    for case in [*table, *table]:
        answered(typed, case)
    grown = typed.resident_bytes() - before
    assert grown <= (256 if typed.is_sanitized() else 16) * MIB, f"{grown / MIB:.1f} MiB"


def test_names_of_one_hash_are_told_apart(typed: Server) -> None:
    names = colliding_names(50)
    members = {name: number for number, name in enumerate(names)}
    with Wire(typed.address, patience_s=_PATIENCE_S) as wire:
        wire.send(post("/any", json.dumps([members, members])))
        assert json.loads(wire.read_answer().body) == [members, members]


def test_a_body_of_nothing_but_errors_is_answered_with_the_first_of_them(typed: Server) -> None:
    bodies = {
        "/numbers": "[" + "[]," * 1_000_000 + "[]]",
        "/closed": json.dumps({f"name {i}": i for i in range(100_000)}),
        "/trees": json.dumps({f"name {i}": "x" for i in range(100_000)}),
        "/evens": "[" + "1," * 100_000 + "1]",
    }
    with bounded_memory(typed, 160):
        for path, body in bodies.items():
            with Wire(typed.address, patience_s=_PATIENCE_S) as wire:
                wire.send(post(path, body))
                answer = wire.read_answer()
            assert answer.status == 422
            assert len(json.loads(answer.body)["detail"]) == 1000


def test_an_input_that_json_cannot_have_is_shown_as_null(typed: Server) -> None:
    errors = {
        member("whole", "1e400"): ("finite_number", ["body", "whole"]),
        member("lasting", "-1e400"): ("time_delta_parsing", ["body", "lasting"]),
        member("whole", nested("[", 511, "]")): ("int_type", ["body", "whole"]),
    }
    for body, (kind, where) in errors.items():
        with Wire(typed.address, patience_s=_PATIENCE_S) as wire:
            wire.send(post("/everything", body))
            (error,) = json.loads(wire.read_answer().body)["detail"]
        assert (error["type"], error["loc"], error["input"]) == (kind, where, None)
