"""Frozen: what its classes share with frozen dataclasses."""

from __future__ import annotations

import dataclasses

import pytest
from fasterapi.frozen import Frozen


class Named(Frozen):
    name: str
    tags: list[str] = dataclasses.field(default_factory=list)


class Sized(Named):
    size: int = 1


def test_values_and_defaults() -> None:
    assert Sized(name="a") == Sized(name="a", size=1, tags=[])
    assert Sized(name="a").tags is not Sized(name="a").tags
    assert repr(Sized(name="a")) == "Sized(name='a', tags=[], size=1)"
    assert [field.name for field in dataclasses.fields(Sized)] == ["name", "tags", "size"]
    assert dataclasses.replace(Sized(name="a"), size=2) == Sized(name="a", size=2)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Sized() needs the argument 'name'"),
        ({"name": "a", "length": 1}, "Sized() got an unexpected argument 'length'"),
    ],
)
def test_wrong_arguments(values: dict[str, object], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        Sized(**values)  # type: ignore[arg-type]  # that is the point
    assert str(caught.value) == message


def test_nothing_changes() -> None:
    one = Sized(name="a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.size = 2  # type: ignore[misc]  # that is the point
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.size


def test_equal_ones_are_of_one_class_and_have_one_hash() -> None:
    assert Named(name="a") != Sized(name="a")
    assert Sized(name="a") != Sized(name="b")
    assert hash(Sized(name="a", tags=())) == hash(Sized(name="a", tags=()))  # type: ignore[arg-type]  # hashable
