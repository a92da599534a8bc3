"""Strategies for types of the standard library that are strings or numbers in JSON, and for their inputs."""

from __future__ import annotations

import datetime
import decimal
import enum
import ipaddress
import pathlib
import uuid
from typing import Any

from hypothesis import strategies as st

from .judge import floats, integers, number_constraints, values, with_constraints

UTC = datetime.UTC

# What a generated text hardly ever is: at an edge of the grammars, or of what a type holds.
TIME_WORDS = (
    "0000-01-01",
    "0000-01-01T00:00",
    "2024-02-30",
    "2024-02-29T24:00",
    "2024-01-02T00:00:00Z",
    "2024-01-02 03:04:05.1234567-05:30",
    "2024-01-02T03:04:60",
    "03:04:05.",
    "03:04+24:00",
    "0",
    "+86400",
    "-86400000000000",
    "1.5",
    ".5e1",
    "99999999999999999",
    "-62167219200000",
    "P1DT2H3M4.5S",
    "-P1Y",
    "P1.5D1H",
    "PT",
    "1 day, 03:04:05",
    "1000000000 days",
    "99:59:59.999999",
)
YEAR_ZERO = ("0000-01-01", "0000-01-01T00:00", "-62167219200000")
time_numbers = st.sampled_from(
    [
        *(
            sign * (base + step)
            for sign in (1, -1)
            for base in (0, 86_400, 2 * 10**10)
            for step in (-1, 0, 1)
        ),
        *(sign * number for sign in (1, -1) for number in (86_399.5, 86_399.9999996, 3e10 + 0.7, 1e14, 1e-9)),
        *(sign * 86_400 * (999_999_999 + step) for sign in (1, -1) for step in (0, 1)),
        -62_167_219_200_000,
        -62_135_596_800_000,
        253_402_300_800_000,
    ]
)


