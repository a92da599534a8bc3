"""Methods that serialize and compute, against pydantic."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from tests.differential.scenarios import scenario


def dumps(item: Any, **options: Any) -> Iterator[Any]:
    yield lambda: item.model_dump(**options)
    yield lambda: item.model_dump(mode="json", **options)
    yield lambda: item.model_dump_json(**options)


@scenario
def test_computed(lib: Any) -> Iterator[Any]:
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
def test_serialized_fields(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        plain: int = 1
        wrapped: list[int] = [1, 2]
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
def test_serialized_models(lib: Any) -> Iterator[Any]:
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
        wrapped: list[Wrapped] = [Wrapped()]

    for item in (Plain(), Wrapped(), Holder()):
        yield from dumps(item)
        yield from dumps(item, exclude_none=True)
    yield from dumps(Holder(), include={"wrapped": {0: {"x"}}})


@scenario
def test_validated_fields(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        name: str
        size: int = 1
        other: int = 2
        plain: int = 3
        wrapped: int = 4
        checked: int = lib.Field("5", validate_default=True)

        @lib.field_validator("name")
        @classmethod
        def check_name(cls, value: str) -> str:
            if value == "bad":
                raise ValueError("no such name")
            assert value != "worse", "not that"
            return value.upper()

        @lib.field_validator("size", "other", mode="before")
        def double(cls, value: Any) -> Any:  # noqa: N805  (it becomes a class method)
            return value * 2

        @lib.field_validator("plain", mode="plain")
        @classmethod
        def anything(cls, value: Any) -> Any:
            return f"<{value}>"

        @lib.field_validator("wrapped", mode="wrap")
        @classmethod
        def around(cls, value: Any, handler: Any) -> Any:
            return handler(value) + 1

        @lib.field_validator("other")
        @classmethod
        def after(cls, value: int, info: Any) -> int:
            return value + len(info.data) + len(info.field_name)

        @lib.field_validator("checked")
        @staticmethod
        def halve(value: int) -> int:
            return value // 2

    class Child(Item):
        @lib.field_validator("name")
        @classmethod
        def check_name(cls, value: str) -> str:
            return value.lower()

        @lib.field_validator("*")
        @classmethod
        def all(cls, value: Any) -> Any:
            return (value,)

    for model in (Item, Child):
        for value in (
            {"name": "a"},
            {"name": "bad", "size": "x"},
            {"name": "worse", "size": "2", "other": 3},
            {"name": 1, "size": None},
            {"name": "a", "plain": [1], "wrapped": "7", "checked": "9"},
            {"name": "a", "wrapped": "x"},
        ):
            yield lambda model=model, value=value: errors_of(lib, lambda: model(**value))
            yield lambda model=model, value=value: errors_of(lib, lambda: model.model_validate(value))
    yield lambda: errors_of(lib, lambda: Item.model_validate_json('{"name": "bad", "wrapped": "3"}'))
    yield lambda: Item.model_validate_json('{"name": "good", "wrapped": 3, "other": 1}')
    yield lambda: Item.check_name("direct")

    def wrong() -> Any:
        class Wrong(lib.BaseModel):
            x: int

            @lib.field_validator("y")
            @classmethod
            def check(cls, value: Any) -> Any:
                return value

        return Wrong(x=1)

    yield wrong


@scenario
def test_validated_models(lib: Any) -> Iterator[Any]:
    class Range(lib.BaseModel):
        low: int
        high: int = 10

        @lib.model_validator(mode="before")
        @classmethod
        def split(cls, data: Any) -> Any:
            if isinstance(data, str):
                low, _, high = data.partition("-")
                return {"low": low, "high": high}
            return data

        @lib.model_validator(mode="after")
        def ordered(self) -> Any:
            if self.low > self.high:
                raise ValueError("the wrong way around")
            return self

    class Wrapped(lib.BaseModel):
        x: int

        @lib.model_validator(mode="wrap")
        @classmethod
        def around(cls, data: Any, handler: Any) -> Any:
            if data == "ten":
                return cls(x=10)
            made = handler(data)
            made.x += 1
            return made

    class Child(Range):
        step: int = 1

        @lib.model_validator(mode="before")
        @classmethod
        def stepped(cls, data: Any) -> Any:
            return {**data, "step": 5} if isinstance(data, dict) else data

    class Holder(lib.BaseModel):
        range: Range
        several: list[Range] = []
        wrapped: Wrapped | None = None

    yield lambda: errors_of(lib, lambda: Range(low=1))
    yield lambda: errors_of(lib, lambda: Range(low=11))
    yield lambda: errors_of(lib, lambda: Range(low="x"))
    yield lambda: errors_of(lib, lambda: Range.model_validate("1-5"))
    yield lambda: errors_of(lib, lambda: Range.model_validate("5-1"))
    yield lambda: errors_of(lib, lambda: Range.model_validate("5-x"))
    yield lambda: errors_of(lib, lambda: Range.model_validate_json('"2-3"'))
    yield lambda: Wrapped(x=1)
    yield lambda: Wrapped.model_validate("ten")
    yield lambda: errors_of(lib, lambda: Wrapped.model_validate({"x": "y"}))
    yield lambda: Child(low=1)
    yield lambda: Child.model_validate("1-2")
    yield lambda: errors_of(lib, lambda: Child(low=20))
    yield lambda: Holder(range="1-2", several=["3-4", {"low": 5}, Range(low=1)], wrapped="ten")
    yield lambda: errors_of(lib, lambda: Holder(range="2-1", several=["a-4"], wrapped={"x": "y"}))
    yield lambda: Holder(range="1-2").model_dump_json()


def errors_of(lib: Any, step: Any) -> Any:
    """What a step returns, or the errors that it raises, with exceptions in them as text."""
    try:
        return step()
    except lib.ValidationError as error:
        return [(e["type"], e["loc"], e["msg"], repr(e["input"]), repr(e.get("ctx"))) for e in error.errors()]
