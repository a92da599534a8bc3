"""datetime, date, time and timedelta against pydantic 2."""

from __future__ import annotations

import datetime
import itertools
import subprocess
import sys
from typing import Annotated, Any, Union

import annotated_types
import pydantic
import pytest
from fasterapi.exceptions import ValidationError
from fasterapi.schema.compiling import SchemaTypeError, compile_type
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.effort import examples

from .judge import Judge, scalar_types, types_of
from .scalar_values import TIME_TYPES, TIME_WORDS, YEAR_ZERO, datetimes, time_inputs, time_types

NEW_YEAR = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


@settings(max_examples=examples(1500))
@given(time_types, time_inputs)
def test_dates_and_times(annotation: Any, value: Any) -> None:
    Judge(annotation).agree(value)


@settings(max_examples=examples(300))
@given(st.sampled_from(TIME_TYPES), time_inputs)
def test_dates_and_times_as_keys(annotation: Any, key: Any) -> None:
    try:
        value = {key: 1}
    except TypeError:  # unhashable
        return
    judge = Judge(dict[annotation, int])
    judge.agree(value)
    judge.agree_on_writing(value)


@settings(max_examples=examples(300))
@given(time_types, time_inputs)
def test_what_is_written_of_dates_and_times(annotation: Any, value: Any) -> None:
    Judge(annotation).agree_on_writing(value)


@settings(max_examples=examples(600))
@given(
    types_of(st.one_of(time_types, scalar_types), st.just(False)),
    st.recursive(
        st.one_of(time_inputs),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.tuples(inner, inner),
            st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
        ),
        max_leaves=5,
    ),
)
def test_inside_other_types(annotation: Any, value: Any) -> None:
    Judge(annotation).agree(value)


@settings(max_examples=examples(600))
@given(st.lists(st.one_of(time_types, scalar_types), min_size=2, max_size=3), time_inputs)
def test_in_unions(members: list[Any], value: Any) -> None:
    judge = Judge(Union[tuple(members)])  # noqa: UP007  (a tuple of members)
    judge.agree(value)
    if Any not in members:
        judge.agree_on_writing(value)


@pytest.mark.parametrize(
    "value", ["2000-01-01", "2000-01-01T00:00", "2000-01-01T01:00", "946684800", 946684800]
)
@pytest.mark.parametrize("members", list(itertools.permutations((datetime.datetime, datetime.date, str), 2)))
def test_a_date_for_a_datetime_is_converted(members: tuple[type, type], value: Any) -> None:
    Judge(Union[members]).agree(value)  # noqa: UP007  (a tuple of members)


@settings(max_examples=examples(300))
@given(st.one_of(datetimes, st.sampled_from([word for word in TIME_WORDS if word not in YEAR_ZERO])))
@example("2024-01-02T03:04:05")
@example("2024-01-02T03:04:05Z")
def test_whether_there_is_a_time_zone(value: Any) -> None:
    aware = Annotated[datetime.datetime, annotated_types.Timezone(...)]
    naive = Annotated[datetime.datetime, annotated_types.Timezone(None)]
    Judge(aware, pydantic.AwareDatetime).agree(value)
    Judge(naive, pydantic.NaiveDatetime).agree(value)


class Broken(datetime.tzinfo):
    """Does not know its offset."""

    def utcoffset(self, _moment: datetime.datetime | None) -> datetime.timedelta | None:
        raise ValueError("unknown")

    def __repr__(self) -> str:
        return "Broken()"


def test_a_time_zone_that_raises() -> None:
    broken = datetime.datetime(2024, 1, 2, tzinfo=Broken())
    judge = Judge(Annotated[datetime.datetime, annotated_types.Gt(NEW_YEAR)])
    judge.agree(broken)
    with pytest.raises(ValueError, match="unknown"):
        judge.schema.dump_json(broken)
    with pytest.raises(ValueError, match="unknown"):
        Judge(datetime.date).schema.validate_python(broken)


