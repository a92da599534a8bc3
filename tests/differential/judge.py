"""What differential tests of schemas share: both compilers of a type, and strategies for types and values."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple, NotRequired

import annotated_types
import pydantic
from fasterapi import _core
from fasterapi.exceptions import ValidationError
from fasterapi.schema.compiling import compile_type
from hypothesis import strategies as st
from typing_extensions import TypedDict  # pydantic wants these before 3.12


class Outcome(NamedTuple):
    """A value as repr shows it, with the types of all that is in it; or the errors; or what was raised."""

    value: str | None
    errors: list[dict[str, Any]] | None
    raised: str | None = None


def shown(value: Any) -> str:
    """Like repr, but an int is told from a bool and a float in containers, too, as repr does by itself.

    pydantic's own TzInfo is shown as the datetime.timezone that it stands for.
    """
    return f"{type(value).__name__} {TZ_INFO.sub(timezone_shown, repr(value))}"


TZ_INFO = re.compile(r"TzInfo\((-?\d+)\)")


def timezone_shown(offset: re.Match[str]) -> str:
    return repr(datetime.timezone(datetime.timedelta(seconds=int(offset[1]))))


def outcome(validate: Callable[..., Any], value: Any, strict: bool | None = None) -> Outcome:
    try:
        return Outcome(shown(validate(value, strict=strict)), None)
    except pydantic.ValidationError as error:
        return Outcome(None, [told(e) for e in error.errors(include_url=False)])
    except ValidationError as error:
        return Outcome(None, [told(e) for e in error.errors()])
    except (
        Exception
    ) as error:  # of the value's own class: ipaddress raises AttributeError for ("1.2.3.4", None)
        return Outcome(None, None, repr(error))


def told(error: Any) -> dict[str, Any]:
    told = {**error, "input": shown(error["input"])}
    if isinstance(raised := error.get("ctx", {}).get("error"), Exception):
        told["ctx"] = {"error": repr(raised)}
    return told


def written(dump: Callable[[Any], bytes], value: Any) -> bytes | None:
    """None: it cannot be, such as bytes that are no UTF-8."""
    try:
        return dump(value)
    except (TypeError, ValueError):
        return None


class Judge:
    """One type, compiled by both; `reference` is what pydantic calls it, if it is called otherwise there."""

    def __init__(self, annotation: Any, reference: Any = None) -> None:
        self.reference: pydantic.TypeAdapter[Any] = pydantic.TypeAdapter(reference or annotation)
        self.schema = _core.Schema(compile_type(annotation))
        self.annotation = annotation

    def agree(self, value: Any) -> None:
        """Both say the same of a Python object and of the JSON of it, where there is one, lax and strict."""
        for strict in (None, False, True):
            ours = outcome(self.schema.validate_python, value, strict)
            theirs = outcome(self.reference.validate_python, value, strict)
            assert ours == theirs, f"{self.annotation}, {strict=}: {ours} is not {theirs}"
        try:
            json.dumps(value, ensure_ascii=False).encode()
            text = json.dumps(value, allow_nan=False)
        except (TypeError, ValueError):
            return
        self.agree_on_json(text)

    def agree_on_json(self, text: str) -> None:
        for strict in (None, False, True):
            ours = outcome(self.schema.validate_json, text, strict)
            theirs = outcome(self.reference.validate_json, text, strict)
            assert ours == theirs, f"{self.annotation}, {strict=}: {ours} is not {theirs}"

    def agree_on_writing(self, value: Any) -> None:
        """Both write what pydantic makes of a value the same, where it makes something of it."""
        try:
            checked = self.reference.validate_python(value)
        except Exception:  # refused, or raised by the value's class: agree() is about that
            return
        ours = written(self.schema.dump_json, checked)
        theirs = written(self.reference.dump_json, checked)
        assert ours == theirs, f"{checked!r}: {ours!r} is not {theirs!r}"


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
floats = st.one_of(
    st.floats(),
    st.integers(-20, 20).map(float),
    st.sampled_from([1e18, 2.0**63, 1e300, 0.1, 1e-4, -1e-5, 1.25e-5, 9.9e-6, 1e-9, 1e-10]),
)
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
