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


class Placed(Frozen, kw_only=False):
    first: int
    second: int = 2


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


@pytest.mark.parametrize(
    ("args", "values", "message"),
    [
        ((1, 2, 3), {}, "Placed() takes 2 arguments by place, not 3"),
        ((1,), {"first": 1}, "Placed() got the argument 'first' twice"),
    ],
)
def test_wrong_places(args: tuple[int, ...], values: dict[str, int], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        Placed(*args, **values)
    assert str(caught.value) == message
    assert Placed(1) == Placed(1, 2) == Placed(1, second=2) == Placed(first=1)


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
