"""What a route's path says: its parameters and their converters."""

from __future__ import annotations

import re

__all__ = ["CONVERTERS", "parameters_of", "without_converters"]

#: What a pattern may name after a parameter, "{id:int}".
CONVERTERS = ("str", "int", "float", "uuid", "path")

PARAMETER = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")


def parameters_of(pattern: str) -> dict[str, str]:
    """Names and converters in a pattern: "/a/{id:int}/{name}" gives {"id": "int", "name": ""}."""
    return dict(PARAMETER.findall(pattern))


def without_converters(pattern: str) -> str:
    """The path as documents show it: "/a/{id:int}" gives "/a/{id}"."""
    return PARAMETER.sub(r"{\1}", pattern)