@st.composite
def misspelt(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A text as it is, or with a character taken away, put in or replaced."""
    text = draw(texts)
    at = draw(st.integers(0, len(text)))
    cut = draw(st.integers(0, 1))
    put = draw(st.sampled_from(["", "", "", "0", "9", ":", "-", "+", ".", "T", " ", "Z", "x", "{", "}", "é"]))
    return text[:at] + put + text[at + cut :] if draw(st.booleans()) else text


offsets = st.integers(-86_399, 86_399).map(lambda s: datetime.timezone(datetime.timedelta(seconds=s)))
timezones = st.one_of(st.none(), st.just(UTC), offsets)
datetimes = st.datetimes(timezones=timezones)
times = st.times(timezones=timezones)
time_values = st.one_of(datetimes, st.dates(), times, st.timedeltas())


def spelt(value: Any) -> str:
    return str(value) if isinstance(value, datetime.timedelta) else str(value.isoformat())


time_texts = st.one_of(st.sampled_from(TIME_WORDS), misspelt(time_values.map(spelt)))
time_inputs = st.one_of(
    time_values, time_numbers, integers, floats, time_texts, time_texts.map(str.encode), st.booleans(), values
)

TIME_TYPES = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)
VALUES_OF = dict(zip(TIME_TYPES, (datetimes, st.dates(), times, st.timedeltas()), strict=True))


@st.composite
def bounded_times(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(TIME_TYPES))
    return with_constraints(kind, draw(number_constraints(VALUES_OF[kind])))


time_types = st.one_of(st.sampled_from(TIME_TYPES), bounded_times())


decimals = st.one_of(
    st.decimals(),
    st.decimals(allow_nan=False, places=2, min_value=-100, max_value=100),
    st.sampled_from(
        [
            decimal.Decimal(text)
            for text in ("1e30", "1e999999", "-0", "0E+3", "1.20", "1e-40", "sNaN", "-Infinity")
        ]
    ),
)
decimal_texts = st.one_of(
    misspelt(decimals.map(str)),
    st.sampled_from(["1_0", " 1.5 ", "1e999999999999999999", "\u0663", "inf", "0.1e1"]),
)
decimal_parts = st.tuples(
    st.integers(0, 2), st.lists(st.integers(0, 10), max_size=3), st.one_of(st.integers(-3, 3), st.just("F"))
)
decimal_inputs = st.one_of(
    decimals, decimal_texts, integers, floats, decimal_parts, decimal_parts.map(list), values
)


@st.composite
def bounded_decimals(draw: st.DrawFn) -> Any:
    bounds = st.one_of(st.integers(-5, 5), st.sampled_from([-1.5, 0.1, decimal.Decimal("2.50")]))
    given = draw(number_constraints(bounds))
    given |= draw(
        st.fixed_dictionaries({}, optional={"multiple_of": st.sampled_from([2, 0.1, decimal.Decimal(3)])})
    )
    return with_constraints(decimal.Decimal, given)


UUID_WORDS = (
    "\u0663",
    "\u0663" * 16,
    "1" * 30 + "\u0663",
    "12345678-1234-5678-1234-5678123456\u0663",
    "{12345678-1234-5678-1234-567812345678",
    "urn:uuid:12345678123456781234567812345678",
    "{12345678123456781234567812345678}",
    "1-2-3-4-5",
    "1-2-3-4-5-6",
    "12345678\u012d1234-5678-1234-567812345678",
)
uuid_texts = st.sampled_from(UUID_WORDS) | misspelt(
    st.uuids().flatmap(
        lambda value: st.sampled_from([str(value), value.hex, f"{{{value}}}", value.urn, str(value).upper()])
    )
)
uuid_inputs = st.one_of(
    st.uuids(), st.uuids().map(lambda value: value.bytes), uuid_texts, uuid_texts.map(str.encode), values
)

ip_addresses = st.ip_addresses()
ip_texts = st.one_of(
    misspelt(ip_addresses.map(str)),
    st.builds(lambda address, bits: f"{address}/{bits}", ip_addresses, st.integers(0, 130)),
    st.just("1.2.3.0/255.255.255.0"),
)
ip_inputs = st.one_of(
    ip_addresses, ip_addresses.map(int), ip_addresses.map(lambda a: a.packed), ip_texts, values
)
IP_TYPES = (
    ipaddress.IPv4Address,
    ipaddress.IPv6Address,
    ipaddress.IPv4Interface,
    ipaddress.IPv6Interface,
    ipaddress.IPv4Network,
    ipaddress.IPv6Network,
)

PATH_TYPES = (pathlib.Path, pathlib.PurePath, pathlib.PurePosixPath, pathlib.PureWindowsPath)
path_inputs = st.one_of(
    st.sampled_from(["a//b/../c", "", ".", "/", "C:\\x"]),
    st.text(max_size=5).map(pathlib.PurePosixPath),
    st.text(max_size=5).map(pathlib.Path),
    values,
)


class Mixed(enum.Enum):
    """Values of several types, one of them twice."""

    ONE = 1
    WORD = "x"
    HALF = 2.5
    PAIR = (1, 2)
    NOTHING = None
    UNO = 1  # noqa: PIE796  (an alias)


class Whole(enum.IntEnum):
    """Converted as an int is."""

    ONE = 1
    TWO = 2


class Word(enum.StrEnum):
    """Converted as a str is."""

    X = "x"
    ONE = "1"


class Real(float, enum.Enum):
    """Converted as a float is."""

    HALF = 1.5


class Truth(enum.Enum):
    """Not an int."""

    YES = True
    BYTES = b"x"


class Moment(enum.Enum):
    """Values that JSON has as strings."""

    NEW_YEAR = datetime.date(2024, 1, 1)
    TENTH = decimal.Decimal("0.1")


class Bits(enum.IntFlag):
    """Members that are made when they are met."""

    READ = 1
    WRITE = 2


class Lists(enum.Enum):
    """Values that have no hash."""

    ONE = [1]  # noqa: RUF012  (a member)
    NAMED = {"x": 1}  # noqa: RUF012  (a member)


class Known(enum.Enum):
    """Finds a member by itself."""

    ONE = 1

    @classmethod
    def _missing_(cls, value: object) -> Known | None:
        if value == "oops":
            raise ValueError("no such thing")
        return cls.ONE if value in ("one", None) else None


# For an int pydantic takes the value of a member whatever it is, and Flags have no length that it sees.
COMMON_ENUM_TYPES = (Whole, Word, Real, Known)
ENUM_TYPES = (Mixed, Whole, Word, Real, Truth, Moment, Bits, Lists, Known)
members = st.one_of(*(st.sampled_from(list(cls)) for cls in ENUM_TYPES))
enum_values = st.one_of(
    members.map(lambda member: member.value), st.sampled_from(["one", "oops", "2", "1.5", 10**30])
)
common_members = st.one_of(*(st.sampled_from(list(cls)) for cls in COMMON_ENUM_TYPES))
enum_inputs = st.one_of(members, enum_values, enum_values, integers, floats, values)

other_types = st.one_of(
    st.sampled_from([decimal.Decimal, uuid.UUID, *IP_TYPES[:2], *PATH_TYPES[:1], *COMMON_ENUM_TYPES]),
    bounded_decimals(),
)
other_inputs = st.one_of(
    decimal_inputs, uuid_inputs, ip_inputs, path_inputs, enum_values, common_members, integers, floats, values
)
