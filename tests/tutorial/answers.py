"""What answers are compared with."""

from __future__ import annotations

from typing import Any

import httpx


def answer(response: httpx.Response) -> tuple[int, Any]:
    """The status and the JSON of an answer; None for no content."""
    return response.status_code, response.json() if response.content else None


def error(kind: str, loc: str, message: str, given: Any, **context: Any) -> dict[str, Any]:
    """One member of `detail`; `loc` is written with dots."""
    places = [int(part) if part.isdigit() else part for part in loc.split(".")]
    told = {"type": kind, "loc": places, "msg": message, "input": given}
    return {**told, "ctx": context} if context else told


def missing(loc: str, given: Any = None) -> dict[str, Any]:
    """The error of what has to be there."""
    return error("missing", loc, "Field required", given)


def no_int(loc: str, given: Any) -> dict[str, Any]:
    """The error of a text that is no integer."""
    message = "Input should be a valid integer, unable to parse string as an integer"
    return error("int_parsing", loc, message, given)


def no_str(loc: str, given: Any) -> dict[str, Any]:
    """The error of what is no string."""
    return error("string_type", loc, "Input should be a valid string", given)


def no_float(loc: str, given: Any) -> dict[str, Any]:
    """The error of a text that is no number."""
    message = "Input should be a valid number, unable to parse string as a number"
    return error("float_parsing", loc, message, given)


def invalid(*errors: dict[str, Any]) -> tuple[int, Any]:
    """The answer to a request with these errors."""
    return 422, {"detail": list(errors)}
