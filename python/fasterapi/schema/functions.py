"""Functions of the user's in Annotated: before a type validates, after it, around it or in its place."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fasterapi.exceptions import CustomError
from fasterapi.frozen import Frozen
from fasterapi.schema import nodes
from fasterapi.schema.nodes import Node
from fasterapi.schema.serializing import PlainSerializer, WrapSerializer, serialized

__all__ = [
    "AfterValidator",
    "BeforeValidator",
    "PlainValidator",
    "ValidationInfo",
    "WrapValidator",
    "applied",
    "checked",
    "is_plain",
]


@dataclass(frozen=True, slots=True)
class ValidationInfo:
    """What a validator function is told that takes one argument more.

    `mode` is "json" where the input is JSON; in a record, `field_name` is the member's and `data` has the
    members before it that were right.
    """

    mode: Literal["python", "json"]
    field_name: str | None
    data: Mapping[str, Any]


class AfterValidator(Frozen, kw_only=False):
    """In Annotated: `func` gets the validated value and gives another, or raises ValueError.

    AssertionError and CustomError are errors of the value as well; it may take a ValidationInfo as well.
    """

    func: Callable[..., Any]


class BeforeValidator(Frozen, kw_only=False):
    """In Annotated: `func`, as of AfterValidator, gets the input, and what it gives is validated."""

    func: Callable[..., Any]


class PlainValidator(Frozen, kw_only=False):
    """In Annotated: `func`, as of AfterValidator, validates instead of the type."""

    func: Callable[..., Any]


class WrapValidator(Frozen, kw_only=False):
    """In Annotated: `func` gets the input and a handler, which validates as the type does.

    What the handler finds wrong it raises as ValidationError, which `func` may let pass.
    """

    func: Callable[..., Any]


MODES: Mapping[type, Literal["after", "before", "plain", "wrap"]] = {
    AfterValidator: "after",
    BeforeValidator: "before",
    PlainValidator: "plain",
    WrapValidator: "wrap",
}


def applied(node: Node, metadata: Any, compile_type: Callable[[Any], Node]) -> Node | None:
    """The node with a function of Annotated's applied; None where `metadata` is none."""
    if isinstance(metadata, PlainSerializer | WrapSerializer):
        return serialized(node, metadata, compile_type)
    if mode := MODES.get(type(metadata)):
        return function(node, mode, metadata.func)
    if type(metadata).__module__.startswith("annotated_types"):
        if type(metadata).__name__ == "Predicate":
            return function(node, "after", predicate(metadata.func))
        if type(metadata).__name__ == "Not":
            return function(node, "after", negation(metadata.func))
    return None


def is_plain(metadata: Any) -> bool:
    """The type that it annotates need be none that values can be checked against."""
    return isinstance(metadata, PlainValidator)


def function(node: Node, mode: Literal["after", "before", "plain", "wrap"], func: Callable[..., Any]) -> Node:
    own = 2 if mode == "wrap" else 1
    return nodes.FunctionNode(
        mode=mode,
        function=func,
        info=ValidationInfo if positional(func) > own else None,
        inner=node,
    )


def positional(func: Callable[..., Any]) -> int:
    """How many arguments have to be given in order."""
    try:
        parameters = inspect.signature(func).parameters.values()
    except (TypeError, ValueError):
        return 0  # of a function in C, which knows nothing of this
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(p.kind in kinds and p.default is inspect.Parameter.empty for p in parameters)


def predicate(func: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not func(value):
            raise CustomError("predicate_failed", f"Predicate {shown(func)}failed")
        return value

    return check


def negation(func: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if func(value):
            raise CustomError("not_operation_failed", f"Not of {shown(func)}failed")
        return value

    return check


def shown(func: Callable[..., Any]) -> str:
    return f"{func.__qualname__!r} " if hasattr(func, "__qualname__") else ""


# What a constraint says of a value that a function made, which may be of any type.
CHECKS: Mapping[str, tuple[str, str, Callable[[Any, Any], bool]]] = {
    "ge": ("greater_than_equal", "greater than or equal to {ge}", lambda value, bound: value >= bound),
    "gt": ("greater_than", "greater than {gt}", lambda value, bound: value > bound),
    "le": ("less_than_equal", "less than or equal to {le}", lambda value, bound: value <= bound),
    "lt": ("less_than", "less than {lt}", lambda value, bound: value < bound),
    "multiple_of": (
        "multiple_of",
        "a multiple of {multiple_of}",
        lambda value, bound: value % bound == 0,
    ),
}


def checked(node: Node, name: str, bound: Any) -> Node | None:
    """The node of a value that also keeps a bound; None where no value of any type could."""
    if name in CHECKS:
        return function(node, "after", bound_check(name, bound))
    if name in ("max_length", "min_length"):
        return function(node, "after", length_check(name, bound))
    return None


def bound_check(name: str, bound: Any) -> Callable[[Any], Any]:
    error, words, keeps = CHECKS[name]

    def check(value: Any) -> Any:
        if not keeps(value, bound):
            raise CustomError(error, f"Input should be {words}", {name: bound})
        return value

    return check


def length_check(name: str, bound: int) -> Callable[[Any], Any]:
    error, words = ("too_long", "most") if name == "max_length" else ("too_short", "least")

    def check(value: Any) -> Any:
        count = len(value)
        if count > bound if name == "max_length" else count < bound:
            asked = f"at {words} {bound} item{'' if bound == 1 else 's'}"
            context = {"field_type": "Value", name: bound, "actual_length": count}
            raise CustomError(error, f"Value should have {asked} after validation, not {count}", context)
        return value

    return check
