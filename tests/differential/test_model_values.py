"""Settings of a model's config that decide what its fields hold, and how it is written, against pydantic."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Hashable, Iterator
from typing import Any, Literal

from tests.differential.scenarios import scenario


class Color(enum.Enum):
    red = "r"
    two = 2


class Text(str, enum.Enum):  # noqa: UP042  (people write it so, too)
    a = "x"


class Number(enum.IntEnum):
    one = 1


class Real(float, enum.Enum):
    half = 0.5


class Day(enum.Enum):
    first = datetime.date(2020, 1, 2)


def uses(model: Any, values: Any) -> Iterator[Callable[[], Any]]:
    """What becomes of each value as the field `a`, and of the model in Python and JSON."""
    for value in values:
        yield lambda value=value: model(a=value)
        yield lambda value=value: model(a=value).a
        yield lambda value=value: model(a=value).model_dump()
        yield lambda value=value: model(a=value).model_dump_json()
        yield lambda value=value: model.model_validate({"a": value}, strict=True)


@scenario
def test_values_of_enumerations(lib: Any) -> Iterator[Any]:
    values = [
        *("r", 2, "2", "x", 1, "1", 1.0, 0.5, "0.5", datetime.date(2020, 1, 2), "2020-01-02", None, "zz"),
    ]
    for annotation in (
        *(Color, Text, Number, Real, Day, Color | None, Color | int, Color | list[int], Text | Number),
        *(Literal[Color.red, "q"], Literal[Color.red, "q"] | list[int], Literal[Color.two]),
    ):

        class Item(lib.BaseModel):
            model_config = lib.ConfigDict(use_enum_values=True)
            a: annotation

        # Of members of other enumerations an IntEnum takes less than there: docs/validation.md.
        own = [value for value in (Color.red, Color.two, Text.a, Number.one) if annotation is type(value)]
        yield from uses(Item, [*own, *values])
        for text in ('{"a": "r"}', '{"a": 2}', '{"a": "x"}', '{"a": 1}', '{"a": 0.5}', '{"a": "q"}'):
            yield lambda model=Item, text=text: model.model_validate_json(text)
        for mode in ("validation", "serialization"):
            yield lambda model=Item, mode=mode: model.model_json_schema(mode=mode)

    class Inside(lib.BaseModel):
        model_config = lib.ConfigDict(use_enum_values=True)
        colors: list[Color] = []
        by_text: dict[Text, Color] = {}

    yield lambda: Inside(colors=[Color.red, "r", 2], by_text={"x": "r", Text.a: 2})
    yield lambda: Inside(colors=["r"], by_text={"x": "r"}).model_dump_json()
    yield lambda: Inside.model_validate_json('{"colors": ["r", 2, "z"]}')


@scenario
def test_defaults_of_enumerations(lib: Any) -> Iterator[Any]:
    for validates in (False, True):

        class Item(lib.BaseModel):
            model_config = lib.ConfigDict(use_enum_values=True, validate_default=validates)
            color: Color = Color.two
            text: Text = Text.a
            day: Day = Day.first
            literal: Literal[Color.red] = Color.red

        yield lambda model=Item: model()
        yield lambda model=Item: model().model_dump()
        yield lambda model=Item: model().model_dump_json()
        yield lambda model=Item: model.model_json_schema()

    class Assigned(lib.BaseModel):
        model_config = lib.ConfigDict(use_enum_values=True, validate_assignment=True)
        color: Color

    def assign() -> Any:
        item = Assigned(color="r")
        item.color = Color.two
        return item

    yield assign


@scenario
def test_durations_as_numbers(lib: Any) -> Iterator[Any]:
    durations = [
        datetime.timedelta(days=days, seconds=seconds, microseconds=micros)
        for days in (0, 1, -1, 999999999, -999999999)
        for seconds in (0, 1, 86399)
        for micros in (0, 1, 10, 500000, 999999)
    ]
    for form in ("iso8601", "float"):

        class Item(lib.BaseModel):
            model_config = lib.ConfigDict(ser_json_timedelta=form)
            a: datetime.timedelta
            b: datetime.timedelta | None = datetime.timedelta(days=1)
            c: dict[datetime.timedelta, list[datetime.timedelta]] = {}

        for one in durations:
            yield lambda model=Item, one=one: model(a=one, b=None, c={one: [one]}).model_dump_json()
            yield lambda model=Item, one=one: model(a=one).model_dump()
        yield lambda model=Item: model.model_validate_json('{"a": 3.5, "b": "P1D"}')
        for mode in ("validation", "serialization"):
            yield lambda model=Item, mode=mode: model.model_json_schema(mode=mode)


class Unknown:
    """A class that nothing is known of."""

    def __repr__(self) -> str:
        return "Unknown()"


class Derived(Unknown):
    """Another one."""


@scenario
def test_arbitrary_types(lib: Any) -> Iterator[Any]:
    for annotation in (Unknown, Unknown | None, Unknown | int, list[Unknown], dict[str, Unknown | str]):

        class Item(lib.BaseModel):
            model_config = lib.ConfigDict(arbitrary_types_allowed=True)
            a: annotation
            b: int = 1

        values = [Unknown(), Derived(), 3, "z", None, [Unknown(), 3], {"a": Unknown(), "b": "c"}]
        for value in values:
            yield lambda model=Item, value=value: model(a=value)
            yield lambda model=Item, value=value: model(a=value).model_dump()
            yield lambda model=Item, value=value: model(a=value).model_copy(update={"b": 2})
        for text in ('{"a": 3}', '{"a": null}', '{"a": ["x"]}', '{"a": {"a": "b"}}'):
            yield lambda model=Item, text=text: model.model_validate_json(text)

        def is_same(model: Any = Item) -> bool:
            one = Unknown()
            return model(a=one).a is one

        yield is_same


@scenario
def test_functions_and_classes(lib: Any) -> Iterator[Any]:
    for annotation in (
        *(Callable, Callable[[int], str], Hashable, type, type[Any], type[int], type[int | Unknown]),
        *(Callable[..., int] | int, type[int] | int, list[type[Unknown]]),
    ):

        class Item(lib.BaseModel):
            a: annotation

        for value in (len, int, bool, Unknown, Derived, 3, "x", [], [Derived], [int], None):
            yield lambda model=Item, value=value: model(a=value)
            yield lambda model=Item, value=value: model(a=value).model_dump()
        for text in ('{"a": 3}', '{"a": []}', '{"a": "x"}'):
            yield lambda model=Item, text=text: model.model_validate_json(text)

    class Schemas(lib.BaseModel):
        a: type[int]
        b: Callable[..., int] | int = 3

    yield lambda: Schemas.model_json_schema()
