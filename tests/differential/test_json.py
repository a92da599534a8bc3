"""`_core.dumps` against `json.dumps(..., ensure_ascii=False, separators=(",", ":"), allow_nan=False)`.

Both accept the same values and give the same text; both refuse the same values, with exceptions of the same
type (those of `.encode()` included). These differ:

| value | json.dumps | _core.dumps |
|---|---|---|
| nested deeper than 512 levels | bytes, or RecursionError where the stack ends | ValueError |
| a dict that grows or shrinks while it is written | depends on the version | RuntimeError |
| an unpaired surrogate in front of another fault | the other's exception | UnicodeEncodeError |
| an unpaired surrogate | its place in the whole document | its place in the str |
"""

from __future__ import annotations

import collections
import contextlib
import enum
import gc
import json
import math
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from fasterapi import _core
from hypothesis import given, settings
from hypothesis import strategies as st


def reference(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


class Text(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "not asked"


class Number(int):
    def __repr__(self) -> str:
        return "not asked"


class Real(float):
    def __repr__(self) -> str:
        return "not asked"


class Colour(enum.StrEnum):
    RED = "red"
    QUOTED = '"é"'


class Mixed(str, enum.Enum):  # noqa: UP042 - what older programs have
    A = "a"


class Level(enum.IntEnum):
    LOW = -1
    HUGE = 2**70


class Flags(enum.IntFlag):
    ONE = 1
    TWO = 2


class Fraction(float, enum.Enum):
    HALF = 0.5


class Column(list[Any]):
    def __iter__(self) -> Iterator[Any]:
        return reversed(list(super().__iter__()))


class Row(tuple[Any, ...]):
    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return reversed(list(super().__iter__()))


class Pair(NamedTuple):
    first: Any
    second: Any


class Backwards(dict[Any, Any]):
    def items(self) -> Any:
        return reversed(list(super().items()))


# What JSON escapes, what UTF-8 writes in one to four bytes, and what stands at the edges of these.
EDGES = "\x00\x1f \x7f\x80\xff\u0100\u07ff\u0800\u2028\ud7ff\ue000\uffff\U00010000\U0010ffff"
texts = st.one_of(
    st.text(),
    st.text(alphabet='"\\/\b\f\n\r\t' + EDGES),
    st.text(alphabet='abc 0123"\\\n', max_size=300),
    *(st.text(alphabet=f'abc"{wide}', max_size=300) for wide in ("é", "Ā€", "😀")),
)
integers = st.one_of(
    st.integers(),
    st.integers(min_value=-(2**70), max_value=2**70),
    st.sampled_from(
        [
            sign * (2**bits + near)
            for sign in (1, -1)
            for bits in (15, 29, 30, 31, 60, 62, 63, 64)
            for near in (-1, 0, 1)
        ]
    ),
)
floats = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9).map(
        float
    ),
    st.integers(-320, 308).map(lambda exponent: float(f"1e{exponent}")),
    st.integers(-(2**53) - 1, 2**53 + 1).map(float),
)
enumerations = st.sampled_from([*Colour, *Mixed, *Level, *Flags, *Fraction, Flags.ONE | Flags.TWO])
scalars = st.one_of(
    st.none(),
    st.booleans(),
    integers,
    floats,
    texts,
    enumerations,
    texts.map(Text),
    integers.map(Number),
    floats.map(Real),
)


