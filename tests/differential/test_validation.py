"""`_core.Schema` against pydantic 2: the same inputs are taken, for the same values, or refused alike.

Compared are value and type of what comes out, and of what is refused the whole list of errors: type,
location, message, input and context. docs/validation.md lists where the two differ on purpose.
"""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any, NotRequired

import annotated_types
import pydantic
import pytest
from fasterapi import _core
from fasterapi.exceptions import ValidationError
from fasterapi.schema.compiling import SchemaTypeError, compile_type
from fasterapi.schema.fields import Field
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import TypedDict  # pydantic wants these before 3.12

from tests.effort import examples

from .judge import Judge, outcome, scalar_types, types_of, values


@settings(max_examples=examples(1500))
@given(types_of(scalar_types, st.booleans()), values)
def test_what_is_taken(annotation: Any, value: Any) -> None:
    Judge(annotation).agree(value)


@settings(max_examples=examples(600))
@given(types_of(scalar_types.filter(lambda kind: kind is not Any), st.just(False)), values)
def test_what_is_written(annotation: Any, value: Any) -> None:
    Judge(annotation).agree_on_writing(value)


@dataclasses.dataclass
class Tree:
    """Holds itself."""

    name: str
    children: list[Tree] = dataclasses.field(default_factory=list)
    parent: Tree | None = None


@pytest.mark.parametrize(
    "value",
    [
        {"name": "a"},
        {"name": "a", "children": [{"name": "b", "parent": {"name": "c"}}, {"name": "d"}]},
        {"name": "a", "children": [{"name": 1}, {}, 2], "parent": {"children": {}}},
        Tree("a", [Tree("b")]),
    ],
)
def test_types_that_hold_themselves(value: Any) -> None:
    Judge(Tree).agree(value)


def test_a_default_is_not_shared() -> None:
    schema = _core.Schema(compile_type(Tree))
    schema.validate_json(b'{"name": "a"}').children.append(1)
    assert schema.validate_json(b'{"name": "a"}').children == []


@dataclasses.dataclass
class Counted:
    """Counts how often code of its own runs."""

    number: int
    made_by_factory: list[int] = dataclasses.field(default_factory=lambda: [Counted.ran("factory")])
    doubled: dataclasses.InitVar[int] = 2

    def __post_init__(self, doubled: int) -> None:
        Counted.ran("__post_init__")
        self.number *= doubled

    @staticmethod
    def ran(what: str) -> int:
        CALLS.append(what)
        return len(CALLS)


CALLS: list[str] = []


@pytest.mark.parametrize(
    "text", [b'[{"number": 1}]', b'[{"number": "1"}]', b'[{"number": 1}, 2]', b'[{"number": 1}']
)
def test_code_of_the_users_runs_once(text: bytes) -> None:
    CALLS.clear()
    ours = outcome(_core.Schema(compile_type(list[Counted])).validate_json, text)
    assert (["factory", "__post_init__"] if text.endswith(b"]") else []) == CALLS
    if text.endswith(b"}]"):
        assert ours.value == "list [Counted(number=2, made_by_factory=[1])]"


def test_what_holds_itself_is_refused() -> None:
    tree: dict[str, Any] = {"name": "a"}
    tree["parent"] = {"name": "b", "children": [tree]}
    errors = []
    for validate in (Judge(Tree).schema.validate_python, Judge(Tree).reference.validate_python):
        with pytest.raises((ValidationError, pydantic.ValidationError)) as refused:
            validate(tree)
        errors.append([(error["type"], error["loc"], error["msg"]) for error in refused.value.errors()])
    assert errors[0] == errors[1]
    own = Tree("a")
    own.parent = own
    with pytest.raises(ValueError, match="nested deeper than 512 records"):
        Judge(Tree).schema.dump_json(own)


@pytest.mark.parametrize("levels", [100, 200])
def test_what_is_deep(levels: int) -> None:
    text = '{"name": "a", "parent": ' * levels + "null" + "}" * levels
    Judge(Tree).agree_on_json(text)
    Judge(Tree).agree_on_json(text.replace("null", '"wrong"'))


@pytest.mark.parametrize(
    ("annotation", "what"),
    [
        (complex, "complex.* is no type that a value can be checked against"),
        (
            Annotated[int, annotated_types.MinLen(1)],
            "int.* has no constraint 'min_length'; it has .*multiple_of",
        ),
    ],
)
def test_types_that_cannot_be_compiled(annotation: Any, what: str) -> None:
    with pytest.raises(SchemaTypeError, match=what):
        compile_type(annotation)


class Aliased(TypedDict):
    """Called otherwise in its input."""

    name: Annotated[str, Field(alias="fullName")]
    hidden: Annotated[NotRequired[int], Field(exclude=True)]


def test_aliases() -> None:
    schema = _core.Schema(compile_type(Aliased))
    value = schema.validate_json(b'{"fullName": "a", "hidden": 1, "other": 2}')
    assert value == {"name": "a", "hidden": 1}
    assert schema.dump_json(value) == b'{"fullName":"a"}'
    assert schema.dump_json(value, by_alias=False) == b'{"name":"a"}'
    with pytest.raises(ValidationError, match="fullName\n  Field required"):
        schema.validate_python({"name": "a"})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "the text ends too early at byte 0"),
        (b'{"name": "a",}', "a member's name in quotes is expected at byte 13"),
        (b'{"name": NaN}', "a value is expected at byte 9"),
        (b'{"name": "\\ud800"}', "an escaped surrogate has to be one of a pair at byte 10"),
        (b'{"name": "\xff"}', "the text is not UTF-8 at byte 10"),
    ],
)
def test_what_is_no_json(text: bytes, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _core.Schema(compile_type(Tree)).validate_json(text)
    (error,) = refused.value.errors()
    assert (error["type"], error["loc"], error["ctx"]) == ("json_invalid", (), {"error": why})
    assert error["msg"] == f"Invalid JSON: {why}"
