"""Methods that serialize and compute, against pydantic."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import pytest

from tests.differential.scenarios import Scenario, compare

SCENARIOS: list[Scenario] = []


def scenario(function: Scenario) -> Scenario:
    SCENARIOS.append(function)
    return function


@pytest.mark.parametrize("program", SCENARIOS, ids=lambda program: program.__name__)
def test_decorators(program: Scenario) -> None:
    compare(program)


def dumps(item: Any, **options: Any) -> Iterator[Any]:
    yield lambda: item.model_dump(**options)
    yield lambda: item.model_dump(mode="json", **options)
    yield lambda: item.model_dump_json(**options)


@scenario
def computed(lib: Any) -> Iterator[Any]:
    class Box(lib.BaseModel):
        width: int
        height: int = 2

        @lib.computed_field
        @property
        def area(self) -> int:
            return self.width * self.height

        @lib.computed_field(alias="theName", repr=False)
        def name(self) -> str:
            return f"{self.width}x{self.height}"

        @lib.computed_field
        @functools.cached_property
        def parts(self) -> list[Box] | None:
            return [Box(width=0)] if self.width else None

    class Bigger(Box):
        depth: int = 3

        @lib.computed_field
        @property
        def area(self) -> int:
            return 7

    for box in (Box(width=3), Bigger(width=0)):
        yield lambda box=box: box
        yield lambda box=box: (box.area, box.name, box.parts)
        for options in (
            {},
            {"by_alias": True},
            {"exclude": {"area"}},
            {"include": {"area", "width"}},
            {"include": {"parts": {0: {"width"}}}},
            {"exclude_none": True},
            {"exclude_unset": True},
            {"exclude_defaults": True},
        ):
            yield from dumps(box, **options)
    yield lambda: Box(width=1) == Box(width=1)
    yield lambda: Box(width=1, area=5)


@scenario
def serialized_fields(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        plain: int = 1
        wrapped: list[int] = [1, 2]  # noqa: RUF012
        informed: str = "a"
        in_json: int = 3
        maybe: int | None = None
        static: float = 1.5
        also: int = 5
        untyped: int = 6

        @lib.field_serializer("plain", "also")
        def write_plain(self, value: int) -> str:
            return f"<{value}>"

        @lib.field_serializer("wrapped", mode="wrap")
        def write_wrapped(self, value: Any, handler: Any) -> Any:
            return {"wrapped": handler(value)}

        @lib.field_serializer("informed")
        def write_informed(self, value: str, info: Any) -> list[Any]:
            return [value, info.mode, info.field_name, info.by_alias, info.exclude_none]

        @lib.field_serializer("in_json", when_used="json")
        def write_in_json(self, value: int) -> str:
            return "json"

        @lib.field_serializer("maybe", when_used="unless-none")
        def write_maybe(self, value: Any) -> str:
            return "some"

        @lib.field_serializer("static")
        @staticmethod
        def write_static(value: float) -> int:
            return int(value)

        @lib.field_serializer("untyped")
        def write_untyped(self, value):
            return {"any": (value, None)}

    class Child(Item):
        @lib.field_serializer("plain", "also")
        def write_plain(self, value: int) -> str:
            return f"[{value}]"

    class Starred(lib.BaseModel):
        a: int = 1
        b: int = 2

        @lib.field_serializer("*")
        def write(self, value: int) -> int:
            return value * 10

    for item in (Item(), Item(maybe=4), Child(), Starred()):
        yield from dumps(item)
        yield from dumps(item, by_alias=True, exclude_none=True)
    yield lambda: Item().write_plain(3)


@scenario
def serialized_models(lib: Any) -> Iterator[Any]:
    class Plain(lib.BaseModel):
        x: int = 1

        @lib.model_serializer
        def write(self) -> str:
            return f"x={self.x}"

    class Wrapped(lib.BaseModel):
        x: int = 1
        y: int | None = None

        @lib.model_serializer(mode="wrap")
        def write(self, handler: Any, info: Any) -> dict[str, Any]:
            return {"mode": info.mode, **handler(self)}

    class Holder(lib.BaseModel):
        plain: Plain = Plain()
        wrapped: list[Wrapped] = [Wrapped()]  # noqa: RUF012

    for item in (Plain(), Wrapped(), Holder()):
        yield from dumps(item)
        yield from dumps(item, exclude_none=True)
    yield from dumps(Holder(), include={"wrapped": {0: {"x"}}})
