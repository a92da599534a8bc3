"""What Annotated says of a type beside functions and bounds, against pydantic."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

import pydantic
import pytest
from fasterapi.openapi.json_schema import json_schema
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.fields import Field
from fasterapi.schema.markers import FailFast, InstanceOf, SkipValidation, Strict, WithJsonSchema
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


FAST = (FailFast(), pydantic.FailFast())


@pytest.mark.parametrize(
    "annotation",
    [
        Annotated[list[int], *FAST],
        Annotated[list[int], FailFast, pydantic.FailFast],
        Annotated[list[int], FailFast(False), pydantic.FailFast(False)],
        Annotated[list[list[int]], *FAST],
        list[Annotated[list[int], *FAST]],
        Annotated[set[int], *FAST],
        Annotated[frozenset[int], *FAST],
        Annotated[tuple[int, int, int], *FAST],
        Annotated[tuple[int, ...], *FAST],
        Annotated[collections.deque[int], *FAST],
        Annotated[dict[int, int], *FAST],
        Annotated[list[int], Field(fail_fast=True), pydantic.Field(fail_fast=True)],
    ],
    ids=str,
)
def test_fail_fast(annotation: Any) -> None:
    judge = Judge(annotation)
    lists: list[Any] = [[], [1], [1, "a", "b"], ["a", "b"], [["a"], ["b"]], [["a", "b"], ["c", "d"]], [1, 2]]
    for value in lists:
        judge.agree(value)
        judge.agree(tuple(value))
    for value in ({1: "a", 2: "b"}, {"a": "b"}, {"a": 1, "b": 2}, {"a", 1}, 3, [None, None]):
        judge.agree(value)


def test_what_cannot_fail_fast() -> None:
    for base in (int, Sequence[int]):
        with pytest.raises(SchemaTypeError, match="has no constraint 'fail_fast'"):
            compile_type(Annotated[base, FailFast()])


class Plain:
    """A class that nothing is known of."""

    def __repr__(self) -> str:
        return "Plain()"


PLAIN_ONE = Plain()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (InstanceOf[Plain], pydantic.InstanceOf[Plain]),
        (InstanceOf[int], pydantic.InstanceOf[int]),
        (InstanceOf[list[int]], pydantic.InstanceOf[list[int]]),
        (Annotated[Sequence[int], InstanceOf()], Annotated[Sequence[int], pydantic.InstanceOf()]),
        (Annotated[Plain, InstanceOf], Annotated[Plain, pydantic.InstanceOf]),
        (list[InstanceOf[Plain]], list[pydantic.InstanceOf[Plain]]),
        (InstanceOf[Plain] | int, pydantic.InstanceOf[Plain] | int),
        (SkipValidation[int], pydantic.SkipValidation[int]),
        (SkipValidation[list[int]], pydantic.SkipValidation[list[int]]),
        (list[SkipValidation[int]], list[pydantic.SkipValidation[int]]),
        (SkipValidation[int] | str, pydantic.SkipValidation[int] | str),
        (
            Annotated[int, Field(gt=3), SkipValidation()],
            Annotated[int, pydantic.Field(gt=3), pydantic.SkipValidation()],
        ),
    ],
    ids=str,
)
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_objects_as_they_are(ours: Any, theirs: Any) -> None:
    judge = Judge(ours, theirs)
    for value in (PLAIN_ONE, 1, 5, "1", "x", [1], ["1"], ["x"], [PLAIN_ONE], (1,), {"a": 1}, 5.5):
        judge.agree(value)
        judge.agree_on_writing(value)


def test_bounds_of_what_is_not_looked_at() -> None:
    judge = Judge(
        Annotated[int, SkipValidation(), Field(gt=3)],
        Annotated[int, pydantic.SkipValidation(), pydantic.Field(gt=3)],
    )
    for value in (3, 4, 3.5, True):
        judge.agree(value)


def test_the_json_schema_of_what_is_not_looked_at() -> None:
    for ours, theirs in (
        (SkipValidation[list[int]], pydantic.SkipValidation[list[int]]),
        (InstanceOf[list[int]], pydantic.InstanceOf[list[int]]),
    ):
        for mode in ("validation", "serialization"):
            assert json_schema(compile_type(ours), mode) == pydantic.TypeAdapter(theirs).json_schema(
                mode=mode
            )
    with pytest.raises(SchemaTypeError, match="there is no JSON Schema of this"):
        json_schema(compile_type(InstanceOf[Plain]))


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
