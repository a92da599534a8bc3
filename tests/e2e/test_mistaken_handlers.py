"""What is said of handlers and dependencies that do at a request what they should not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Annotated, Any

import pytest
from fasterapi import App, Depends, ResponseValidationError
from fasterapi.testing import TestClient


def raised_by(handler: Callable[..., Any]) -> Exception:
    app = App()
    app.get("/")(handler)
    with TestClient(app) as client, pytest.raises(Exception) as raised:  # noqa: PT011  (its class is compared)
        client.get("/")
    return raised.value


def no_value() -> Iterator[int]:
    yield from ()


async def no_value_async() -> AsyncIterator[int]:
    for _ in ():
        yield 1


def two_values() -> Iterator[int]:
    yield 1
    yield 2


def two_values_after_an_exception() -> Iterator[int]:
    try:
        yield 1
    except KeyError:
        yield 2


@pytest.mark.parametrize(
    ("dependency", "what"),
    [
        (no_value, "no_value() ends without a yield: what it yields is its value"),
        (no_value_async, "no_value_async() ends without a yield: what it yields is its value"),
        (two_values, "two_values() yields a second time: a dependency yields once, and then cleans up"),
        (
            two_values_after_an_exception,
            "two_values_after_an_exception() yields a second time: a dependency yields once, and then "
            "cleans up",
        ),
    ],
)
def test_a_dependency_that_does_not_yield_once_is_named(dependency: Callable[..., Any], what: str) -> None:
    async def handler(value: int) -> int:
        if dependency is two_values_after_an_exception:
            raise KeyError
        return value

    handler.__annotations__["value"] = Annotated[int, Depends(dependency)]

    error = raised_by(handler)
    assert (type(error), str(error)) == (RuntimeError, what)


async def wrong_type() -> int:
    return "x"


def test_a_handler_whose_result_is_not_of_its_type_is_named() -> None:
    error = raised_by(wrong_type)
    assert isinstance(error, ResponseValidationError)
    assert str(error) == (
        f"{__name__}.wrong_type() returned what its response model does not allow: "
        "response: Input should be a valid integer, unable to parse string as an integer"
    )


async def no_json():
    return object()


def test_a_result_that_no_json_can_be_made_of_is_named() -> None:
    error = raised_by(no_json)
    assert (type(error), str(error)) == (
        ValueError,
        "a handler returned a builtins.object that no JSON can be made of: return a model, a dict or the "
        "like, or a Response",
    )
