"""Errors that a user raises or meets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = [
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

    def errors(self) -> Sequence[Mapping[str, Any]]:
        """What was wrong, each as described above."""
        return self._errors

    def error_count(self) -> int:
        """How much was wrong."""
        return len(self._errors)

    def __str__(self) -> str:
        return "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in self._errors)


class ValidationException(Exception):  # noqa: N818  (the name its users know)
    """A request, or the answer to one, is not what its handler declares.

    Attributes:
        body: what was refused.
    """

    def __init__(self, errors: Sequence[Mapping[str, Any]], *, body: Any = None) -> None:
        super().__init__(errors)
        self._errors = errors
        self.body = body

    def errors(self) -> Sequence[Mapping[str, Any]]:
        """What was wrong, each as in ValidationError; "loc" begins with where: ["path", "item_id"]."""
        return self._errors

    def __str__(self) -> str:
        return "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in self._errors)


class RequestValidationError(ValidationException):
    """A request does not have what its handler declares: answered 422 with {"detail": errors}."""


class ResponseValidationError(ValidationException):
    """A handler returned what its response model does not allow: answered 500, and the log learns why."""


class DeclarationError(TypeError):
    """A route is declared in a way that cannot work; raised where it is declared."""


def phrase_of(status_code: int) -> str:
    """The registered reason phrase of a status, "" for one that has none."""
    from http import HTTPStatus

    try:
        return HTTPStatus(status_code).phrase
    except ValueError:
        return ""
