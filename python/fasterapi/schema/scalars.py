"""Types of the standard library that are a string or a number in JSON: dates, decimals, UUIDs, addresses, ...

None of their modules is imported here: whoever annotates with a type has imported its module already, and
others need not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from fasterapi.schema import nodes
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.kinds.scalars import BoundedTimeNode
from fasterapi.schema.network import AnyUrl, EmailStr, load_email_validator
from fasterapi.schema.nodes import Node

__all__ = ["bound_for", "check_digits", "scalar_node"]


def scalar_node(base: Any) -> Node | None:
    """The node of such a type; None for any other.

    Raises:
        ImportError: the type needs a package that is not installed.
    """
    if not isinstance(base, type):
        return None
    if issubclass(base, AnyUrl):
        return nodes.UrlNode(cls=base)
    if issubclass(base, EmailStr):
        load_email_validator()
        return nodes.EmailNode()
    make = SCALARS.get(name_of(base))
    return make(base) if make else None


def name_of(cls: type) -> str:
    # CPython 3.13 has classes of pathlib in pathlib._local; _pydatetime is datetime without its part in C.
    module = cls.__module__.partition(".")[0].removeprefix("_py")
    return f"{module}.{cls.__qualname__}"


def by_class(make: Callable[..., Node]) -> Callable[[type], Node]:
    return lambda cls: make(cls=cls)


SCALARS: dict[str, Callable[[type], Node]] = {
    "datetime.date": lambda cls: nodes.DateNode(),
    "datetime.datetime": lambda cls: nodes.DatetimeNode(),
    "datetime.time": lambda cls: nodes.TimeNode(),
    "datetime.timedelta": lambda cls: nodes.TimedeltaNode(),
    "decimal.Decimal": by_class(nodes.DecimalNode),
    "uuid.UUID": by_class(nodes.UuidNode),
    **{
        f"ipaddress.IPv{version}{kind}": by_class(nodes.IpNode)
        for version in (4, 6)
        for kind in ("Address", "Interface", "Network")
    },
    **{
        f"pathlib.{name}": by_class(nodes.PathNode)
        for name in ("Path", "PosixPath", "PurePath", "PurePosixPath", "PureWindowsPath")
    },
}


def bound_for(node: Node, name: str, bound: Any) -> Any:
    """A bound as values of the node can be compared with it.

    Raises:
        SchemaTypeError: they cannot.
    """
    if isinstance(node, BoundedTimeNode):
        return time_bound(node, name, bound)
    if isinstance(node, nodes.DecimalNode):
        return decimal_bound(node, name, bound)
    return bound


def time_bound(node: BoundedTimeNode, name: str, bound: Any) -> Any:
    datetime = sys.modules["datetime"]
    is_date_alone = isinstance(bound, datetime.date) and not isinstance(bound, datetime.datetime)
    if node.kind == "datetime" and is_date_alone:
        return datetime.datetime.combine(bound, datetime.time())
    if is_date_alone if node.kind == "date" else isinstance(bound, getattr(datetime, node.kind)):
        return bound
    raise SchemaTypeError(
        f"{name}={bound!r} is no bound of a {node.kind}: it has to be a datetime.{node.kind}"
    )


def decimal_bound(node: nodes.DecimalNode, name: str, bound: Any) -> Any:
    try:
        if isinstance(bound, bool):
            raise TypeError
        value: Any = node.cls(str(bound))
        if value.is_nan() or (name == "multiple_of" and not (value.is_finite() and value > 0)):
            raise ValueError
    except (ArithmeticError, TypeError, ValueError):
        what = "a finite number above 0" if name == "multiple_of" else "a number"
        raise SchemaTypeError(f"{name}={bound!r} is no bound of a Decimal: it has to be {what}") from None
    return value


def check_digits(node: nodes.DecimalNode) -> None:
    """Whether the digits of a Decimal can be as many as is said.

    Raises:
        SchemaTypeError: they cannot.
    """
    given = {"max_digits": node.max_digits, "decimal_places": node.decimal_places}
    for name, value in given.items():
        if value is None:
            continue
        if not isinstance(value, int) or value < 0:
            raise SchemaTypeError(f"{name}={value!r} has to be an integer of at least 0")
        if node.allow_inf_nan:
            raise SchemaTypeError(f"{name} cannot be given with allow_inf_nan: infinities have no digits")
