"""Path parameters: the kinds there are, and how text becomes their values.

The engine converts what is plain by itself; what is not comes here. The grammar is pydantic's in lax mode,
and so are the error types and messages: a client sees the same as from FastAPI.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fasterapi.exceptions import RequestValidationError

if TYPE_CHECKING:
    from uuid import UUID

__all__ = ["KINDS", "convert", "kind_of_annotation", "parameters_of"]

#: What a pattern may name after a parameter, "{id:int}", and the kinds an annotation gives.
KINDS = ("str", "int", "float", "uuid", "path")

PARAMETER = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")

# What Unicode calls white space. Not str.strip()'s own idea of it, which has U+001C to U+001F too.
WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

# Longer ones take quadratic time; it is also CPython's own bound (sys.int_info.default_max_str_digits).
MAX_INT_DIGITS = 4300
INTEGER = re.compile(r"([0-9]+(?:_[0-9]+)*)(?:\.0+)?")

UUID_GROUP_BYTES = (8, 4, 4, 4, 12)
UUID_BYTES = 36  # with the four "-"
UUID_URN_BYTES = 45  # the longest way to write one: "urn:uuid:" before it


def parameters_of(pattern: str) -> dict[str, str]:
    """Names and converters in a pattern: "/a/{id:int}/{name}" gives {"id": "int", "name": ""}."""
    return dict(PARAMETER.findall(pattern))


def kind_of_annotation(annotation: Any) -> str | None:
    """The kind that `str`, `int`, `float` or `uuid.UUID` stands for; None for anything else."""
    if annotation is str:
        return "str"
    if annotation is int:
        return "int"
    if annotation is float:
        return "float"
    # Looked at by name: whoever annotates with UUID has imported uuid already, and others need not.
    if isinstance(annotation, type) and (annotation.__module__, annotation.__qualname__) == ("uuid", "UUID"):
        return "uuid"
    return None


def convert(kind: str, name: str, text: str) -> int | float | UUID | str:
    """The value of path parameter `name`.

    Raises:
        RequestValidationError: `text` is no `kind`.
    """
    try:
        return CONVERTERS[kind](text)
    except ParseError as error:
        detail: dict[str, Any] = {
            "type": error.type,
            "loc": ["path", name],
            "msg": error.message,
            "input": text,
        }
        if error.reason:
            detail["ctx"] = {"error": error.reason}
        raise RequestValidationError([detail]) from None


class ParseError(ValueError):
    """Why text has no value: type and message of the error, and the part of it that depends on the text."""

    def __init__(self, type_: str, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.type = type_
        self.message = message
        self.reason = reason


def parse_int(text: str) -> int:
    """White space around, a sign, leading zeros, "_" between digits and a fraction of zeros may be there."""
    text = text.strip(WHITE_SPACE)
    negative = text.startswith("-")
    digits = _without_leading_zeros(text[1:] if text[:1] in ("-", "+") else text)
    if not (match := INTEGER.fullmatch(digits)):
        raise ParseError(
            "int_parsing", "Input should be a valid integer, unable to parse string as an integer"
        )
    digits = match[1].replace("_", "")
    if len(digits) > MAX_INT_DIGITS:
        raise ParseError(
            "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size"
        )
    return -int(digits) if negative else int(digits)


def _without_leading_zeros(digits: str) -> str:
    """Between leading zeros any number of "_" is let through, as long as a digit ends them."""
    if not digits.startswith("0"):
        return digits
    rest = digits.lstrip("0_")
    return rest if "0" <= rest[:1] <= "9" else digits[len(digits) - len(rest) - 1] + rest


def parse_float(text: str) -> float:
    """As Python's float() in ASCII, with white space around it, or else single "_" anywhere inside."""
    if "_" not in text:
        text = text.strip(WHITE_SPACE)
    elif not (text.startswith("_") or text.endswith("_") or "__" in text):
        text = text.replace("_", "")
    # float() itself would take "_", other digits than ASCII's and more white space around them.
    if "_" not in text and text.isascii() and text == text.strip():
        try:
            return float(text)
        except ValueError:
            pass
    raise ParseError("float_parsing", "Input should be a valid number, unable to parse string as a number")


def parse_uuid(text: str) -> UUID:
    """32 hexadecimal digits; or in groups by "-", also in braces or after "urn:uuid:"."""
    from uuid import UUID

    if reason := _why_no_uuid(text):
        raise ParseError("uuid_parsing", f"Input should be a valid UUID, {reason}", reason)
    return UUID(text)


def _why_no_uuid(text: str) -> str:
    length = len(text.encode())
    if length > UUID_URN_BYTES:
        return f"invalid length: found {length}"
    inner, offset = text, 0
    if length != UUID_BYTES:
        if text.startswith("{") and text.endswith("}"):
            inner, offset = text[1:-1], 1
        elif text.startswith("urn:uuid:"):
            inner, offset = text[9:], 9
    # Positions count from where the groups start if they have the right length, else from the text's start.
    shift = 0 if len(inner.encode()) == UUID_BYTES else offset
    for place, character in enumerate(inner):
        if character not in "-0123456789abcdefABCDEF":
            at = len(inner[:place].encode()) + shift
            return f"invalid character: found `{character}` at {at}"
    groups = inner.split("-")
    if len(groups) == 1 and offset == 0:
        return "" if length == 32 else f"invalid length: found {length}"
    if len(groups) != len(UUID_GROUP_BYTES):
        return f"invalid group count: expected {len(UUID_GROUP_BYTES)}, found {len(groups)}"
    for number, (group, expected) in enumerate(zip(groups, UUID_GROUP_BYTES, strict=True)):
        if len(group) != expected:
            # The last group's length is told to the end of the whole text, with its prefix or brace.
            found = len(group) if number < 4 else length - 24
            return f"invalid group length in group {number}: expected {expected}, found {found}"
    return ""


CONVERTERS: dict[str, Callable[[str], int | float | UUID | str]] = {
    "str": str,
    "path": str,
    "int": parse_int,
    "float": parse_float,
    "uuid": parse_uuid,
}
