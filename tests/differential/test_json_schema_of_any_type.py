"""JSON Schema of types that Hypothesis makes, against pydantic's."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import pathlib
import uuid
from collections.abc import Callable
from typing import Annotated, Any, Literal, NotRequired, Optional, Union

from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import TypedDict  # pydantic wants these before 3.12

from tests.differential.json_schema_judge import Field, Maker, agree, agree_together
from tests.differential.json_schema_types import (
    Color,
    Described,
    Place,
    Plain,
    Row,
    Short,
    Tree,
    model,
)
from tests.effort import examples

# What a type is documented with; texts that title() and cleandoc() change among them.
words = st.sampled_from(["a", "a_b", "Two words", " x\n  y", "ß", ""])
documentation = st.fixed_dictionaries(
    {},
    optional={
        "title": words,
        "description": words,
        "examples": st.lists(st.sampled_from([1, "a", None, b"x", [1.5]]), max_size=2),
        "json_schema_extra": st.dictionaries(
            # "format" is in CASES: of a Path pydantic's own counts (test_what_is_said_of_a_type_is_there).
            st.sampled_from(["title", "x-a", "pattern", "default", "description"]),
            words,
            max_size=2,
        ),
    },
)
deprecations = st.fixed_dictionaries(
    {}, optional={"deprecated": st.sampled_from([True, False, "why", ""])}
)  # of members only
lengths = st.fixed_dictionaries(
    {}, optional={"min_length": st.integers(0, 3), "max_length": st.integers(3, 6)}
)
int_bounds = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("gt", "ge", "lt", "le"), st.integers(-5, 5)) | {"multiple_of": st.integers(1, 5)},
)
float_bounds = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("gt", "ge", "lt", "le"), st.sampled_from([-1.5, 0.0, 2.0, float("inf")]))
)


def fixed(kind: Any) -> Maker:
    return lambda field: kind


def annotated(make: Maker, said: dict[str, Any]) -> Maker:
    return lambda field: Annotated[make(field), field(**said)] if said else make(field)


def inside(container: Callable[..., Any], *makers: Maker) -> Maker:
    return lambda field: container(*(make(field) for make in makers))


def bounded(kind: Any, bounds: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Maker]:
    return st.builds(annotated, st.just(fixed(kind)), bounds)


scalars = st.one_of(
    st.sampled_from(
        [
            None,
            bool,
            Any,
            Literal["a"],
            Literal[1, "b", None],
            Plain,
            Described,
            Tree,
            Row,
            Color,
            Place,
            Short,
            datetime.timedelta,
            decimal.Decimal,
            uuid.UUID,
            pathlib.Path,
        ]
    ).map(fixed),
    bounded(int, int_bounds),
    bounded(float, float_bounds),
    bounded(str, lengths),
    bounded(bytes, lengths),
)
defaults = st.sampled_from(
    [
        *(None, 0, "x", 1.5, b"y", (1, {2}), {"a": Plain(1)}, True),
        *(datetime.date(2020, 1, 2), decimal.Decimal("1.50"), uuid.UUID(int=1), datetime.timedelta(1, 2)),
    ]
)
# Mostly different: classes of one name and module are numbered as they are met, which CASES has.
class_names = st.integers(0, 2**30).map("Class{}".format)
NAMES = ("a", "a_b", "aB", "_c_", "d")


@st.composite
def dataclasses_of(draw: st.DrawFn, types: st.SearchStrategy[Maker]) -> Maker:
    name = draw(class_names)
    members = [
        (
            member,
            draw(types),
            draw(documentation)
            | draw(deprecations)
            | draw(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "default": defaults,
                        "alias": words.filter(bool),
                        "serialization_alias": words.filter(bool),
                        "exclude": st.booleans(),
                    },
                )
            ),
        )
        for member in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
    ]
    doc = draw(words)

    def make(field: Field) -> Any:
        fields = [(member, kind(field), field(**said)) for member, kind, said in members]
        return dataclasses.make_dataclass(name, fields, namespace={"__doc__": doc})

    return make


@st.composite
def models_of(draw: st.DrawFn, types: st.SearchStrategy[Maker]) -> Maker:
    name, doc = draw(class_names), draw(words)
    members = {
        member: (draw(types), draw(documentation) | draw(deprecations), draw(st.none() | st.tuples(defaults)))
        for member in draw(st.lists(st.sampled_from(["a", "a_b", "aB", "d"]), max_size=3, unique=True))
    }

    def make(field: Field) -> Any:
        annotations = {member: annotated(kind, said)(field) for member, (kind, said, _) in members.items()}
        values = {member: default[0] for member, (_, _, default) in members.items() if default}
        return model(field, name, annotations, __doc__=doc, **values)

    return make


@st.composite
def typed_dicts_of(draw: st.DrawFn, types: st.SearchStrategy[Maker]) -> Maker:
    name = draw(class_names)
    members = {
        member: (draw(types), draw(documentation) | draw(deprecations), draw(st.booleans()))
        for member in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
    }

    def make(field: Field) -> Any:
        kinds = {member: annotated(kind, said)(field) for member, (kind, said, _) in members.items()}
        return TypedDict(  # type: ignore[operator]  # its members are made here, which mypy cannot follow
            name,
            {member: kind if members[member][2] else NotRequired[kind] for member, kind in kinds.items()},
        )

    return make


kinds = st.recursive(
    st.builds(annotated, scalars, documentation),
    lambda inner: st.builds(
        annotated,
        st.one_of(
            st.builds(inside, st.just(lambda kind: list[kind]), inner),
            st.builds(inside, st.just(lambda kind: set[kind]), inner),
            st.builds(inside, st.just(lambda kind: tuple[kind, ...]), inner),
            st.builds(inside, st.just(lambda one, two: tuple[one, two]), inner, inner),
            st.builds(inside, st.just(lambda kind: Optional[kind]), inner),  # noqa: UP045  (of None, too)
            st.builds(inside, st.just(lambda key, kind: dict[key, kind]), bounded(str, lengths), inner),
            st.builds(inside, st.just(lambda one, two: Union[one, two]), inner, inner),  # noqa: UP007  (as above)
            dataclasses_of(inner),
            models_of(inner),
            typed_dicts_of(inner),
        ),
        documentation,
    ),
    max_leaves=6,
)


@settings(max_examples=examples(300))
@given(kinds)
def test_same_schema_of_any_type(make: Maker) -> None:
    agree(make)


@settings(max_examples=examples(150))
@given(st.lists(kinds, min_size=2, max_size=4))
def test_same_definitions_of_any_types(makers: list[Maker]) -> None:
    agree_together(makers)
