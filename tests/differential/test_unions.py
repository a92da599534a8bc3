"""Unions against pydantic's: which member takes an input, and what is said when none does."""

# ruff: noqa: UP007, UP042, UP045  (these are to be written as people write them, too)
from __future__ import annotations

import collections
import dataclasses
import decimal
import enum
import types
from typing import Annotated, Any, Literal, NotRequired, Optional, Union, get_args, get_origin

import annotated_types
import pydantic
import pytest
from fasterapi import _core
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.discriminator import Discriminator, Tag
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.fields import Field
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import TypedDict  # pydantic wants these before 3.12

from tests.effort import examples

from .judge import Judge, scalar_types, types_of, values, written


@st.composite
def unions_of(draw: st.DrawFn, members: st.SearchStrategy[Any]) -> Any:
    union = Union[tuple(draw(st.lists(members, min_size=2, max_size=4)))]
    others = [member for member in get_args(union) if member is not types.NoneType]
    if get_origin(union) is Union and len(others) > 1 and draw(st.booleans()):
        mode = draw(st.sampled_from(["smart", "left_to_right"]))
        return Annotated[union, Field(union_mode=mode), pydantic.Field(union_mode=mode)]
    return union


unions = unions_of(types_of(scalar_types, st.booleans()))
# How well a union from left to right fits within another is told apart in docs/validation.md, if one of its
# members has bounds.
inner = unions_of(scalar_types.filter(lambda kind: get_origin(kind) is not Annotated))
nested = st.one_of(
    unions,
    unions_of(st.one_of(inner, scalar_types, st.builds(lambda t: list[t], inner))),
    st.builds(lambda t: list[t], unions),
    st.builds(lambda k, v: dict[k, v], st.sampled_from([int, str, Union[int, str]]), unions),
)


@settings(max_examples=examples(1500), deadline=None)
@given(nested, values)
def test_what_is_taken(annotation: Any, value: Any) -> None:
    Judge(annotation).agree(value)


def left_to_right(*members: Any) -> Any:
    mode = "left_to_right"
    return Annotated[Union[members], Field(union_mode=mode), pydantic.Field(union_mode=mode)]


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (Union[left_to_right(bool, int), int], "0"),
        (Union[left_to_right(str, int), bool], "1"),
        (Union[left_to_right(Literal["a"], bool, None), decimal.Decimal], '"1"'),
        (Union[left_to_right(bytes, float), str], '"1"'),
        (Union[list[left_to_right(bool, int)], list[float]], "[1]"),
    ],
)
def test_a_union_within_another_fits_as_the_member_that_takes_it(annotation: Any, text: str) -> None:
    Judge(annotation).agree_on_json(text)


@pytest.mark.parametrize(
    "annotation",
    [Union[Literal[1], float], Union[list[Literal[1]], list[float]], Union[set[Literal[1]], set[float]]],
)
def test_a_float_is_not_written_as_the_literal_that_it_equals(annotation: Any) -> None:
    for value in (1, 1.0, [1], [1.0], {1.0}):
        Judge(annotation).agree_on_writing(value)


def test_a_member_that_refuses_does_not_count_against_the_next() -> None:
    """docs/validation.md: with pydantic the first one's conversion makes the second one a lesser fit."""
    inner = left_to_right(Annotated[int, annotated_types.Lt(0)], bool)
    judge = Judge(Union[float, inner])
    assert judge.schema.validate_json("true") is True
    assert judge.reference.validate_json("true") == 1.0
    assert type(judge.reference.validate_json("true")) is float


@settings(max_examples=examples(600), deadline=None)
@given(
    unions_of(types_of(scalar_types.filter(lambda kind: kind is not Any), st.just(False))),
    values,
)
def test_what_is_written(annotation: Any, value: Any) -> None:
    judge = Judge(annotation)
    try:
        checked = judge.reference.validate_python(value)
    except pydantic.ValidationError:
        return
    assert written(judge.schema.dump_json, checked) == written(judge.reference.dump_json, checked)


@dataclasses.dataclass
class Small:
    a: int


@dataclasses.dataclass
class Large:
    a: int
    b: int = 2


@dataclasses.dataclass
class Larger(Large):
    c: int = 3


class Row(TypedDict):
    a: int


class LongRow(TypedDict):
    a: int
    b: NotRequired[int]


