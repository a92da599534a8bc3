"""Path parameters that the engine does not convert by itself; the answers are those of pydantic 2.14."""

from __future__ import annotations

import math
from typing import Any
from uuid import UUID

import pytest
from fasterapi import RequestValidationError
from fasterapi.params import convert, parameters_of
from hypothesis import given
from hypothesis import strategies as st

KEY = "12345678-1234-5678-1234-567812345678"
HEX = KEY.replace("-", "")


def error_of(kind: str, text: str) -> dict[str, Any]:
    with pytest.raises(RequestValidationError) as raised:
        convert(kind, "x", text)
    (error,) = raised.value.errors()
    return dict(error)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("+5", 5),
        ("-5", -5),
        (" 5 ", 5),
        ("\u00a05\u3000", 5),
        ("\v5", 5),
        ("\x855", 5),
        ("1_000", 1000),
        ("5.0", 5),
        ("5.00", 5),
        ("+5.0", 5),
        ("5_0.0", 50),
        ("00012", 12),
        ("0_1", 1),
        ("0__1", 1),
        ("00.0", 0),
        ("-0", 0),
        ("0" * 5000 + "1", 1),
        ("9" * 4300, int("9" * 4300)),
        ("-" + "9" * 4300, -int("9" * 4300)),
        ("9" * 4300 + ".0", int("9" * 4300)),
    ],
)
def test_integers(text: str, value: int) -> None:
    assert convert("int", "x", text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "a", "--5", "+-5", "-+5", "+ 5", "5 5", "1__0", "_1", "1_", "+_1", "0_", "0_.0", "_"),
        *(
            "5.",
            "5.5",
            ".0",
            ".",
            "5.0_0",
            "1e3",
            "0x10",
            "inf",
            "nan",
            "5. 0",
            "0.0.0",
            "٣",
            "\uff15",
            "\x1c5",
            "\u200b5",
        ),
        *("5\0", "True", "1" * 5000 + "x", "0" * 5000 + "x"),
        "0-1",  # pydantic reads -1: a slip in how it strips leading zeros, and not a number to anyone else
    ],
)
def test_no_integers(text: str) -> None:
    assert error_of("int", text) == {
        "type": "int_parsing",
        "loc": ["path", "x"],
        "msg": "Input should be a valid integer, unable to parse string as an integer",
        "input": text,
    }


def test_integers_that_are_too_long() -> None:
    text = "9" * 4301
    assert error_of("int", text) == {
        "type": "int_parsing_size",
        "loc": ["path", "x"],
        "msg": "Unable to parse input string as an integer, exceeded maximum size",
        "input": text,
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5.0),
        (" 5 ", 5.0),
        ("\u00a05\u3000", 5.0),
        ("5.", 5.0),
        (".5", 0.5),
        ("+.5e1", 5.0),
        ("1E-3", 0.001),
        ("1_000", 1000.0),
        ("1._5", 1.5),
        ("1_.5", 1.5),
        ("._5", 0.5),
        ("1_0e1_0", 1e11),
        ("1e_1", 10.0),
        ("inf", math.inf),
        ("-INF", -math.inf),
        ("+Infinity", math.inf),
        ("1e400", math.inf),
    ],
)
def test_numbers(text: str, value: float) -> None:
    assert convert("float", "x", text) == value


@pytest.mark.parametrize("text", ["nan", "NaN", "-nan"])
def test_not_a_number_is_a_float(text: str) -> None:
    value = convert("float", "x", text)
    assert isinstance(value, float)
    assert math.isnan(value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "a",
            "--5",
            "+ 5",
            "1__0",
            "_1",
            "1_",
            "1.0__1",
            " 1_0",
            "1_0 ",
            "0x10",
            "1f",
            "1.5e",
            "e5",
            ".",
        ),
        *("infinit", "nan1", "٣", "\uff15", "\x1c5", "5\0", "1" * 5000 + "x"),
    ],
)
def test_no_numbers(text: str) -> None:
    assert error_of("float", text) == {
        "type": "float_parsing",
        "loc": ["path", "x"],
        "msg": "Input should be a valid number, unable to parse string as a number",
        "input": text,
    }


@pytest.mark.parametrize("text", [KEY, KEY.upper(), HEX, f"{{{KEY}}}", f"urn:uuid:{KEY}"])
def test_uuids(text: str) -> None:
    assert convert("uuid", "x", text) == UUID(KEY)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "invalid length: found 0"),
        (HEX[:-1], "invalid length: found 31"),
        (HEX + "0", "invalid length: found 33"),
        (f"urn:uuid:{{{KEY}}}", "invalid length: found 47"),
        ("x", "invalid character: found `x` at 0"),
        (f" {KEY}", "invalid character: found ` ` at 0"),
        (f"{KEY} ", "invalid character: found ` ` at 36"),
        (f"{{{KEY}", "invalid character: found `{` at 0"),
        (f"{{{KEY[2:]}}}", "invalid character: found `{` at 0"),
        (f"URN:UUID:{KEY}", "invalid character: found `U` at 0"),
        ("1é", "invalid character: found `é` at 1"),
        ("{é}", "invalid character: found `é` at 1"),
        ("urn:uuid:1é", "invalid character: found `é` at 10"),
        (f"urn:uuid:{KEY[:-1]}g", "invalid character: found `g` at 35"),
        (f"{{{HEX}}}", "invalid group count: expected 5, found 1"),
        ("1-2-3-4", "invalid group count: expected 5, found 4"),
        ("1-2-3-4-5-6", "invalid group count: expected 5, found 6"),
        ("1-2-3-4-5", "invalid group length in group 0: expected 8, found 1"),
        (KEY[:-1], "invalid group length in group 4: expected 12, found 11"),
        (f"{{{KEY[:-1]}}}", "invalid group length in group 4: expected 12, found 13"),
        ("12345678-1234-5678-12345678-12345678", "invalid group length in group 3: expected 4, found 8"),
    ],
)
def test_no_uuids(text: str, reason: str) -> None:
    assert error_of("uuid", text) == {
        "type": "uuid_parsing",
        "loc": ["path", "x"],
        "msg": f"Input should be a valid UUID, {reason}",
        "input": text,
        "ctx": {"error": reason},
    }


@given(st.text(alphabet="0123456789abcdefABCDEF-{}urn:id é€", max_size=50))
def test_any_text_is_a_uuid_or_an_error(text: str) -> None:
    try:
        value = convert("uuid", "x", text)
    except RequestValidationError:
        return
    assert value == UUID(text)


@given(st.integers(), st.sampled_from(["{}", " {}", "{}.0", "{:_}"]))
def test_every_integer_comes_back(number: int, form: str) -> None:
    assert convert("int", "x", form.format(number)) == number


@given(st.floats(allow_nan=False))
def test_every_float_comes_back(number: float) -> None:
    assert convert("float", "x", repr(number)) == number


@pytest.mark.parametrize(
    ("pattern", "parameters"),
    [
        ("/", {}),
        ("/a/{b}", {"b": ""}),
        ("/{a:int}/x/{b:path}", {"a": "int", "b": "path"}),
        ("/{a}.{b}", {"a": "", "b": ""}),
    ],
)
def test_parameters_of_a_pattern(pattern: str, parameters: dict[str, str]) -> None:
    assert parameters_of(pattern) == parameters
