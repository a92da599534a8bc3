"""Every type of error that pydantic has: both make it of the same input, or docs/validation.md lists it."""

import re
from collections import Counter, OrderedDict, UserDict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import FunctionType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args
from uuid import UUID

import annotated_types as at
import fasterapi
import pydantic
import pytest
from fasterapi import _core
from fasterapi.exceptions import ValidationError
from fasterapi.schema.compiling import compile_type
from pydantic_core import core_schema

from .judge import told

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "validation.md"

Made = Callable[[Any], Any]
"""A type, or a value, made of what a library has."""


class Color(Enum):
    red = "red"


@dataclass
class Point:
    x: int


@dataclass
class Closed:
    x: int
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


class Pair(NamedTuple):
    first: int
    second: int


class Broken:
    """Without a value that can be had."""

    @property
    def value(self) -> int:
        raise RuntimeError("broken")


class BrokenMapping(UserDict[str, int]):
    def items(self) -> Any:
        raise RuntimeError("broken")


class BrokenZone(tzinfo):
    def utcoffset(self, _: datetime | None) -> timedelta:
        raise RuntimeError("broken")


def raising(error: Exception) -> Made:
    def check(_: Any) -> Any:
        raise error

    return lambda lib: Annotated[int, lib.AfterValidator(check)]


def field(annotation: Any, **options: Any) -> Made:
    return lambda lib: Annotated[annotation, lib.Field(**options)]


def model(annotation: Any = int, **config: Any) -> Made:
    def make(lib: Any) -> Any:
        class Holder(lib.BaseModel):
            model_config = lib.ConfigDict(**config)
            value: annotation
            fixed: int = lib.Field(default=1, frozen=True)

        return Holder

    return make


def late_default(lib: Any) -> Any:
    class Holder(lib.BaseModel):
        value: int
        later: int = lib.Field(default_factory=lambda data: data["value"])

    return Holder


def cat_or_dog(lib: Any) -> Any:
    class Cat(lib.BaseModel):
        kind: Literal["cat"]

    class Dog(lib.BaseModel):
        kind: Literal["dog"]

    return Annotated[Cat | Dog, lib.Field(discriminator="kind")]


def tree(lib: Any) -> Any:
    class Tree(lib.BaseModel):
        inner: "Tree | None" = None

    return Tree


def endless() -> dict[str, Any]:
    found: dict[str, Any] = {}
    found["inner"] = found
    return found


def in_zone(kind: str) -> Made:
    """Of a library's own spelling."""
    ours = {"AwareDatetime": at.Timezone(...), "NaiveDatetime": at.Timezone(None)}
    return lambda lib: getattr(lib, kind) if lib is pydantic else Annotated[datetime, ours[kind]]


def named(name: str) -> Made:
    return lambda lib: getattr(lib, name)


class Case(NamedTuple):
    made: Any
    """The type, or a function that makes it of what a library has."""
    value: Any
    """The input, or the attribute that is set."""
    how: Literal["python", "strict", "json", "strict json", "assigned"] = "python"

    def run(self, lib: Any) -> None:
        annotation = self.made(lib) if isinstance(self.made, FunctionType) else self.made
        if self.how == "assigned":
            setattr(annotation(value=1), self.value, 2)
            return
        checker = (
            pydantic.TypeAdapter(annotation) if lib is pydantic else _core.Schema(compile_type(annotation))
        )
        validate = checker.validate_json if self.how.endswith("json") else checker.validate_python
        validate(self.value, strict=True if self.how.startswith("strict") else None)

    def errors(self, lib: Any) -> list[dict[str, Any]]:
        with pytest.raises((pydantic.ValidationError, ValidationError)) as caught:
            self.run(lib)
        options = {"include_url": False} if lib is pydantic else {}
        return [told(error) for error in caught.value.errors(**options)]