def containers(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    dicts = st.dictionaries(scalars, values, max_size=6)
    return st.one_of(
        st.lists(values, max_size=6),
        st.lists(values, max_size=6).map(tuple),
        st.lists(values, max_size=3).map(Column),
        st.lists(values, max_size=3).map(Row),
        st.builds(Pair, values, values),
        dicts,
        st.dictionaries(texts, values, max_size=6),
        dicts.map(collections.OrderedDict),
        dicts.map(lambda members: collections.defaultdict(list, members)),
        dicts.map(Backwards),
    )


documents = st.recursive(scalars, containers, max_leaves=20)


@settings(max_examples=1000)
@given(documents)
def test_same_bytes(document: Any) -> None:
    assert _core.dumps(document) == reference(document)


@settings(max_examples=2000)
@given(floats)
def test_same_floats(number: float) -> None:
    assert _core.dumps(number) == repr(number).encode()


@given(
    st.text(alphabet='"\\\n\x1faé', max_size=40), st.integers(0, 40), st.text(alphabet="xé€😀\n", max_size=2)
)
def test_an_escape_anywhere_in_a_text_of_any_kind(text: str, run: int, end: str) -> None:
    document = "x" * run + text + end
    assert _core.dumps(document) == reference(document)


NO_JSON = [
    math.nan,
    math.inf,
    -math.inf,
    Real("nan"),
    object(),
    b"",
    bytearray(),
    {1},
    frozenset(),
    1j,
    range(1),
    int,
    Ellipsis,
]
NO_KEY = [(), (1,), b"", frozenset(), object(), 1j, math.nan, math.inf]
NO_TEXT = ["\ud800", "a\udfff", "é\udc80", "😀\ud83d", "\ud83d\ude00", Text("\ud800")]


@st.composite
def refused(draw: st.DrawFn) -> Any:
    """One value that has no JSON, somewhere in a document that has."""
    kind = draw(st.integers(0, 3))
    document: Any
    if kind == 0:
        document = draw(st.sampled_from(NO_JSON))
    elif kind == 1:
        document = {draw(st.sampled_from(NO_KEY)): draw(documents)}
    elif kind == 2:
        document = draw(st.sampled_from(NO_TEXT))
    else:
        document = {draw(st.sampled_from(NO_TEXT)): draw(documents)}
    for _ in range(draw(st.integers(0, 4))):
        before, after = draw(st.lists(documents, max_size=2)), draw(st.lists(documents, max_size=2))
        document = draw(
            st.sampled_from(
                [
                    [*before, document, *after],
                    (*before, document, *after),
                    {"before": before, "here": document, "after": after},
                    collections.OrderedDict(before=before, here=document),
                ]
            )
        )
    return document


@given(refused())
def test_same_refusals(document: Any) -> None:
    with pytest.raises((TypeError, ValueError)) as expected:
        reference(document)
    with pytest.raises((TypeError, ValueError)) as raised:
        _core.dumps(document)
    assert type(raised.value) is type(expected.value)
    if raised.type is TypeError:
        assert str(raised.value) == str(expected.value)


def test_a_surrogate_is_shown_in_its_text() -> None:
    with pytest.raises(UnicodeEncodeError) as raised:
        _core.dumps(["before", {"key": "ab\ud800"}])
    assert (raised.value.object, raised.value.start) == ("ab\ud800", 2)


def test_the_number_is_named_that_json_lacks() -> None:
    for number, name in ((math.nan, "nan"), (math.inf, "inf"), (-math.inf, "-inf")):
        with pytest.raises(ValueError, match=f"Out of range float values are not JSON compliant: {name}$"):
            _core.dumps(number)


@pytest.mark.parametrize("digits", [4300, 4301, 10_000])
@pytest.mark.parametrize("limit", [0, 4300])
def test_integers_obey_the_limit_of_digits(digits: int, limit: int) -> None:
    number = 10 ** (digits - 1)
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(limit)
    try:
        if limit and digits > limit:
            with pytest.raises(ValueError, match="Exceeds the limit"):
                _core.dumps([number])
            with pytest.raises(ValueError, match="Exceeds the limit"):
                _core.dumps({number: 1})
        else:
            assert _core.dumps([number, -number]) == reference([number, -number])
            assert _core.dumps({number: 1}) == reference({number: 1})
    finally:
        sys.set_int_max_str_digits(before)


def nested(levels: int, wrap: Callable[[Any], Any]) -> Any:
    document: Any = 1
    for _ in range(levels):
        document = wrap(document)
    return document


WRAPS: list[Callable[[Any], Any]] = [
    lambda inner: [inner],
    lambda inner: (inner,),
    lambda inner: {"a": inner},
    lambda inner: collections.OrderedDict(a=inner),
]


@pytest.mark.parametrize("wrap", WRAPS, ids=["list", "tuple", "dict", "OrderedDict"])
def test_nesting_is_limited(wrap: Callable[[Any], Any]) -> None:
    deepest = nested(512, wrap)
    assert _core.dumps(deepest) == reference(deepest)
    with pytest.raises(ValueError, match="nested deeper than 512 levels"):
        _core.dumps(wrap(deepest))


@pytest.mark.parametrize("length", [1, 2, 3, 5, 100])
@pytest.mark.parametrize("wrap", WRAPS, ids=["list", "tuple", "dict", "OrderedDict"])
def test_circles_are_refused(wrap: Callable[[Any], Any], length: int) -> None:
    circle: list[Any] = []
    circle.append(nested(length, wrap))
    innermost: dict[str, Any] = {}
    circle.append(innermost)
    innermost["again"] = circle
    for document in (circle, innermost, ["in front", {"of": circle}]):
        with pytest.raises(ValueError, match="Circular reference detected"):
            reference(document)
        with pytest.raises(ValueError, match="Circular reference detected"):
            _core.dumps(document)
    innermost.clear()
    assert _core.dumps(circle) == reference(circle)


def test_one_object_in_many_places_is_no_circle() -> None:
    shared = {"a": [1]}
    document = [shared, shared, {"b": shared, "c": [shared, shared["a"]]}]
    assert _core.dumps(document) == reference(document)


class Calls(dict[Any, Any]):
    """Runs something while it is being written."""

    def __init__(self, call: Callable[[], Any]) -> None:
        super().__init__(a=1)
        self.call = call

    def items(self) -> Any:
        result = self.call()
        gc.collect()
        return super().items() if result is None else result


@pytest.mark.parametrize("items", [[("a", 1, 2)], [["a", 1]], ["ab"], [()]])
def test_items_must_be_pairs(items: list[Any]) -> None:
    for dumps in (reference, _core.dumps):
        with pytest.raises(ValueError, match="items must return 2-tuples"):
            dumps(Calls(lambda: items))


def test_items_may_be_any_iterable_of_pairs() -> None:
    for items in ([], [("x", [1]), ("x", {})], iter([(None, 1)])):
        pairs = list(items)
        assert _core.dumps(Calls(lambda pairs=pairs: iter(pairs))) == reference(
            Calls(lambda pairs=pairs: pairs)
        )


def test_what_items_raises_is_passed_on() -> None:
    def fail() -> None:
        raise LookupError("from items")

    for document in (Calls(fail), [{"a": Calls(fail)}]):
        with pytest.raises(LookupError, match="from items"):
            _core.dumps(document)
    for items in (lambda: 1, lambda: [1]):
        with pytest.raises((TypeError, ValueError)):
            _core.dumps(Calls(items))


def test_what_iter_raises_is_passed_on() -> None:
    class Failing(list[Any]):
        def __iter__(self) -> Iterator[Any]:
            yield 1
            raise LookupError("from __iter__")

    for document in (Failing(), [{"a": Failing()}]):
        with pytest.raises(LookupError, match="from __iter__"):
            _core.dumps(document)


def test_a_list_may_change_while_it_is_written() -> None:
    document: list[Any] = []
    document.extend([Calls(document.clear), "x" * 1000, [1]])
    assert _core.dumps(document) == b'[{"a":1}]'

    document = []
    document.extend([Calls(lambda: document.append(2) if len(document) < 9 else None), 1])
    assert _core.dumps(document) == b'[{"a":1},1,2]'

    inner: list[Any] = []
    document = [inner]
    inner.append(Calls(document.clear))
    inner.append("still written")
    assert _core.dumps(document) == b'[[{"a":1},"still written"]]'


def test_a_dict_may_not_grow_or_shrink_while_it_is_written() -> None:
    def grow() -> None:
        document[len(document)] = 1

    def shrink() -> None:
        del document["rest"]

    document: dict[Any, Any] = {}
    for change in (document.clear, shrink, grow):
        document.clear()
        document.update(first=Calls(change), rest=["x" * 1000])
        with pytest.raises(RuntimeError, match="dictionary changed size during iteration"):
            _core.dumps(document)

    document.clear()
    document.update(first=Calls(lambda: document.update(first=0, rest="new")), rest="old")
    assert _core.dumps(document) == b'{"first":{"a":1},"rest":"new"}'


def test_other_threads_may_change_what_is_written() -> None:
    """With the GIL a quiet test, without it the one that counts: no crash, and nothing but whole values."""
    members: dict[str, Any] = {str(number): [number, "text", {"a": number}] for number in range(50)}
    document = [members, [members], list(range(50))]
    done = threading.Event()

    def change() -> None:
        number = 0
        while not done.is_set():
            number += 1
            members[str(number % 50)] = [number, "é" * (number % 30), {"a": number}]
            document[2] = [number] * (number % 90)
            if number % 64 == 0:
                members.pop(str(number % 50), None)

    threads = [threading.Thread(target=change) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(300):
            # A member went while the dict was being written.
            with contextlib.suppress(RuntimeError):
                json.loads(_core.dumps(document))
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert json.loads(_core.dumps(document)) == document
