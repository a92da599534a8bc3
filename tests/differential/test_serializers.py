"""Serializer functions in Annotated against pydantic's: what is written, and its JSON Schema."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Annotated, Any, Literal

import pydantic
import pytest
from fasterapi import _core
from fasterapi.openapi.json_schema import json_schema
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.functions import AfterValidator
from fasterapi.schema.serializing import PlainSerializer, WrapSerializer

WHEN_USED = ("always", "unless-none", "json", "json-unless-none")


def in_dict(value: Any) -> Any:
    return {"it": value}


def as_text(value: Any) -> str:
    return f"<{value}>"


def anything(value: Any) -> Any:
    return [value]


def told(value: Any, info: Any) -> list[Any]:
    return [
        value,
        info.mode,
        info.include,
        info.exclude,
        info.by_alias,
        info.exclude_none,
        info.mode_is_json(),
    ]


def around(value: Any, handler: Any) -> Any:
    return ["around", handler(value)]


def around_text(value: Any, handler: Any) -> str:
    return f"{handler(value)}"


def around_told(value: Any, handler: Any, info: Any) -> dict[str, Any]:
    return {info.mode: handler(value)}


def twice(value: Any, handler: Any) -> Any:
    return [handler(value), handler(value)]


def without(value: Any, handler: Any) -> Any:
    return value


def same(value: Any) -> Any:
    return value


FUNCTIONS = [
    *(("plain", function) for function in (in_dict, as_text, anything, told, str)),
    *(("wrap", function) for function in (around, around_text, around_told, twice, without)),
]
OURS: dict[str, Callable[..., Any]] = {"plain": PlainSerializer, "wrap": WrapSerializer}
THEIRS: dict[str, Callable[..., Any]] = {"plain": pydantic.PlainSerializer, "wrap": pydantic.WrapSerializer}


def both(base: Any, mode: str, function: Callable[..., Any], **says: Any) -> Any:
    """The type with the serializer, for either."""
    return Annotated[base, OURS[mode](function, **says), THEIRS[mode](function, **says)]


@dataclasses.dataclass
class Row:
    number: int
    note: str | None = None


VALUES: list[tuple[Any, list[Any]]] = [
    (int, [3]),
    (int | None, [3, None]),
    (list[int], [[], [1, 2]]),
    (Row, [Row(1), Row(2, "n")]),
    (int | str, [3, "x"]),
]


@pytest.mark.parametrize("when_used", WHEN_USED)
@pytest.mark.parametrize(("mode", "function"), FUNCTIONS, ids=lambda one: getattr(one, "__name__", one))
def test_what_is_written(mode: str, function: Callable[..., Any], when_used: Any) -> None:
    for base, values in VALUES:
        annotation = both(base, mode, function, when_used=when_used)
        for each, whole in (
            (annotation, lambda value: value),
            (list[annotation], lambda value: [value]),
            (dict[str, annotation], lambda value: {"a": value}),
            (Annotated[annotation, AfterValidator(same), pydantic.AfterValidator(same)], lambda value: value),
            (annotation | bytes, lambda value: value),
        ):
            reference: pydantic.TypeAdapter[Any] = pydantic.TypeAdapter(each)
            schema = _core.Schema(compile_type(each))
            for value in map(whole, values):
                # In a dataclass within Any pydantic does not look at exclude_none: docs/validation.md.
                for said in ({}, {"exclude_none": base is not Row}, {"by_alias": True}):
                    said = {"by_alias": None, **said}
                    assert schema.dump_json(value, **said) == reference.dump_json(value, **said)
                    assert schema.dump_python(value, **said) == reference.dump_python(value, **said)


@pytest.mark.parametrize("when_used", WHEN_USED)
@pytest.mark.parametrize(("mode", "function"), FUNCTIONS, ids=lambda one: getattr(one, "__name__", one))
def test_json_schema(mode: str, function: Callable[..., Any], when_used: Any) -> None:
    for base, _ in VALUES:
        annotation = both(base, mode, function, when_used=when_used)
        member = dataclasses.make_dataclass("Members", [("a", annotation), ("b", annotation, 3)])
        checked = Annotated[base, AfterValidator(same), pydantic.AfterValidator(same)]
        members = dataclasses.make_dataclass("Checked", [("a", both(checked, mode, function))])
        for each in (annotation, list[annotation], member, members):
            compiled, reference = compile_type(each), pydantic.TypeAdapter(each)
            for written in ("validation", "serialization"):
                assert json_schema(compiled, written) == reference.json_schema(mode=written)


@pytest.mark.parametrize("return_type", [int, str, list[int], Any, Literal["a"]])
def test_a_type_that_is_said_beside(return_type: Any) -> None:
    def write(value: Any) -> bytes:
        return {int: 5, str: "s", Any: b"any", Literal["a"]: "a"}.get(return_type, [1])

    annotation = both(int, "plain", write, return_type=return_type)
    schema, reference = _core.Schema(compile_type(annotation)), pydantic.TypeAdapter(annotation)
    assert schema.dump_json(1) == reference.dump_json(1)
    assert schema.dump_python(1) == reference.dump_python(1)
    for mode in ("validation", "serialization"):
        assert json_schema(compile_type(annotation), mode) == reference.json_schema(mode=mode)


@pytest.mark.parametrize(("inner", "inner_function"), FUNCTIONS[:3] + FUNCTIONS[5:])
@pytest.mark.parametrize(
    ("within", "values"),
    [
        (lambda inner: inner, [3]),
        (lambda inner: list[inner], [[], [4]]),
        (lambda inner: inner | None, [3, None]),
    ],
)
def test_serializers_around_serializers(
    inner: str, inner_function: Any, within: Any, values: list[Any]
) -> None:
    for outer, function in FUNCTIONS:
        annotation = both(within(both(int, inner, inner_function)), outer, function)
        schema, reference = _core.Schema(compile_type(annotation)), pydantic.TypeAdapter(annotation)
        for value in values:
            assert schema.dump_json(value, by_alias=None) == reference.dump_json(value)
            assert schema.dump_python(value, by_alias=None) == reference.dump_python(value)


def test_the_handler_writes_the_members_that_are_chosen() -> None:
    annotation = both(Row, "wrap", twice)
    schema, reference = _core.Schema(compile_type(annotation)), pydantic.TypeAdapter(annotation)
    for said in ({}, {"include": {"number"}}, {"exclude": {"number"}}, {"exclude_none": True}):
        said = {"by_alias": None, **said}
        assert schema.dump_json(Row(1), **said) == reference.dump_json(Row(1), **said)
        assert schema.dump_python(Row(1), **said) == reference.dump_python(Row(1), **said)


def test_a_handler_works_while_its_function_runs() -> None:
    kept: list[Any] = []
    annotation = Annotated[int, WrapSerializer(lambda value, handler: kept.append(handler))]
    _core.Schema(compile_type(annotation)).dump_json(1)
    with pytest.raises(RuntimeError, match="works only while the function runs"):
        kept[0](1)


def test_what_a_function_raises_is_raised() -> None:
    def fail(value: Any) -> Any:
        raise KeyError(value)

    schema = _core.Schema(compile_type(Annotated[int, PlainSerializer(fail)]))
    for write in (schema.dump_json, schema.dump_python):
        with pytest.raises(KeyError):
            write(1)
