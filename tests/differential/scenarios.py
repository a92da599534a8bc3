"""Programs that use models, run with pydantic's classes and with ours: what they see is to be the same.

A scenario is a generator function, decorated with `scenario`: it declares classes with what `lib` has, and
yields steps, functions of no argument, whose outcomes are compared one by one.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any

import fasterapi.models
import fasterapi.schema.aliases
import fasterapi.schema.fields
import pydantic
import pydantic.alias_generators
from fasterapi.exceptions import DeclarationError, ValidationError

Scenario = Callable[[Any], Iterator[Callable[[], Any]]]

OURS = types.SimpleNamespace(
    **{name: getattr(fasterapi.models, name) for name in fasterapi.models.__all__},
    Field=fasterapi.schema.fields.Field,
    ValidationError=ValidationError,
    alias_generators=fasterapi.schema.aliases,
)


def scenario(program: Scenario) -> Callable[[], None]:
    """A test of the decorated program: run with either, step by step."""

    def test() -> None:
        theirs = [outcome(step) for step in steps(program, pydantic)]
        ours = [outcome(step) for step in steps(program, OURS)]
        for place, (expected, actual) in enumerate(zip(theirs, ours, strict=True)):
            assert actual == expected, f"step {place}: {actual!r} where pydantic has {expected!r}"

    return test


def steps(program: Scenario, lib: Any) -> Iterator[Callable[[], Any]]:
    """Its steps; where it cannot even declare its classes, that is the last one."""
    iterator = program(lib)
    while True:
        try:
            step = next(iterator)
        except StopIteration:
            return
        except Exception as error:
            yield raising(error)
            return
        yield step


def raising(error: Exception) -> Callable[[], Any]:
    def step() -> Any:
        raise error

    return step


def outcome(step: Callable[[], Any]) -> Any:
    """What a step returned, or raised."""
    try:
        return shown(step())
    except (pydantic.ValidationError, ValidationError) as error:
        told = (
            error.errors(include_url=False) if isinstance(error, pydantic.ValidationError) else error.errors()
        )
        return error.title, [{**e, "input": shown(e["input"]), "ctx": shown(e.get("ctx"))} for e in told]
    except (pydantic.errors.PydanticUserError, DeclarationError):
        return "TypeError"
    except Exception as error:
        return type(error).__name__


def shown(value: Any) -> Any:
    """With the types of all that is in it, and what repr does not tell of models."""
    if isinstance(value, (pydantic.BaseModel, fasterapi.models.Model)):
        extra = value.model_extra
        return repr(value), sorted(value.model_fields_set), None if extra is None else shown(extra)
    if isinstance(value, dict):
        return "dict", [(shown(key), shown(member)) for key, member in value.items()]
    if isinstance(value, (list, tuple)):
        return type(value).__name__, [shown(item) for item in value]
    return type(value).__name__, repr(value)
