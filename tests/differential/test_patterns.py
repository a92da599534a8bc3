"""Patterns of texts against pydantic's."""

from __future__ import annotations

import re
from typing import Annotated, Any

import pydantic
import pytest
from fasterapi import _core
from fasterapi.exceptions import ValidationError
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.fields import Field

from .judge import Judge

# What both engines understand alike: \d, \w and \s are of ASCII in RE2.
PATTERNS = (
    "",
    "b",
    "^a+$",
    "^[a-z]{2,3}$",
    "(?i)^ab",
    "é",
    r"^\d+$",
    r"a\.b",
    "(a|b)c",
    re.compile("^a(?!b)"),
    re.compile("AB", re.IGNORECASE),
)
TEXTS = ("", "a", "aa", "ab", "abc", "AB", "a.b", "bc", "é", "12", "1a", "\ud800", 1, b"ab", None)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns(pattern: Any) -> None:
    annotation = Annotated[str, Field(pattern=pattern), pydantic.Field(pattern=pattern)]
    bounded = Annotated[
        str,
        Field(pattern=pattern, max_length=2, min_length=1),
        pydantic.Field(pattern=pattern, max_length=2, min_length=1),
    ]
    for value in TEXTS:
        for each in (annotation, bounded, list[annotation], annotation | int, dict[annotation, int]):
            Judge(each).agree(value)
            Judge(each).agree([value])
            Judge(each).agree({value: 1})


@pytest.mark.parametrize("pattern", ["a(?=b)", r"(a)\1", "(?<=a)b", "(", "[a"])
def test_what_re2_cannot_search_for(pattern: str) -> None:
    with pytest.raises(SchemaTypeError, match=r"does not understand the pattern.*python-re"):
        _core.Schema(compile_type(Annotated[str, Field(pattern=pattern)]))


def test_what_re_searches_for() -> None:
    schema = _core.Schema(compile_type(Annotated[str, Field(pattern=r"(a)\1", regex_engine="python-re")]))
    assert schema.validate_json('"baa"') == "baa"
    with pytest.raises(ValidationError) as refused:
        schema.validate_json('"ba"')
    (error,) = refused.value.errors()
    assert error == {
        "type": "string_pattern_mismatch",
        "loc": (),
        "msg": r"String should match pattern '(a)\1'",
        "input": "ba",
        "ctx": {"pattern": r"(a)\1"},
    }


def test_no_text_takes_long() -> None:
    schema = _core.Schema(compile_type(Annotated[str, Field(pattern="^(a+)+$")]))
    with pytest.raises(ValidationError):
        schema.validate_python("a" * 100_000 + "b")
