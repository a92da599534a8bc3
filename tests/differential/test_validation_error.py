"""ValidationError against pydantic's: the same text, but for addresses of its pages, and the same JSON."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import fasterapi
import pydantic
import pytest
from fasterapi import _core
from fasterapi.schema.compiling import compile_type


class Theirs(pydantic.BaseModel):
    x: int = 1
    y: list[dict[str, int]] = []
    z: int | str | None = None


class Ours(fasterapi.Model):
    x: int = 1
    y: list[dict[str, int]] = []  # noqa: RUF012  (copied for each instance)
    z: int | str | None = None


INPUTS: list[Any] = [
    {"x": "a"},
    {"x": "a" * 100, "y": [{"a.b": "q", "": "r"}], "z": []},
    {"x": "a" * 48},
    {"x": "é" * 49},
    {"y": "x"},
    3,
    {"x": {1, 2}},
    {"x": None, "y": None},
]


def raised(validate: Callable[[Any], Any], value: Any) -> Any:
    with pytest.raises((pydantic.ValidationError, fasterapi.ValidationError)) as error:
        validate(value)
    return error.value


def without_urls(error: pydantic.ValidationError) -> str:
    return "\n".join(line for line in str(error).splitlines() if "errors.pydantic.dev" not in line)


@pytest.mark.parametrize("value", INPUTS, ids=range(len(INPUTS)))
def test_texts(value: Any) -> None:
    theirs, ours = raised(Theirs.model_validate, value), raised(Ours.model_validate, value)
    assert str(ours) == without_urls(theirs).replace("Theirs", "Ours")
    assert repr(ours) == str(ours)
    assert ours.error_count() == theirs.error_count()
    assert ours.title == "Ours"
    assert json.loads(ours.json().replace("Ours", "Theirs")) == json.loads(theirs.json(include_url=False))
    for left_out in ({}, {"include_input": False}, {"include_context": False}):
        told = ours.errors(**left_out)
        expected = theirs.errors(include_url=False, **left_out)
        assert [sorted(error) for error in told] == [sorted(error) for error in expected]


@pytest.mark.parametrize("annotation", [int, list[int], int | str, dict[str, int], int | None])
def test_titles(annotation: Any) -> None:
    theirs = raised(pydantic.TypeAdapter(annotation).validate_python, [object])
    ours = raised(_core.Schema(compile_type(annotation)).validate_python, [object])
    assert (ours.title, str(ours)) == (theirs.title, without_urls(theirs))


def test_it_is_an_exception_like_others() -> None:
    error = raised(Ours.model_validate, {"x": "a"})
    assert isinstance(error, ValueError)
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert str(again) == str(error)
    with pytest.raises(RuntimeError) as outer:
        raise RuntimeError("outer") from error
    assert outer.value.__cause__ is error
