"""Errors that a user raises or meets."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

__all__ = [
    "CustomError",
    "DeclarationError",
    "HTTPException",
    "RequestValidationError",
    "ResponseValidationError",
    "ValidationError",
    "ValidationException",
]


class HTTPException(Exception):  # noqa: N818  (the name its users know)
    """Raised in a handler, answers the request with `status_code` and {"detail": detail} as JSON.

    Args:
        status_code: 200 to 599.
        detail: anything that is JSON; the status's own phrase if not given.
        headers: sent with the answer.
    """

    def __init__(
        self, status_code: int, detail: Any = None, headers: Mapping[str, str] | None = None
    ) -> None:
        if detail is None:
            detail = phrase_of(status_code)
        super().__init__(status_code, detail)
        self.status_code = status_code
        self.detail = detail
        self.headers = headers

    def __str__(self) -> str:
        return f"{self.status_code}: {self.detail}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}(status_code={self.status_code!r}, detail={self.detail!r})"


class ValidationError(ValueError):
    """A value is not what its schema asks for.

    Each error has the shape pydantic gives it: {"type": "int_parsing", "loc": ("items", 3), "msg": ...,
    "input": ...}, and "ctx" where the message has parts.
    """

    def __init__(self, errors: Sequence[Mapping[str, Any]], title: str = "value") -> None:
        super().__init__(errors, title)
        self._errors = errors
        self.title = title
        """What was validated: the name of a class."""

    def errors(
        self, *, include_url: bool = False, include_context: bool = True, include_input: bool = True
    ) -> Sequence[Mapping[str, Any]]:
        """What was wrong, each as described above. `include_url` is pydantic's, whose pages are not ours."""
        del include_url
        left_out = {name for name, kept in (("ctx", include_context), ("input", include_input)) if not kept}
        if not left_out:
            return self._errors
        return [{key: error[key] for key in error if key not in left_out} for error in self._errors]

    def error_count(self) -> int:
        """How much was wrong."""
        return len(self._errors)

    def json(
        self,
        *,
        indent: int | None = None,
        include_url: bool = False,
        include_context: bool = True,
        include_input: bool = True,
    ) -> str:
        """The errors as JSON; what has no form in JSON as str() shows it."""
        errors = self.errors(
            include_url=include_url, include_context=include_context, include_input=include_input
        )
        separators = (",", ":") if indent is None else None
        return json.dumps(errors, ensure_ascii=False, indent=indent, separators=separators, default=as_json)

    def __str__(self) -> str:
        count = len(self._errors)
        lines = [f"{count} validation error{'' if count == 1 else 's'} for {self.title}"]
        for error in self._errors:
            if error["loc"]:
                lines.append(".".join(map(place_shown, error["loc"])))
            details = ", ".join(details_of(error))
            lines.append(f"  {error['msg']}{details and f' [{details}]'}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)


class ValidationException(Exception):  # noqa: N818  (the name its users know)
    """A request, or the answer to one, is not what its handler declares.

    Attributes:
        body: what was refused.
        where: what the message begins with, to tell whose fault it is; "" for nothing.
    """

    def __init__(self, errors: Sequence[Mapping[str, Any]], *, body: Any = None, where: str = "") -> None:
        super().__init__(errors)
        self._errors = errors
        self.body = body
        self.where = where

    def errors(self) -> Sequence[Mapping[str, Any]]:
        """What was wrong, each as in ValidationError; "loc" begins with where: ["path", "item_id"]."""
        return self._errors

    def __str__(self) -> str:
        said = "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in self._errors)
        return f"{self.where}: {said}" if self.where else said


class RequestValidationError(ValidationException):
    """A request does not have what its handler declares: answered 422 with {"detail": errors}."""


class ResponseValidationError(ValidationException):
    """A handler returned what its response model does not allow: answered 500, and the log learns why."""


class CustomError(ValueError):
    """Raised in a validator function, is an error of a type and message of one's own.

    Args:
        type: what programs know it by.
        template: its message, in which `{name}` stands for the value of that name in `context`.
        context: what the message is made of; "ctx" of the error.
    """

    def __init__(self, type: str, template: str, context: Mapping[str, Any] | None = None) -> None:  # noqa: A002  (as pydantic calls it)
        super().__init__(type, template, context)
        self.type = type
        self.template = template
        self.context = context

    def message(self) -> str:
        """The template with its values."""
        message = self.template
        for name, value in (self.context or {}).items():
            message = message.replace(f"{{{name}}}", str(value))
        return message

    def __str__(self) -> str:
        return self.message()


def errors_of(
    exception: Exception, location: tuple[str | int, ...], value: Any
) -> Sequence[Mapping[str, Any]]:
    """The errors that a validator function meant by an exception, about a value at `location`."""
    if isinstance(exception, ValidationError):
        return [{**error, "loc": (*location, *error["loc"])} for error in exception.errors()]
    if (library := sys.modules.get("pydantic_core")) and isinstance(exception, library.ValidationError):
        return [{**error, "loc": (*location, *error["loc"])} for error in exception.errors(include_url=False)]
    error: dict[str, Any] = {"type": "value_error", "loc": location, "msg": "", "input": value}
    if isinstance(exception, CustomError):
        error.update(type=exception.type, msg=exception.message())
        if exception.context is not None:
            error["ctx"] = dict(exception.context)
    elif isinstance(exception, AssertionError):
        error.update(type="assertion_error", msg=f"Assertion failed, {exception}", ctx={"error": exception})
    else:
        error.update(msg=f"Value error, {exception}", ctx={"error": exception})
    return [error]


class DeclarationError(TypeError):
    """A route is declared in a way that cannot work; raised where it is declared."""


def as_json(value: Any) -> Any:
    """For json.dumps: a value by what it is, as it is written where nobody said what it is."""
    if isinstance(value, set | frozenset):
        return list(value)
    from fasterapi._core import loads
    from fasterapi.schema.inferring import schema_of_type

    schema = schema_of_type(type(value))  # type: ignore[arg-type]  # a type has a hash
    try:
        return str(value) if schema is None else loads(schema.dump_json(value))
    except (TypeError, ValueError):
        return str(value)


def place_shown(place: str | int) -> str:
    return f"`{place}`" if isinstance(place, str) and "." in place else str(place)


def details_of(error: Mapping[str, Any]) -> Iterator[str]:
    """Its type, and the input with what lies in the middle left out if it is long."""
    longest = 50
    if "type" in error:
        yield f"type={error['type']}"
    if "input" in error:
        shown = repr(error["input"]).encode("utf-8", "backslashreplace")
        if len(shown) > longest:
            shown = shown[: longest // 2] + b"..." + shown[-(longest // 2 - 1) :]
        yield f"input_value={shown.decode('utf-8', 'ignore')}"
        yield f"input_type={type(error['input']).__name__}"


def phrase_of(status_code: int) -> str:
    """The registered reason phrase of a status, "" for one that has none."""
    from http import HTTPStatus

    try:
        return HTTPStatus(status_code).phrase
    except ValueError:
        return ""