CASES = {
    "assertion_error": Case(raising(AssertionError("no")), 1),
    "bool_parsing": Case(bool, "maybe"),
    "bool_type": Case(bool, []),
    "bytes_invalid_encoding": Case(model(bytes, val_json_bytes="base64"), '{"value": "%"}', "json"),
    "bytes_too_long": Case(field(bytes, max_length=1), b"ab"),
    "bytes_too_short": Case(field(bytes, min_length=3), b"ab"),
    "bytes_type": Case(bytes, 1),
    "callable_type": Case(Callable[..., Any], 1),
    "counter_type": Case(Counter[str], 1),
    "dataclass_exact_type": Case(Point, {"x": 1}, "strict"),
    "dataclass_type": Case(Point, 1),
    "date_from_datetime_inexact": Case(date, "2000-01-01T12:00"),
    "date_from_datetime_parsing": Case(date, "x"),
    "date_parsing": Case(date, '"x"', "strict json"),
    "date_type": Case(date, []),
    "datetime_from_date_parsing": Case(datetime, "x"),
    "datetime_object_invalid": Case(in_zone("AwareDatetime"), datetime(2000, 1, 1, tzinfo=BrokenZone())),
    "datetime_parsing": Case(datetime, '"x"', "strict json"),
    "datetime_type": Case(datetime, []),
    "decimal_max_digits": Case(field(Decimal, max_digits=2), "1.23"),
    "decimal_max_places": Case(field(Decimal, decimal_places=1), "1.23"),
    "decimal_parsing": Case(Decimal, "x"),
    "decimal_type": Case(Decimal, []),
    "decimal_whole_digits": Case(field(Decimal, max_digits=3, decimal_places=2), "12.3"),
    "default_factory_not_called": Case(late_default, {"value": "x"}),
    "deque_type": Case(deque[int], 1),
    "dict_type": Case(dict[str, int], 1),
    "enum": Case(Color, "blue"),
    "extra_forbidden": Case(model(extra="forbid"), {"value": 1, "more": 2}),
    "finite_number": Case(field(float, allow_inf_nan=False), float("nan")),
    "float_parsing": Case(float, "x"),
    "float_type": Case(float, []),
    "frozen_field": Case(model(validate_assignment=True), "fixed", "assigned"),
    "frozen_instance": Case(model(frozen=True), "value", "assigned"),
    "frozen_set_type": Case(frozenset[int], 1),
    "get_attribute_error": Case(model(from_attributes=True), Broken()),
    "greater_than": Case(field(int, gt=1), 1),
    "greater_than_equal": Case(field(int, ge=1), 0),
    "int_from_float": Case(int, 1.5),
    "int_parsing": Case(int, "x"),
    "int_parsing_size": Case(int, "1" * 5000),
    "int_type": Case(int, []),
    "invalid_key": Case(model(extra="allow"), {"value": 1, 2: 3}),
    "is_instance_of": Case(lambda lib: lib.InstanceOf[Broken], 1),
    "is_subclass_of": Case(type[int], str),
    "iterable_type": Case(Iterable[int], 1),
    "json_invalid": Case(int, "x", "json"),
    "less_than": Case(field(int, lt=1), 1),
    "less_than_equal": Case(field(int, le=1), 2),
    "list_type": Case(list[int], 1),
    "literal_error": Case(Literal["a", 1], "b"),
    "mapping_type": Case(dict[str, int], BrokenMapping()),
    "missing": Case(model(), {}),
    "model_attributes_type": Case(model(from_attributes=True), 1),
    "model_type": Case(model(), 1),
    "multiple_of": Case(field(int, multiple_of=2), 1),
    "named_tuple_type": Case(Pair, 1),
    "needs_python_object": Case(lambda lib: lib.InstanceOf[Broken], "1", "json"),
    "no_such_attribute": Case(model(validate_assignment=True), "other", "assigned"),
    "none_required": Case(None, 1),
    "ordered_dict_type": Case(OrderedDict[str, int], 1),
    "recursion_loop": Case(tree, endless()),
    "set_item_not_hashable": Case(set[Any], [[]]),
    "set_type": Case(set[int], 1),
    "string_pattern_mismatch": Case(field(str, pattern="a"), "b"),
    "string_too_long": Case(field(str, max_length=1), "ab"),
    "string_too_short": Case(field(str, min_length=3), "ab"),
    "string_type": Case(str, 1),
    "string_unicode": Case(str, b"\xff"),
    "time_delta_parsing": Case(timedelta, "x"),
    "time_delta_type": Case(timedelta, []),
    "time_parsing": Case(time, "x"),
    "time_type": Case(time, []),
    "timezone_aware": Case(in_zone("AwareDatetime"), "2000-01-01T00:00"),
    "timezone_naive": Case(in_zone("NaiveDatetime"), "2000-01-01T00:00Z"),
    "too_long": Case(field(list[int], max_length=1), [1, 2]),
    "too_short": Case(field(list[int], min_length=1), []),
    "tuple_type": Case(tuple[int, ...], 1),
    "unexpected_keyword_argument": Case(Closed, {"x": 1, "y": 2}),
    "union_tag_invalid": Case(cat_or_dog, {"kind": "cow"}),
    "union_tag_not_found": Case(cat_or_dog, {}),
    "url_parsing": Case(named("AnyUrl"), "x"),
    "url_scheme": Case(named("HttpUrl"), "ftp://a"),
    "url_too_long": Case(named("HttpUrl"), "http://a/" + "x" * 3000),
    "url_type": Case(named("AnyUrl"), 1),
    "uuid_parsing": Case(UUID, "x"),
    "uuid_type": Case(UUID, 1),
    "value_error": Case(raising(ValueError("no")), 1),
}


# What docs/validation.md says of these two is told otherwise.
TOLD_OTHERWISE = {"json_invalid": ("msg", "ctx"), "default_factory_not_called": ("input",)}


@pytest.mark.parametrize("error", CASES)
def test_made_of_the_same_input(error: str) -> None:
    otherwise = TOLD_OTHERWISE.get(error, ())
    theirs, ours = (
        [{key: value for key, value in each.items() if key not in otherwise} for each in errors]
        for errors in (CASES[error].errors(pydantic), CASES[error].errors(fasterapi))
    )
    assert error in [each["type"] for each in theirs]
    assert ours == theirs


def test_the_document_lists_all_others() -> None:
    (listed,) = re.findall(r"^\| errors of the types (.*?) \|", DOCUMENT.read_text(), re.MULTILINE)
    others = set(get_args(core_schema.ErrorType)) - CASES.keys()
    assert set(re.findall(r"`(\w+)`", listed)) == others
