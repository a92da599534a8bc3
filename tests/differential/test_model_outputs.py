"""What is written of models, against pydantic: include and exclude."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import fasterapi
import pydantic

from tests.differential.scenarios import scenario


@scenario
def test_what_is_written(lib: Any) -> Iterator[Any]:
    class Part(lib.BaseModel):
        x: int
        y: int = 2

    class Whole(lib.BaseModel):
        a: list[Part] = []
        b: dict[str, Part] = {}
        c: Part | None = None
        t: tuple[Part, int] | None = None
        any: Any = None

    whole = Whole(
        a=[Part(x=1), Part(x=2), Part(x=3)],
        b={"k": {"x": 1}, "l": {"x": 2}},
        c={"x": 2},
        t=(Part(x=1), 2),
        any={"m": [Part(x=4), 1], "n": {"o": 1}},
    )
    chosen: list[Any] = [
        {"a"},
        ["a"],
        frozenset(["a"]),
        "a",
        set(),
        {},
        [1],
        {"a": {0}},
        {"a": [0]},
        {"a": {0: True, -1: ...}},
        {"a": {0: {"x"}, "__all__": {"y"}}},
        {"a": {"__all__": {"x"}, "zz": 1}},
        {"a": {"__all__": True, 0: {"x"}}},
        {"a": {"__all__": {"x"}, 0: True}},
        {"a": {"__all__"}},
        {"a": {}},
        {"a": set()},
        {"a": None},
        {"a": False},
        {"a": {0: False}},
        {"b": {"k"}},
        {"b": {"k": {"x"}}},
        {"b": {"__all__": {"x"}}},
        {"c": {"x"}},
        {"c": {"x": {"z"}}},
        {"c": "x"},
        {"t": {0}},
        {"t": {-1}},
        {"t": {0: {"x"}, 1: ...}},
        {"any": {"m": {0: {"x"}}}},
        {"any": {"n": {"o"}}},
    ]
    for choice in chosen:
        yield lambda choice=choice: whole.model_dump(include=choice)
        yield lambda choice=choice: whole.model_dump(exclude=choice)
        yield lambda choice=choice: whole.model_dump(mode="json", include=choice)
        yield lambda choice=choice: whole.model_dump(mode="json", exclude=choice)
    yield lambda: whole.model_dump(include={"c": {"x"}}, exclude={"c"})
    yield lambda: whole.model_dump(include={"a": {0}}, exclude={"a": {0: {"x"}}})
    yield lambda: whole.model_dump_json(indent=2)
    yield lambda: Whole(any=whole).model_dump_json()
    yield lambda: Whole(any=[whole, {"x": whole}]).model_dump()


def test_a_nan_is_none_where_it_is_dumped_as_json() -> None:
    """docs/validation.md: pydantic keeps that of a float, and only of it."""

    class Ours(fasterapi.BaseModel):
        number: float
        any: Any

    class Theirs(pydantic.BaseModel):
        number: float
        any: Any

    assert Ours(number=math.nan, any=math.nan).model_dump(mode="json") == {"number": None, "any": None}
    dumped = Theirs(number=math.nan, any=math.nan).model_dump(mode="json")
    assert math.isnan(dumped["number"])
    assert dumped["any"] is None
