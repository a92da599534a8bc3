"""Decimal, UUID, enumerations, paths and addresses against pydantic 2: strings or numbers in JSON."""

from __future__ import annotations

import decimal
import enum
import ipaddress
import pathlib
import uuid
from typing import Annotated, Any, Literal, Union

import pydantic
import pytest
from fasterapi import _core
from fasterapi.exceptions import ValidationError
from fasterapi.schema.compiling import SchemaTypeError, compile_type
from fasterapi.schema.fields import Field
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.effort import examples

from .judge import Judge, scalar_types, types_of
from .scalar_values import (
    ENUM_TYPES,
    IP_TYPES,
    PATH_TYPES,
    Real,
    Whole,
    Word,
    bounded_decimals,
    decimal_inputs,
    enum_inputs,
    ip_inputs,
    other_inputs,
    other_types,
    path_inputs,
    time_inputs,
    time_types,
    uuid_inputs,
)


def agree_in_all(annotation: Any, value: Any) -> None:
    judge = Judge(annotation)
    judge.agree(value)
    judge.agree_on_writing(value)


@settings(max_examples=examples(1000))
@given(st.one_of(st.just(decimal.Decimal), bounded_decimals()), decimal_inputs)
@example(decimal.Decimal, 1e300)
@example(decimal.Decimal, 1e23)
@example(decimal.Decimal, 1.25e-7)
def test_decimals(annotation: Any, value: Any) -> None:
    agree_in_all(annotation, value)


digits = st.one_of(st.none(), st.integers(0, 6))


@settings(max_examples=examples(600))
@given(digits, digits, decimal_inputs)
def test_digits_of_decimals(most: int | None, places: int | None, value: Any) -> None:
    agree_on_digits(most, places, value)


def agree_on_digits(most: int | None, places: int | None, value: Any) -> None:
    bounds = {"max_digits": most, "decimal_places": places}
    ours = Field(**{name: bound for name, bound in bounds.items() if bound is not None})
    theirs = pydantic.Field(max_digits=most, decimal_places=places)
    Judge(Annotated[decimal.Decimal, ours], Annotated[decimal.Decimal, theirs]).agree(value)


@pytest.mark.parametrize("most", [None, 1, 27, 28, 29, 30])
@pytest.mark.parametrize("places", [None, 0, 1, 3])
def test_digits_beyond_what_decimal_computes_with(most: int | None, places: int | None) -> None:
    """Which is 28 of them by default."""
    for whole in ("0", "1", "1" + "0" * 27, "1" * 28, "1" * 29, "1" * 30):
        for fraction in (
            "",
            ".0",
            ".000",
            ".5",
            ".500",
            "." + "1" * 30,
            "." + "0" * 30,
            "." + "1" * 30 + "00",
        ):
            for value in (whole + fraction, f"-{whole}{fraction}", f"{whole}{fraction}E+3"):
                agree_on_digits(most, places, decimal.Decimal(value))


@settings(max_examples=examples(300))
@given(bounded_decimals(), decimal_inputs)
def test_decimals_that_may_be_infinite(annotation: Any, value: Any) -> None:
    ours = Annotated[annotation, Field(allow_inf_nan=True)]
    Judge(ours, Annotated[annotation, pydantic.Field(allow_inf_nan=True)]).agree(value)


@settings(max_examples=examples(1000))
@given(uuid_inputs)
def test_uuids(value: Any) -> None:
    agree_in_all(uuid.UUID, value)


@settings(max_examples=examples(1000))
@given(st.sampled_from(ENUM_TYPES), enum_inputs)
@example(Whole, Word.ONE)
@example(Whole, Real.HALF)
def test_enumerations(annotation: Any, value: Any) -> None:
    # What pydantic's int makes of members whose values are no int is in docs/validation.md.
    is_other_member = isinstance(value, enum.Enum) and not isinstance(value.value, int)
    is_other_member &= not isinstance(value, (str, float))
    assume(not (issubclass(annotation, int) and is_other_member))
    agree_in_all(annotation, value)


@settings(max_examples=examples(500))
@given(st.sampled_from(IP_TYPES), ip_inputs)
@example(ipaddress.IPv4Interface, ("1.2.3.4", None))  # breaks ipaddress itself
@example(ipaddress.IPv6Network, (0, []))
def test_addresses(annotation: Any, value: Any) -> None:
    assume(not isinstance(value, bool))  # CPython warns of these
    agree_in_all(annotation, value)


@settings(max_examples=examples(300))
@given(st.sampled_from(PATH_TYPES), path_inputs)
def test_paths(annotation: Any, value: Any) -> None:
    agree_in_all(annotation, value)


@settings(max_examples=examples(600))
@given(other_types, other_inputs)
def test_as_keys(annotation: Any, key: Any) -> None:
    try:
        value = {key: 1}
    except TypeError:  # unhashable
        return
    agree_in_all(dict[annotation, int], value)


@settings(max_examples=examples(1000))
@given(
    types_of(st.one_of(other_types, scalar_types), st.just(False)),
    st.recursive(
        other_inputs,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.tuples(inner, inner),
            st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
        ),
        max_leaves=5,
    ),
)
@example(Literal[1, "a"], decimal.Decimal("sNaN"))  # equal to nothing, and says so by raising
def test_inside_other_types(annotation: Any, value: Any) -> None:
    Judge(annotation).agree(value)


@settings(max_examples=examples(1000), deadline=None)  # 1E+99999 as an int takes a while
@example([float, int], decimal.Decimal("1E+99999"))
@given(
    st.lists(st.one_of(other_types, time_types, scalar_types), min_size=2, max_size=3),
    st.one_of(other_inputs, time_inputs),
)
def test_in_unions(members: list[Any], value: Any) -> None:
    Judge(Union[tuple(members)]).agree(value)  # noqa: UP007  (a tuple of members)


