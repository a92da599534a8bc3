"""What Annotated says of a type beside functions and bounds, against pydantic."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Annotated, Any, Literal

import pydantic
import pytest
from fasterapi.openapi.json_schema import json_schema
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.fields import Field
from fasterapi.schema.markers import Strict, WithJsonSchema
from fasterapi.schema.serializing import PlainSerializer

from .judge import Judge


@pytest.mark.parametrize(
    "annotation",
    [
        Annotated[int, Strict(), pydantic.Strict()],
        Annotated[int, Strict, pydantic.Strict],
        Annotated[int, Strict(False), pydantic.Strict(False)],
        list[Annotated[int, Strict(), pydantic.Strict()]],
        Annotated[list[int], Strict(), pydantic.Strict()],
        Annotated[int | None, Strict(), pydantic.Strict()],
        Annotated[float, Strict(), pydantic.Strict()] | str,
        Annotated[tuple[bool, ...], Strict(), pydantic.Strict()],
        Annotated[int, Strict(), pydantic.Strict(), Field(gt=2), pydantic.Field(gt=2)],
        dataclasses.make_dataclass("Row", [("a", Annotated[int, Strict(), pydantic.Strict()])]),
    ],
    ids=str,
)
def test_strict(annotation: Any) -> None:
    judge = Judge(annotation)
    for value in (1, "1", 1.0, True, None, [1], ["1"], (1,), (True,), {1}, {"a": 1}, {"a": "1"}, 3):
        judge.agree(value)


@pytest.mark.parametrize("base", [Any, None, int | str, Literal[1]], ids=str)
def test_what_cannot_be_strict(base: Any) -> None:
    """Its values are never converted, or its members say it themselves."""
    with pytest.raises(RuntimeError, match="Unable to apply constraint 'strict'"):
        pydantic.TypeAdapter(Annotated[base, pydantic.Strict()])
    with pytest.raises(SchemaTypeError, match="has no constraint 'strict'"):
        compile_type(Annotated[base, Strict()])


def described(given: dict[str, Any], mode: Any = None) -> tuple[Any, Any]:
    return WithJsonSchema(given, mode), pydantic.WithJsonSchema(given, mode)


PLAIN = described({"type": "x"})
TITLED = described({"type": "x", "title": "Own", "examples": [1]})
TEXT = (PlainSerializer(str), pydantic.PlainSerializer(str))


def documented(**says: Any) -> tuple[Any, Any]:
    return Field(**says), pydantic.Field(**says)


@dataclasses.dataclass
class Point:
    x: int


DESCRIBED: list[Callable[[], Any]] = [
    lambda: Annotated[int, *PLAIN],
    lambda: Annotated[int, *described({"type": "x"}, "validation")],
    lambda: Annotated[int, *described({"type": "x"}, "serialization")],
    lambda: Annotated[
        int, *described({"type": "x"}, "serialization"), *described({"type": "y"}, "validation")
    ],
    lambda: Annotated[int, *described({"type": "x"}), *described({"type": "y"}, "validation")],
    lambda: Annotated[int, *documented(title="t"), *PLAIN],
    lambda: Annotated[int, *documented(gt=3), *PLAIN],
    lambda: Annotated[str, *TEXT, *PLAIN],
    lambda: Annotated[str, *PLAIN, *TEXT],
    lambda: Annotated[Point, *PLAIN],
    lambda: Annotated[int | None, *TITLED],
]


@pytest.mark.parametrize("make", DESCRIBED)
def test_with_json_schema(make: Callable[[], Any]) -> None:
    annotation = make()
    members = dataclasses.make_dataclass(
        "Members",
        [
            ("a", annotation),
            ("b", annotation, dataclasses.field(default=3)),
            ("c", Annotated[annotation, *documented(title="t", description="d")]),
        ],
        kw_only=True,
    )
    for each in (annotation, list[annotation], annotation | bytes, members, dict[str, members]):
        for mode in ("validation", "serialization"):
            ours = json_schema(compile_type(each), mode)
            assert ours == pydantic.TypeAdapter(each).json_schema(mode=mode)


def test_what_was_given_is_not_changed() -> None:
    given: dict[str, Any] = {"type": "x", "properties": {}}
    annotation = Annotated[int, WithJsonSchema(given)]
    schema = json_schema(compile_type(annotation))
    schema["properties"]["a"] = {}
    assert given == {"type": "x", "properties": {}}
