"""Named tuples, collections, generic types, aliases and types that hold themselves, against pydantic's."""

# ruff: noqa: UP006, UP007, UP035, UP045  (these are to be written as people write them, too)
from __future__ import annotations

import collections
import collections.abc
import dataclasses
import typing
from types import MappingProxyType
from typing import Annotated, Any, Generic, NamedTuple, NewType, Optional, Union

import annotated_types
import pydantic
import pytest
from fasterapi import _core
from fasterapi.exceptions import ValidationError
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.errors import SchemaTypeError
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typing_extensions import NotRequired, ReadOnly, Required, TypeAliasType, TypedDict, TypeVar

from tests.effort import examples

from .judge import Judge, lengths, scalar_types, values, with_constraints, written


class Point(NamedTuple):
    x: int
    y: str = "y"


Untyped = collections.namedtuple("Untyped", "x y", defaults=[1])


class Node(NamedTuple):
    value: int
    next: Node | None = None


class Numbers(collections.abc.Sequence[Any]):
    def __init__(self, items: list[Any]) -> None:
        self.items = items

    def __getitem__(self, place: Any) -> Any:
        return self.items[place]

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"Numbers({self.items})"


class Words(list[Any]):
    pass


class Broken(collections.abc.Mapping[Any, Any]):
    """Fails in the way that it is told."""

    def __init__(self, how: str) -> None:
        self.how = how

    def __getitem__(self, key: Any) -> Any:
        if self.how == "value":
            raise RuntimeError("no value")
        return 1

    def __iter__(self) -> Any:
        if self.how == "iteration":
            raise RuntimeError("no keys")
        return iter(["a"])

    def __len__(self) -> int:
        return 1

    def items(self) -> Any:
        return [1] if self.how == "pairs" else [(1, 2, 3)] if self.how == "triples" else super().items()

    def __repr__(self) -> str:
        return f"Broken({self.how!r})"


def collections_of(item: Any) -> list[Any]:
    return [
        collections.deque[item],
        collections.abc.Sequence[item],
        collections.abc.MutableSequence[item],
        collections.abc.Set[item],
        collections.abc.MutableSet[item],
        typing.Sequence[item],
        typing.List[item],
    ]


def mappings_of(key: Any, value: Any) -> list[Any]:
    return [
        dict[key, value],
        collections.OrderedDict[key, value],
        collections.defaultdict[key, value],
        collections.Counter[key],
        collections.abc.Mapping[key, value],
        collections.abc.MutableMapping[key, value],
        typing.Dict[key, value],
        typing.DefaultDict[key, value],
    ]


types_of_one = st.one_of(
    scalar_types.flatmap(lambda item: st.sampled_from(collections_of(item))),
    st.builds(
        with_constraints, scalar_types.flatmap(lambda item: st.sampled_from(collections_of(item))), lengths
    ),
    st.sampled_from(mappings_of(str, int)),
    st.sampled_from(mappings_of(int, list[str])),
    st.builds(with_constraints, st.sampled_from(mappings_of(str, int)), lengths),
    st.sampled_from([Point, Untyped, Node]),
)


def has_label(annotation: Any) -> bool:
    """Whether there are no addresses in what pydantic calls it."""
    name = repr(annotation)
    return "efault" not in name and not ("Sequence" in name and "Annotated" in name)


types_with_labels = types_of_one.filter(has_label)
types_of_some = st.one_of(
    types_of_one,
    st.builds(lambda first, second: Union[first, second], types_with_labels, types_with_labels),
    st.builds(lambda inner: list[inner], types_of_one),
)
inputs = st.recursive(
    values,
    lambda inner: st.one_of(
        st.builds(collections.deque, st.lists(inner, max_size=3), st.sampled_from([None, 5])),
        st.lists(inner, max_size=3).map(Numbers),
        st.lists(inner, max_size=3).map(Words),
        st.builds(Point, inner, inner),
        st.dictionaries(st.sampled_from("xyzab"), inner, max_size=3).map(collections.OrderedDict),
        st.dictionaries(st.sampled_from("xyzab"), inner, max_size=3).map(MappingProxyType),
        st.dictionaries(st.sampled_from("ab"), inner).map(lambda it: collections.defaultdict(list, it)),
        st.dictionaries(st.sampled_from("ab"), st.integers(0, 3)).map(collections.Counter),
        st.lists(st.integers(0, 3), max_size=3).map(lambda it: range(len(it))),
        st.fixed_dictionaries({"value": inner}, optional={"next": st.none() | inner}),
        st.tuples(inner, st.none() | inner).map(lambda it: Node(*it)),
    ),
    max_leaves=3,
)


