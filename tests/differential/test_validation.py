"""`_core.Schema` against pydantic 2: the same inputs are taken, for the same values, or refused alike.

Compared are value and type of what comes out, and of what is refused the whole list of errors: type,
location, message, input and context. docs/validation.md lists where the two differ on purpose.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple, NotRequired

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


class Outcome(NamedTuple):
    """A value as repr shows it, with the types of all that is in it; or the errors."""

    value: str | None
    errors: list[dict[str, Any]] | None


def shown(value: Any) -> str:
    """Like repr, but an int is told from a bool and a float in containers, too, as repr does by itself."""
    return f"{type(value).__name__} {value!r}"


def outcome(validate: Callable[..., Any], value: Any, strict: bool | None = None) -> Outcome:
    try:
        return Outcome(shown(validate(value, strict=strict)), None)
    except pydantic.ValidationError as error:
        return Outcome(None, [told(e) for e in error.errors(include_url=False)])
    except ValidationError as error:
        return Outcome(None, [told(e) for e in error.errors()])


def told(error: Any) -> dict[str, Any]:
    return {**error, "input": shown(error["input"])}


class Judge:
    """One type, compiled by both."""

    def __init__(self, annotation: Any) -> None:
        self.reference: pydantic.TypeAdapter[Any] = pydantic.TypeAdapter(annotation)
        self.schema = _core.Schema(compile_type(annotation))

    def agree(self, value: Any) -> None:
        """Both say the same of a Python object and, where it is one, of the JSON of it, lax and strict."""
        for strict in (None, False, True):
            ours = outcome(self.schema.validate_python, value, strict)
            assert ours == outcome(self.reference.validate_python, value, strict)
        try:
            text = json.dumps(value, allow_nan=False)
        except (TypeError, ValueError):
            return
        self.agree_on_json(text)

    def agree_on_json(self, text: str) -> None:
        for strict in (None, False, True):
            ours = outcome(self.schema.validate_json, text, strict)
            assert ours == outcome(self.reference.validate_json, text, strict)


# Texts that mean a number or a truth, or almost.
WORDS = (
    "",
    " ",
    "0",
    "1",
    "-1",
    "+1",
    "01",
    "1.0",
    "1.",
    ".5",
    "1.5",
    "1e3",
    "1_000",
    "_1",
    "1__0",
    "0x10",
    "٣",
    " 1 ",
    "1\u2003",
    "nan",
    "inf",
    "-Infinity",
    "true",
    "True",
    "TRUE",
    "t",
    "yes",
    "y",
    "on",
    "off",
    "no",
    "n",
    "f",
    "false",
    "null",
    "None",
    "abc",
    "12345678901234567890",
    "9" * 4301,
    "1" + "0" * 400 + ".0",
    "é",
)

integers = st.one_of(
    st.integers(-20, 20),
    st.sampled_from([s * (2**b + d) for s in (1, -1) for b in (31, 53, 63, 64) for d in (-1, 0, 1)]),
)
floats = st.one_of(st.floats(), st.integers(-20, 20).map(float), st.sampled_from([1e18, 2.0**63, 1e300, 0.1]))
texts = st.one_of(st.sampled_from(WORDS), st.text(max_size=8))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    integers,
    floats,
    texts,
    st.sampled_from([w.encode() for w in WORDS]),
    st.binary(max_size=4),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.sets(scalars, max_size=3),
        st.frozensets(scalars, max_size=3),
        st.dictionaries(st.one_of(texts, st.sampled_from("abc")), inner, max_size=3),
    ),
    max_leaves=6,
)


def number_constraints(numbers: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(("gt", "ge", "lt", "le"), numbers))


def with_constraints(base: Any, constraints: dict[str, Any]) -> Any:
    classes = {
        "gt": annotated_types.Gt,
        "ge": annotated_types.Ge,
        "lt": annotated_types.Lt,
        "le": annotated_types.Le,
        "multiple_of": annotated_types.MultipleOf,
        "min_length": annotated_types.MinLen,
        "max_length": annotated_types.MaxLen,
    }
    for name, value in constraints.items():
        base = Annotated[base, classes[name](value)]
    return base


lengths = st.fixed_dictionaries(
    {}, optional={"min_length": st.integers(0, 3), "max_length": st.integers(0, 4)}
)
scalar_types = st.one_of(
    st.sampled_from([None, bool, int, float, str, bytes, Any, Literal[1], Literal["a", 2, True, None]]),
    st.builds(with_constraints, st.just(int), number_constraints(st.integers(-5, 5))),
    st.builds(with_constraints, st.just(int), st.fixed_dictionaries({"multiple_of": st.integers(1, 7)})),
    st.builds(
        with_constraints, st.just(float), number_constraints(st.sampled_from([-1.5, 0.0, 0.25, 2.0, 5.0]))
    ),
    st.builds(with_constraints, st.sampled_from([str, bytes]), lengths),
)


@st.composite
def dataclasses_of(draw: st.DrawFn, types: st.SearchStrategy[Any], defaults: st.SearchStrategy[bool]) -> type:
    names = draw(st.lists(st.sampled_from("abcd"), max_size=3, unique=True))
    fields: list[Any] = []
    for name in names:
        kind = draw(types)
        if not draw(defaults):
            fields.append((name, kind))
        else:
            fields.append((name, kind, dataclasses.field(default=draw(st.sampled_from([None, 0, "x", 1.5])))))
    return dataclasses.make_dataclass("Record", fields, kw_only=True)


@st.composite
def typed_dicts_of(draw: st.DrawFn, types: st.SearchStrategy[Any]) -> Any:
    names = draw(st.lists(st.sampled_from("abcd"), max_size=3, unique=True))
    kinds = {name: draw(types) for name in names}
    return TypedDict(  # type: ignore[operator]  # its members are made here, which mypy cannot follow
        "Row", {name: NotRequired[kind] if draw(st.booleans()) else kind for name, kind in kinds.items()}
    )


def types_of(scalars: st.SearchStrategy[Any], defaults: st.SearchStrategy[bool]) -> st.SearchStrategy[Any]:
    return st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.builds(lambda t: list[t], inner),
            st.builds(with_constraints, st.builds(lambda t: list[t], inner), lengths),
            st.builds(lambda t: set[t], inner),
            st.builds(with_constraints, st.builds(lambda t: frozenset[t], inner), lengths),
            st.builds(lambda t: tuple[t, ...], inner),
            st.builds(lambda t, u: tuple[t, u], inner, inner),
            st.builds(lambda k, v: dict[k, v], st.sampled_from([str, int]), inner),
            st.builds(lambda t: t | None, inner.filter(lambda t: t is not None and t is not Any)),
            dataclasses_of(inner, defaults),
            typed_dicts_of(inner),
        ),
        max_leaves=4,
    )


@settings(max_examples=1500)
@given(types_of(scalar_types, st.booleans()), values)
def test_what_is_taken(annotation: Any, value: Any) -> None:
    Judge(annotation).agree(value)


@settings(max_examples=600)
@given(types_of(scalar_types.filter(lambda kind: kind is not Any), st.just(False)), values)
def test_what_is_written(annotation: Any, value: Any) -> None:
    judge = Judge(annotation)
    try:
        checked = judge.reference.validate_python(value)
    except pydantic.ValidationError:
        return
    assert written(judge.schema.dump_json, checked) == written(judge.reference.dump_json, checked)


def written(dump: Callable[[Any], bytes], value: Any) -> bytes | None:
    """None: it cannot be, such as bytes that are no UTF-8."""
    try:
        return dump(value)
    except (TypeError, ValueError):
        return None


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
        (int | str, "only a type or None can be chosen between"),
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
    with pytest.raises(ValidationError, match="fullName: Field required"):
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
