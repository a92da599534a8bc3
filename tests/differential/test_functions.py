"""Validator functions in Annotated against pydantic's."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Annotated, Any, Union

import annotated_types
import pydantic
import pydantic_core
import pytest
from fasterapi import _core
from fasterapi.exceptions import CustomError, ValidationError
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.fields import Field
from fasterapi.schema.functions import (
    AfterValidator,
    BeforeValidator,
    PlainValidator,
    WrapValidator,
)
from fasterapi.schema.serializing import PlainSerializer
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import examples

from .judge import Judge, outcome, scalar_types, types_of, values


def both(base: Any, mode: str, func: Callable[..., Any]) -> Any:
    """The type with the function, for either."""
    ours = {
        "after": AfterValidator,
        "before": BeforeValidator,
        "plain": PlainValidator,
        "wrap": WrapValidator,
    }
    theirs = {
        "after": pydantic.AfterValidator,
        "before": pydantic.BeforeValidator,
        "plain": pydantic.PlainValidator,
        "wrap": pydantic.WrapValidator,
    }
    return Annotated[base, ours[mode](func), theirs[mode](func)]


def twice(value: Any) -> Any:
    return [value, value]


def as_text(value: Any) -> Any:
    return str(value)


def same(value: Any) -> Any:
    return value


def refuse(value: Any) -> Any:
    raise ValueError(f"no {type(value).__name__}")


def claim(value: Any) -> Any:
    assert not isinstance(value, str), "no text"
    return value


def told(value: Any, info: Any) -> Any:
    return [value, info.mode, info.field_name, dict(info.data or {})]


def around(value: Any, handler: Any) -> Any:
    return ["around", handler(value)]


def around_told(value: Any, handler: Any, info: Any) -> Any:
    return [info.mode, handler(value)]


def forgiving(value: Any, handler: Any) -> Any:
    try:
        return handler(value)
    except ValueError:
        return "forgiven"


def elsewhere(value: Any, handler: Any) -> Any:
    return handler(value, "elsewhere")


def without(value: Any, handler: Any) -> Any:
    return value


FUNCTIONS = {
    "after": (twice, as_text, same, refuse, claim, told),
    "before": (twice, as_text, same, refuse, claim, told),
    "plain": (twice, as_text, same, refuse, claim, told),
    "wrap": (around, around_told, forgiving, elsewhere, without),
}
functions = st.sampled_from([(mode, func) for mode, funcs in FUNCTIONS.items() for func in funcs])
with_function = st.builds(
    lambda base, chosen: both(base, *chosen), types_of(scalar_types, st.booleans()), functions
)
with_functions = st.one_of(
    with_function,
    st.builds(lambda base, chosen: both(base, *chosen), with_function, functions),
    st.builds(lambda inner: list[inner], with_function),
    st.builds(lambda inner: inner | None, with_function),
    st.builds(lambda first, second: Union[first, second], with_function, scalar_types),  # noqa: UP007  (some are None)
    with_function.map(lambda inner: dataclasses.make_dataclass("Row", [("a", int), ("b", inner)])),
)
records = st.fixed_dictionaries({}, optional={"a": st.integers(0, 2), "b": values})


def compared(annotation: Any, value: Any) -> None:
    """As Judge.agree(), but that exceptions in contexts are other objects."""
    judge = Judge(annotation)
    for ours, theirs, given_value in (
        (judge.schema.validate_python, judge.reference.validate_python, value),
        *((judge.schema.validate_json, judge.reference.validate_json, text) for text in texts_of(value)),
    ):
        for strict in (None, True):
            assert shown(outcome(ours, given_value, strict)) == shown(outcome(theirs, given_value, strict))


def texts_of(value: Any) -> list[bytes]:
    try:
        return [pydantic_core.to_json(value, inf_nan_mode="null")]
    except (pydantic_core.PydanticSerializationError, ValueError):
        return []


def shown(result: Any) -> str:
    return repr(result)


@settings(max_examples=examples(1000), deadline=None)
@given(with_functions, st.one_of(values, records))
def test_what_is_taken(annotation: Any, value: Any) -> None:
    compared(annotation, value)


def test_what_was_noted_before_a_function_forgave_does_not_count() -> None:
    compared(both(both(bool, "wrap", forgiving), "wrap", forgiving) | Any, {})


def custom(kind: Any) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value == 1:
            raise kind("odd", "{value} is odd, not {what}", {"value": value, "what": "even"})
        if value == 3:
            raise kind("three", "three")
        return value

    return check


@pytest.mark.parametrize("value", [1, 2, 3, "x"])
def test_errors_of_ones_own(value: Any) -> None:
    def check(kind: Any) -> Callable[[Any], Any]:
        return custom(kind)

    annotation = Annotated[
        int,
        AfterValidator(check(CustomError)),
        pydantic.AfterValidator(check(pydantic_core.PydanticCustomError)),
    ]
    compared(list[annotation], [value])


def is_even(value: int) -> bool:
    return value % 2 == 0


@pytest.mark.parametrize(
    "annotation",
    [
        Annotated[int, annotated_types.Predicate(is_even)],
        Annotated[int, annotated_types.Not(is_even)],
        Annotated[int, annotated_types.Interval(gt=1, le=5)],
        Annotated[list[int], annotated_types.Len(1, 2)],
        Annotated[both(int, "after", same), annotated_types.Gt(1)],
        Annotated[both(int, "after", same), annotated_types.Ge(2)],
        Annotated[both(int, "after", same), annotated_types.Lt(3)],
        Annotated[both(int, "after", same), annotated_types.Le(3)],
        Annotated[both(int, "after", same), annotated_types.MultipleOf(2)],
        Annotated[both(list[int], "after", same), annotated_types.MinLen(2)],
        Annotated[both(list[int], "after", same), annotated_types.MaxLen(1)],
        Annotated[both(int, "before", same), Field(strict=True), pydantic.Field(strict=True)],
    ],
)
def test_constraints_of_annotated_types(annotation: Any) -> None:
    for value in (0, 1, 2, 3, 6, "2", [], [1], [1, 2], [1, 2, 3]):
        compared(annotation, value)


def test_a_handler_ends_with_its_function() -> None:
    kept = []

    def keep(value: Any, handler: Any) -> Any:
        kept.append(handler)
        with pytest.raises(TypeError, match="a handler takes a value"):
            handler()
        return handler(value)

    schema = _core.Schema(compile_type(Annotated[int, WrapValidator(keep)]))
    assert schema.validate_python("1") == 1
    with pytest.raises(RuntimeError, match="only while the function runs"):
        kept[0](1)


def test_what_is_no_error_of_the_value_is_raised() -> None:
    def fail(value: Any) -> Any:
        raise KeyError(value)

    for mode in ("after", "before", "plain"):
        schema = _core.Schema(compile_type(list[both(int, mode, fail)]))
        with pytest.raises(KeyError, match="1"):
            schema.validate_json("[1]")


class Opaque:
    pass


def test_a_plain_function_needs_no_type() -> None:
    schema = _core.Schema(compile_type(list[both(Opaque, "plain", same)]))
    assert schema.validate_json("[1]") == [1]


def test_functions_run_once() -> None:
    calls = []

    def count(value: Any) -> Any:
        calls.append(value)
        return value

    schema = _core.Schema(compile_type(list[Annotated[int, AfterValidator(count)]]))
    assert schema.validate_json('[1, "2"]') == [1, 2]
    assert calls == [1, 2]


def test_an_error_within_is_found_where_it_is() -> None:
    schema = _core.Schema(compile_type(dict[str, both(list[int], "wrap", around)]))
    with pytest.raises(ValidationError) as refused:
        schema.validate_json('{"a": [1, "x"]}')
    assert [error["loc"] for error in refused.value.errors()] == [("a", 1)]


@pytest.mark.parametrize("when_used", ["always", "unless-none", "json", "json-unless-none"])
@pytest.mark.parametrize("return_type", [Any, str, list[int]])
def test_serializers(when_used: Any, return_type: Any) -> None:
    def write(value: Any) -> Any:
        return f"<{value}>" if return_type is str else [1, 2] if return_type == list[int] else {"it": value}

    annotation = Annotated[
        int | None,
        PlainSerializer(write, return_type, when_used),
        pydantic.PlainSerializer(write, return_type=return_type, when_used=when_used),
    ]
    for value in (1, None):
        for each in (annotation, list[annotation], dict[str, annotation]):
            judge = Judge(each)
            judge.agree(value)
            whole = value if each is annotation else [value] if each == list[annotation] else {"a": value}
            assert judge.schema.dump_json(whole) == judge.reference.dump_json(whole)