@settings(max_examples=examples(1500), deadline=None)
@given(types_of_some, inputs)
@example(with_constraints(collections.deque[int], {"max_length": 1}), collections.deque([1, 2]))
def test_what_is_taken(annotation: Any, value: Any) -> None:
    Judge(annotation).agree(value)


@settings(max_examples=examples(500), deadline=None)
@given(
    types_of_one.filter(lambda annotation: annotation is not Untyped and "Any" not in repr(annotation)),
    inputs,
)
def test_what_is_written(annotation: Any, value: Any) -> None:
    judge = Judge(annotation)
    try:
        checked = judge.reference.validate_python(value)
    except pydantic.ValidationError:
        return
    if isinstance(checked, Numbers | range):  # which pydantic cannot write
        return
    assert written(judge.schema.dump_json, checked) == written(judge.reference.dump_json, checked)


@pytest.mark.parametrize("how", ["value", "iteration", "pairs", "triples", "not at all"])
@pytest.mark.parametrize("annotation", [dict[str, int], collections.OrderedDict[str, int]])
def test_a_mapping_that_fails(annotation: Any, how: str) -> None:
    Judge(annotation).agree(Broken(how))


@pytest.mark.parametrize(
    "value",
    [
        Point(1),
        Point("a", "b"),
        ("1",),
        [1, 2],
        (1, "a", 3),
        [],
        {1},
        {"x": 1},
        {"y": "z"},
        {"x": "a", "z": 2, 3: 4},
        MappingProxyType({"x": 1}),
        Broken("not at all"),
        iter([1, "a"]),
        b"ab",
        "ab",
        1,
        None,
    ],
)
def test_named_tuples(value: Any) -> None:
    for annotation in (Point, list[Point], Union[Point, str]):
        if not isinstance(value, collections.abc.Iterator):
            Judge(annotation).agree(value)
            Judge(annotation).agree([value])


def test_an_iterable_becomes_a_list() -> None:
    schema = _core.Schema(compile_type(collections.abc.Iterable[int]))
    assert schema.validate_python(x for x in ["1", 2]) == [1, 2]
    assert schema.validate_json("[1, 2]") == [1, 2]
    with pytest.raises(ValidationError, match="Input should be iterable"):
        schema.validate_python(1)
    with pytest.raises(ValidationError, match="Input should be a valid array"):
        schema.validate_json("{}")


class Partial(TypedDict, total=False):
    a: int
    b: Required[int]
    c: Annotated[ReadOnly[int], annotated_types.Gt(1)]


class Whole(Partial):
    d: NotRequired[int]
    e: ReadOnly[Required[str]]


@pytest.mark.filterwarnings("ignore:.*ReadOnly")
@pytest.mark.parametrize(
    "value", [{}, {"b": 1}, {"b": 1, "e": "", "c": 1}, {"b": 1, "e": "x", "d": "2", "z": 3}]
)
def test_members_of_typed_dicts(value: Any) -> None:
    for annotation in (Partial, Whole, list[Whole]):
        Judge(annotation).agree(value)
        Judge(annotation).agree([value])
        Judge(annotation).agree(MappingProxyType(value))


T = TypeVar("T")
U = TypeVar("U", int, str)
B = TypeVar("B", bound=float)
D = TypeVar("D", default=int)


@dataclasses.dataclass
class Box(Generic[T]):
    content: T
    others: list[T] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Pair(Box[U], Generic[T, U]):
    second: Optional[T] = None


@dataclasses.dataclass
class IntBox(Box[int]):
    pass


@dataclasses.dataclass
class Chain(Generic[T]):
    value: T
    rest: Chain[T] | None = None


class GenericRow(TypedDict, Generic[T]):
    a: T
    b: NotRequired[Box[T]]


class GenericTuple(NamedTuple, Generic[T]):
    a: T
    b: tuple[T, ...] = ()