RECORDS = (Small, Large, Larger, Row, LongRow, dict[str, int], dict[str, str])
RECORD_INPUTS: tuple[Any, ...] = (
    {},
    {"a": 1},
    {"a": "1"},
    {"a": 1, "b": 2},
    {"a": 1, "b": "2"},
    {"a": 1, "b": 2, "c": 3},
    {"a": "x", "b": []},
    Small(1),
    Large(1),
    Larger(1),
    None,
)


@pytest.mark.parametrize("first", RECORDS)
@pytest.mark.parametrize("second", RECORDS)
def test_more_fields_go_before_less_conversion(first: Any, second: Any) -> None:
    judge = Judge(Union[first, second])
    lists = Judge(list[first] | list[second])
    for value in RECORD_INPUTS:
        judge.agree(value)
        lists.agree([value, {"a": 1}])


@pytest.mark.parametrize("first", RECORDS)
@pytest.mark.parametrize("second", RECORDS)
def test_records_are_written_by_their_own_types(first: Any, second: Any) -> None:
    judge = Judge(Union[first, second])
    for value in RECORD_INPUTS:
        try:
            checked = judge.reference.validate_python(value)
        except pydantic.ValidationError:
            continue
        assert judge.schema.dump_json(checked) == judge.reference.dump_json(checked)


def tagged(union: Any, by: str = "kind") -> Any:
    return Annotated[union, Field(discriminator=by), pydantic.Field(discriminator=by)]


@dataclasses.dataclass
class Cat:
    kind: Literal["cat"]
    lives: int = 9


@dataclasses.dataclass
class Dog:
    kind: Literal["dog", "wolf"]
    name: str = "Rex"


@dataclasses.dataclass
class Black:
    kind: Literal["cat2"]
    color: Literal["black"]


@dataclasses.dataclass
class White:
    kind: Literal["cat2"]
    color: Literal["white"]
    lives: int = 1


class One(TypedDict):
    version: Literal[1]
    a: int


class Two(TypedDict):
    version: Literal[2] | Literal["two"]
    b: int


class Kind(enum.Enum):
    one = 1
    two = "two"


class Word(str, enum.Enum):
    one = "one"
    two = "two"


@dataclasses.dataclass
class OfKindOne:
    kind: Literal[Kind.one]


@dataclasses.dataclass
class OfKindTwo:
    kind: Literal[Kind.two]


@dataclasses.dataclass
class OfWordOne:
    kind: Literal[Word.one]


@dataclasses.dataclass
class OfWordTwo:
    kind: Literal[Word.two]


class AliasedOne(TypedDict):
    kind: Annotated[Literal["one"], Field(alias="is"), pydantic.Field(alias="is")]


class AliasedTwo(TypedDict):
    kind: Annotated[Literal["two"], Field(alias="is"), pydantic.Field(alias="is")]


@dataclasses.dataclass
class Branch:
    kind: Literal["branch"]
    children: list[
        Annotated[Branch | Leaf, Field(discriminator="kind"), pydantic.Field(discriminator="kind")]
    ]


@dataclasses.dataclass
class Leaf:
    kind: Literal["leaf"]
    value: int


class Faulty:
    @property
    def kind(self) -> str:
        raise RuntimeError("no kind")


PETS = Union[Cat, Dog]
COLORS = tagged(Union[Black, White], "color")
TAGGED: tuple[Any, ...] = (
    tagged(PETS),
    tagged(Optional[PETS]),
    tagged(Optional[Cat]),
    tagged(Union[PETS, COLORS]),
    tagged(Union[Dog, tagged(Union[Cat, Black])]),
    list[tagged(PETS)],
    dict[str, tagged(PETS)],
    Union[tagged(PETS), int],
    tagged(Union[OfKindOne, OfKindTwo]),
    tagged(Union[OfWordOne, OfWordTwo]),
    tagged(Union[AliasedOne, AliasedTwo]),
    tagged(Union[One, Two], "version"),
    tagged(Union[Branch, Leaf]),
)
TAGGED_INPUTS: tuple[Any, ...] = (
    {"kind": "cat"},
    {"lives": "7", "kind": "cat"},
    {"kind": "wolf", "name": 1},
    {"kind": "dog", "lives": 1, "name": "a"},
    {"kind": "mouse"},
    {"kind": None},
    {"kind": 1},
    {"kind": ["cat"]},
    {},
    {"kind": "cat2", "color": "white"},
    {"kind": "cat2", "color": "white", "lives": "x"},
    {"kind": "cat2", "color": "red"},
    {"kind": "cat2"},
    {"version": 1, "a": "2"},
    {"version": True, "a": "2"},
    {"version": 2.0, "b": "x"},
    {"version": "two", "b": 1},
    {"version": "1"},
    {"kind": Kind.one},
    {"kind": Kind.two},
    {"kind": "two"},
    {"kind": Word.one},
    {"is": "one"},
    {"is": "two", "kind": "one"},
    {"is": "three"},
    {"kind": "branch", "children": [{"kind": "leaf", "value": "1"}, {"kind": "branch", "children": []}]},
    {"kind": "branch", "children": [{"kind": "leaf", "value": "x"}, {"kind": "twig"}, {}, 1]},
    Cat("cat"),
    Dog("wolf"),
    types.SimpleNamespace(kind="cat"),
    types.MappingProxyType({"kind": "cat"}),
    collections.UserDict(kind="mouse"),
    Faulty(),
    Cat,
    len,
    None,
    1,
    "cat",
    ["cat"],
)


