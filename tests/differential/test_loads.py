"""`_core.loads` against `json.loads`: the same values of the same types.

Refused on purpose, though json.loads takes them: NaN and Infinity, a byte order mark, UTF-16, unpaired
surrogates, bytes that are no UTF-8, and more than 512 levels of nesting.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from fasterapi import _core
from hypothesis import given, settings
from hypothesis import strategies as st

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()
)
documents = st.recursive(
    scalars, lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)), max_leaves=30
)


def typed(value: Any) -> str:
    """repr tells 1 from 1.0 and True, and the order of members."""
    return repr(value)


@settings(max_examples=500)
@given(documents, st.booleans(), st.sampled_from([None, 0, 3]))
def test_reads_what_json_writes(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert typed(_core.loads(text)) == typed(_core.loads(text.encode())) == typed(json.loads(text))


@settings(max_examples=1500)
@given(st.text(alphabet='[]{},:"\\utrfn0123456789.eE+- \n', max_size=12))
def test_takes_and_refuses_the_same(text: str) -> None:
    try:
        expected = typed(json.loads(text))
    except ValueError:
        with pytest.raises(ValueError, match="at byte"):
            _core.loads(text)
    else:
        assert typed(_core.loads(text)) == expected


@pytest.mark.parametrize(
    "text", ["NaN", "[Infinity]", "-Infinity", "\ufeff1", '"\\ud800"', "[" * 513 + "]" * 513]
)
def test_refuses_on_purpose(text: str) -> None:
    json.loads(text.removeprefix("\ufeff"))
    with pytest.raises(ValueError, match="at byte"):
        _core.loads(text)


def test_names_that_are_there_twice() -> None:
    text = '{"a": 1, "b": {"a": 2}, "a": 3}'
    assert _core.loads(text) == {"a": 3, "b": {"a": 2}}
    with pytest.raises(ValueError, match="the member 'a' is there more than once"):
        _core.loads(text, duplicates=False)
    assert _core.loads('[{"a": 1}, {"a": 2}]', duplicates=False) == [{"a": 1}, {"a": 2}]


def test_integers_too_long_for_python() -> None:
    assert _core.loads("9" * 4300) == int("9" * 4300)
    with pytest.raises(ValueError, match="4300"):
        _core.loads("9" * 4301)


def test_names_that_collide_or_are_long() -> None:
    names = [f"name{number}" for number in range(5000)] + ["x" * 64, "x" * 65, "é", ""]
    text = json.dumps(dict.fromkeys(names, 0))
    assert list(_core.loads(text)) == names