@pytest.mark.parametrize(
    ("annotation", "what"),
    [
        (Annotated[datetime.date, annotated_types.Gt(0)], "gt=0 is no bound of a date.* a datetime.date"),
        (Annotated[datetime.date, annotated_types.Gt(NEW_YEAR)], "no bound of a date"),
        (Annotated[datetime.timedelta, annotated_types.Le(5)], "le=5 is no bound of a timedelta"),
        (Annotated[datetime.time, annotated_types.MultipleOf(5)], "has no constraint 'multiple_of'"),
        (Annotated[datetime.datetime, annotated_types.Timezone("Europe/Berlin")], "only None .* and ..."),
        (Annotated[datetime.date, annotated_types.Timezone(...)], "has no constraint 'aware'"),
    ],
)
def test_constraints_that_types_do_not_have(annotation: Any, what: str) -> None:
    with pytest.raises(SchemaTypeError, match=what):
        compile_type(annotation)


def test_a_date_bounds_moments_by_its_midnight() -> None:
    judge = Judge(Annotated[datetime.datetime, annotated_types.Gt(datetime.date(2024, 1, 1))])
    judge.agree("2024-01-01T00:00")
    judge.agree("2024-01-01T00:00:00.000001")


# The errors that these types have, each with an input that has it.
ERRORS = (
    ("date_from_datetime_inexact", datetime.date, "2024-01-02T03:04"),
    ("date_from_datetime_parsing", datetime.date, "2024-13-01"),
    ("date_parsing", datetime.date, "0000-01-01"),
    ("date_type", datetime.date, None),
    ("datetime_from_date_parsing", datetime.datetime, "2024-13-01"),
    ("datetime_parsing", datetime.datetime, 1e300),
    ("datetime_type", datetime.datetime, None),
    ("string_unicode", datetime.time, "\ud800"),
    ("time_delta_parsing", datetime.timedelta, "1"),
    ("time_delta_type", datetime.timedelta, None),
    ("time_parsing", datetime.time, -1),
    ("time_type", datetime.time, None),
)


@pytest.mark.parametrize(("error", "annotation", "value"), ERRORS)
def test_errors(error: str, annotation: Any, value: Any) -> None:
    judge = Judge(annotation)
    judge.agree(value)
    with pytest.raises(ValidationError) as refused:
        judge.schema.validate_python(value)
    assert [e["type"] for e in refused.value.errors()] == [error]


WITHOUT_C = """
import sys
sys.modules["_datetime"] = None
import datetime, fasterapi._core
from fasterapi.schema.compiling import compile_type
for kind, text in (
    (datetime.date, "2024-01-02"),
    (datetime.time, "03:04:05.000006+05:30"),
    (datetime.datetime, "2024-01-02T03:04:05-00:30"),
    (datetime.timedelta, "P1DT2H3M4.5S"),
):
    schema = fasterapi._core.Schema(compile_type(kind))
    value = schema.validate_json(f'"{text}"')
    assert type(value) is kind, value
    assert schema.validate_python(value) is value
    print(schema.dump_json(value).decode(), repr(value))
"""


def test_a_datetime_module_that_is_written_in_python() -> None:
    """As in an interpreter with a GIL of its own on CPython 3.12, where the one in C cannot be loaded."""
    ran = subprocess.run([sys.executable, "-c", WITHOUT_C], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [
        '"2024-01-02" datetime.date(2024, 1, 2)',
        '"03:04:05.000006+05:30" datetime.time(3, 4, 5, 6, '
        "tzinfo=datetime.timezone(datetime.timedelta(seconds=19800)))",
        '"2024-01-02T03:04:05-00:30" datetime.datetime(2024, 1, 2, 3, 4, 5, '
        "tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=84600)))",
        '"P1DT2H3M4.5S" datetime.timedelta(days=1, seconds=7384, microseconds=500000)',
    ]