@dataclasses.dataclass
class Bounds(Generic[B, U, D]):
    bound: B
    defaulted: D
    constrained: U


Id = NewType("Id", int)
Short = TypeAliasType("Short", Annotated[str, annotated_types.MaxLen(2)])
Json = TypeAliasType("Json", "dict[str, Json] | list[Json] | str | int | float | bool | None")
Tree = TypeAliasType("Tree", "tuple[T, list[Tree[T]]]", type_params=(T,))
Many = TypeAliasType("Many", Union[T, list[T]], type_params=(T,))


@pytest.mark.parametrize(
    "annotation",
    [
        Box,
        Box[int],
        Box[Box[str]],
        Chain[int],
        Union[Box[int], Box[str]],
        GenericRow[int],
        GenericTuple[str],
        Bounds,
        Id,
        Short,
        list[Short],
        Json,
        list[Json],
        Union[int, Json],
        Tree[int],
        Union[str, Tree[int]],
        Many[int],
        dict[str, Many[Id]],
        Annotated[Id, annotated_types.Gt(1)],
        Annotated[Short, annotated_types.MinLen(1)],
    ],
)
def test_what_has_variables_or_another_name(annotation: Any) -> None:
    judge = Judge(annotation)
    for value in (
        1,
        "1",
        "abc",
        None,
        1.5,
        [1, "a", None, [2.5, {"a": {"b": [True]}}]],
        ["1", []],
        [1, [[2, []], ["3", [[4, []]]]]],
        [1, [[2, []], ["x", [[4]]]]],
        {"content": 1},
        {"content": "x", "others": ["1", 2]},
        {"content": {"content": 1, "others": "x"}},
        {"content": 1, "second": "2"},
        {"value": 1, "rest": {"value": "2", "rest": {"value": None}}},
        {"a": "1", "b": {"content": "x"}},
        {"a": 1, "b": [1, "2"]},
        {"bound": 1, "defaulted": "2", "constrained": 3},
        {"bound": "x", "defaulted": "x", "constrained": []},
        {"a": [1], "b": 2},
    ):
        judge.agree(value)


def test_variables_of_the_same_name_are_told_apart() -> None:
    schema = _core.Schema(compile_type(Pair[str, int]))
    assert schema.validate_json('{"content": 1, "second": "a"}') == Pair(1, [], "a")
    for annotation in (Pair[str, int], IntBox):
        with pytest.raises(ValidationError, match="content\n  Input should be a valid integer"):
            _core.Schema(compile_type(annotation)).validate_json('{"content": "a"}')


def test_what_an_alias_names_is_written() -> None:
    for annotation, value in (
        (Json, {"a": [1, 2.5, None, {"b": "c"}]}),
        (Tree[int], (1, [(2, []), (3, [(4, [])])])),
        (Chain[int], Chain(1, Chain(2))),
        (Node, Node(1, Node(2))),
    ):
        judge = Judge(annotation)
        assert judge.schema.dump_json(value) == judge.reference.dump_json(value)


def test_an_alias_of_what_holds_itself() -> None:
    endless: list[Any] = [1]
    endless.append(endless)
    judge = Judge(Json)
    errors = []
    for validate in (judge.schema.validate_python, judge.reference.validate_python):
        with pytest.raises((ValidationError, pydantic.ValidationError)) as refused:
            validate(endless)
        errors.append([(error["type"], error["loc"], error["msg"]) for error in refused.value.errors()])
    assert errors[0] == errors[1]
    with pytest.raises(ValueError, match="nested deeper than 512 levels"):
        judge.schema.dump_json(endless)


@dataclasses.dataclass
class Lost:
    friend: Nowhere  # noqa: F821  (that is what is tested)


@pytest.mark.parametrize(
    ("annotation", "what"),
    [
        (Lost, "Lost: name 'Nowhere' is not defined"),
        (TypeAliasType("Lost", list["Nowhere"]), "name 'Nowhere' is not defined"),  # noqa: F821  (as above)
        (collections.defaultdict[str, Point], "Point.* has no default of itself"),
    ],
)
def test_types_that_cannot_be_compiled(annotation: Any, what: str) -> None:
    with pytest.raises(SchemaTypeError, match=what):
        compile_type(annotation)