# The errors that these types have, each with an input that has it.
ERRORS = (
    ("decimal_parsing", decimal.Decimal, "x"),
    ("decimal_type", decimal.Decimal, None),
    ("enum", Whole, 3),
    ("finite_number", decimal.Decimal, "NaN"),
    ("int_parsing_size", Whole, 10**30),
    ("ip_v4_address", ipaddress.IPv4Address, "x"),
    ("ip_v4_interface", ipaddress.IPv4Interface, "x"),
    ("ip_v4_network", ipaddress.IPv4Network, "x"),
    ("ip_v6_address", ipaddress.IPv6Address, "x"),
    ("ip_v6_interface", ipaddress.IPv6Interface, "x"),
    ("ip_v6_network", ipaddress.IPv6Network, "x"),
    ("path_type", pathlib.Path, 1),
    ("uuid_parsing", uuid.UUID, "x"),
    ("uuid_type", uuid.UUID, 1),
)


@pytest.mark.parametrize(("error", "annotation", "value"), ERRORS)
def test_errors(error: str, annotation: Any, value: Any) -> None:
    judge = Judge(annotation)
    judge.agree(value)
    with pytest.raises(ValidationError) as refused:
        judge.schema.validate_python(value)
    assert [e["type"] for e in refused.value.errors()] == [error]


@pytest.mark.parametrize(
    ("error", "bounds", "value"),
    [
        ("decimal_max_digits", {"max_digits": 1}, "12"),
        ("decimal_max_places", {"decimal_places": 1}, "0.12"),
        ("decimal_whole_digits", {"max_digits": 3, "decimal_places": 2}, "12"),
        ("greater_than", {"gt": 1}, 1),
        ("greater_than_equal", {"ge": 1}, 0),
        ("less_than", {"lt": 1}, 1),
        ("less_than_equal", {"le": 1}, 2),
        ("multiple_of", {"multiple_of": 2}, 3),
    ],
)
def test_errors_of_bounds(error: str, bounds: dict[str, int], value: Any) -> None:
    schema = _core.Schema(compile_type(Annotated[decimal.Decimal, Field(**bounds)]))
    with pytest.raises(ValidationError) as refused:
        schema.validate_python(value)
    assert [e["type"] for e in refused.value.errors()] == [error]


@pytest.mark.parametrize(
    ("error", "annotation"),
    [
        ("is_instance_of", decimal.Decimal),
        ("is_instance_of", uuid.UUID),
        ("is_instance_of", Whole),
        ("is_instance_of", pathlib.Path),
        ("is_instance_of", ipaddress.IPv4Address),
    ],
)
def test_errors_of_strict_mode(error: str, annotation: Any) -> None:
    judge = Judge(annotation)
    judge.agree("x")
    with pytest.raises(ValidationError) as refused:
        judge.schema.validate_python("x", strict=True)
    assert [e["type"] for e in refused.value.errors()] == [error]


@pytest.mark.parametrize(("error", "text"), [("value_error", b'"x"'), ("string_type", b"1")])
def test_errors_of_strict_json(error: str, text: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        Judge(ipaddress.IPv4Address).schema.validate_json(text, strict=True)
    assert [e["type"] for e in refused.value.errors()] == [error]


class Empty(enum.Enum):
    """Has no members."""


@pytest.mark.parametrize(
    ("annotation", "what"),
    [
        (Annotated[decimal.Decimal, Field(gt="x")], "gt='x' is no bound of a Decimal: .* a number"),
        (Annotated[decimal.Decimal, Field(gt=decimal.Decimal("NaN"))], "no bound of a Decimal"),
        (Annotated[decimal.Decimal, Field(multiple_of=0)], "has to be a finite number above 0"),
        (
            Annotated[decimal.Decimal, Field(max_digits=-1)],
            "max_digits=-1 has to be an integer",
        ),
        (Annotated[decimal.Decimal, Field(max_digits=1, allow_inf_nan=True)], "infinities have no digits"),
        (Annotated[uuid.UUID, Field(gt=1)], "has no constraint 'gt'"),
        (Empty, "has no members"),
    ],
)
def test_what_cannot_be_declared(annotation: Any, what: str) -> None:
    with pytest.raises(SchemaTypeError, match=what):
        compile_type(annotation)


class Odd(enum.Enum):
    """Its value is of a type that has no JSON."""

    THING = object


def test_a_member_without_json() -> None:
    schema = Judge(Odd).schema
    assert schema.validate_python(object) is Odd.THING
    with pytest.raises(TypeError, match="not JSON serializable"):
        schema.dump_json(Odd.THING)
    with pytest.raises(TypeError, match=r"an instance of .*Odd.* is expected, not int"):
        schema.dump_json(1)


class Raising(enum.Enum):
    """Breaks while it looks for a member."""

    ONE = 1

    @classmethod
    def _missing_(cls, _value: object) -> None:
        raise RuntimeError("broken")


def test_an_enumeration_that_raises() -> None:
    with pytest.raises(RuntimeError, match="broken"):
        Judge(Raising).schema.validate_json(b"2")


@pytest.mark.parametrize("annotation", [decimal.Decimal, uuid.UUID, pathlib.Path, ipaddress.IPv4Address])
def test_what_is_of_another_type_is_not_written(annotation: Any) -> None:
    with pytest.raises(TypeError, match="is expected, not int"):
        Judge(annotation).schema.dump_json(1)