@pytest.mark.parametrize("annotation", TAGGED)
def test_a_tag_decides(annotation: Any) -> None:
    judge = Judge(annotation)
    for value in TAGGED_INPUTS:
        for case in (value, [value], {"a": value}):
            judge.agree(case)
            try:
                checked = judge.reference.validate_python(case)
            except pydantic.ValidationError:
                continue
            assert judge.schema.dump_json(checked) == judge.reference.dump_json(checked, by_alias=True)


@pytest.mark.parametrize(
    "text",
    [
        '{"kind": "dog", "kind": "cat"}',
        '{"kind": "dog", "kind": "wolf"}',
        '{"name": {"kind": "cat"}, "kind": "dog"}',
        '{"name": "\\u0041", "k\\u0069nd": "d\\u006fg"}',
    ],
)
def test_a_tag_in_json(text: str) -> None:
    Judge(tagged(PETS)).agree_on_json(text)


def size_of(value: Any) -> str | None:
    if isinstance(value, dict):
        return {"s": "small", "l": "large", "h": "huge"}.get(value.get("size", ""))
    return {Small: "small", Large: "large"}.get(type(value))


BY_FUNCTION = Annotated[
    Annotated[Small, Tag("small"), pydantic.Tag("small")]
    | Annotated[Large, Tag("large"), pydantic.Tag("large")],
    Discriminator(size_of),
    pydantic.Discriminator(size_of),
]


@pytest.mark.parametrize(
    "value",
    [
        {"size": "s", "a": 1},
        {"size": "l", "a": 1},
        {"size": "l", "a": "x"},
        {"size": "h"},
        {"size": ""},
        Small(1),
        Large(1),
        1,
    ],
)
def test_a_function_gives_the_tag(value: Any) -> None:
    for annotation in (BY_FUNCTION, Optional[BY_FUNCTION], list[BY_FUNCTION]):
        judge = Judge(annotation)
        judge.agree(value)
        judge.agree([value])
    if not isinstance(value, dict | int):
        judge = Judge(BY_FUNCTION)
        assert judge.schema.dump_json(value) == judge.reference.dump_json(value)


def test_tags_call_the_members_of_any_union() -> None:
    for value in (1, "x", None, [1]):
        Judge(Annotated[int, Tag("number"), pydantic.Tag("number")] | list[int]).agree(value)


@pytest.mark.parametrize(
    ("annotation", "what"),
    [
        (tagged(Union[Cat, Small]), "Small has no field 'kind'"),
        (tagged(Union[Cat, int]), "int is no type that a discriminator could tell"),
        (tagged(Union[Small, Large], "a"), "Small: its field 'a' .* has to be a Literal"),
        (tagged(Union[Cat, AliasedOne]), "several aliases .*is, kind"),
        (tagged(Union[Black, White]), "'cat2' in more than one member"),
        (Annotated[Small | Large, Discriminator(size_of)], "needs a Tag"),
    ],
)
def test_what_no_tag_can_tell_apart(annotation: Any, what: str) -> None:
    with pytest.raises(SchemaTypeError, match=what):
        compile_type(annotation)


def test_what_fits_no_member_is_not_written() -> None:
    schema = _core.Schema(compile_type(int | list[int]))
    with pytest.raises(TypeError, match="one of 2 types is expected, and str is none of them"):
        schema.dump_json("a")
