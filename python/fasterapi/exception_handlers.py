"""What exceptions become where the user does not say otherwise, and which of their handlers counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fasterapi.exceptions import HTTPException, RequestValidationError, phrase_of
from fasterapi.request import Request
from fasterapi.responses import JSONResponse, Response

__all__ = [
    "ExceptionHandler",
    "ExceptionKey",
    "default_handlers",
    "find_handler",
    "http_exception_handler",
    "inline_form_of",
    "problem_http_exception_handler",
    "problem_validation_exception_handler",
    "request_validation_exception_handler",
    "server_error_handler",
]

ExceptionKey = int | type[Exception]
ExceptionHandler = Callable[[Any, Any], Any]
Handlers = Mapping[ExceptionKey, ExceptionHandler]


def answer_http_exception(request: Any, error: HTTPException) -> Response:
    """The exception's status, headers and detail; without a body where the status has none (RFC 9110 15)."""
    if error.status_code < 200 or error.status_code in (204, 205, 304):
        return Response(None, error.status_code, error.headers)
    return JSONResponse({"detail": error.detail}, error.status_code, error.headers)


def answer_validation_error(request: Any, error: RequestValidationError) -> Response:
    """Status 422 and what was wrong."""
    return answer_with_errors(error.errors(), lambda errors: JSONResponse({"detail": errors}, 422))


def answer_with_errors(errors: Sequence[Any], answer: Callable[[list[Any]], Response]) -> Response:
    """`answer` of the errors as JSON has them.

    An input that JSON cannot have is left out as null: 1e400, which is read as infinity, or what only fits
    within the bounds of nesting without the answer around it.
    """
    from fasterapi.encoders import jsonable_encoder

    def presentable(error: Any) -> Any:
        try:
            encoded = jsonable_encoder(error)
            answer([encoded])
        except (ValueError, RecursionError):
            return jsonable_encoder({**error, "input": None})
        return encoded

    try:
        return answer(jsonable_encoder(errors))
    except (ValueError, RecursionError):
        return answer([presentable(error) for error in errors])


class ProblemResponse(JSONResponse):
    """Problem details (RFC 9457)."""

    media_type = "application/problem+json"


def answer_http_exception_with_problem(request: Any, error: HTTPException) -> Response:
    """The exception as problem details: a mapping as `detail` adds members to them."""
    if error.status_code < 200 or error.status_code in (204, 205, 304):
        return Response(None, error.status_code, error.headers)
    problem = problem_of(error.status_code)
    if isinstance(error.detail, Mapping):
        problem.update(error.detail)
    elif error.detail != problem["title"]:
        problem["detail"] = error.detail
    return ProblemResponse(problem, error.status_code, error.headers)


def answer_validation_error_with_problem(request: Any, error: RequestValidationError) -> Response:
    """Status 422 as problem details, with what was wrong as the member "errors"."""
    problem = problem_of(422)
    problem["detail"] = "The request does not have what it needs to have."
    return answer_with_errors(
        error.errors(), lambda errors: ProblemResponse({**problem, "errors": errors}, 422)
    )


def problem_of(status: int) -> dict[str, Any]:
    return {"type": "about:blank", "title": phrase_of(status), "status": status}


async def http_exception_handler(request: Request, exc: HTTPException) -> Response:
    """What an HTTPException becomes: {"detail": ...} with its status and headers."""
    return answer_http_exception(request, exc)


async def request_validation_exception_handler(request: Request, exc: RequestValidationError) -> Response:
    """What a request becomes that lacks what its handler declares: 422 with {"detail": errors}."""
    return answer_validation_error(request, exc)


async def problem_http_exception_handler(request: Request, exc: HTTPException) -> Response:
    """`http_exception_handler` for App(problem_details=True)."""
    return answer_http_exception_with_problem(request, exc)


async def problem_validation_exception_handler(request: Request, exc: RequestValidationError) -> Response:
    """`request_validation_exception_handler` for App(problem_details=True)."""
    return answer_validation_error_with_problem(request, exc)


#: The built-in ones, which users may await, and what each calls: that needs no task.
INLINE_FORMS: Mapping[ExceptionHandler, ExceptionHandler] = {
    http_exception_handler: answer_http_exception,
    request_validation_exception_handler: answer_validation_error,
    problem_http_exception_handler: answer_http_exception_with_problem,
    problem_validation_exception_handler: answer_validation_error_with_problem,
}


def inline_form_of(handler: ExceptionHandler) -> ExceptionHandler | None:
    """A function that answers as `handler` does, without a task; None for users' own handlers."""
    return INLINE_FORMS.get(handler)


def default_handlers(*, problem_details: bool) -> dict[ExceptionKey, ExceptionHandler]:
    """The handlers that an App has to begin with."""
    if problem_details:
        return {
            HTTPException: problem_http_exception_handler,
            RequestValidationError: problem_validation_exception_handler,
        }
    return {
        HTTPException: http_exception_handler,
        RequestValidationError: request_validation_exception_handler,
    }


def find_handler(handlers: Handlers, error: BaseException) -> ExceptionHandler | None:
    """The handler for an exception: of an HTTPException that of its status, else that of its nearest class.

    Those for 500 and Exception do not count: see `server_error_handler`.
    """
    keys: list[Any] = [cls for cls in type(error).__mro__ if cls is not Exception]
    if isinstance(error, HTTPException) and error.status_code != 500:
        keys.insert(0, error.status_code)
    return next((handlers[key] for key in keys if key in handlers), None)


def server_error_handler(handlers: Handlers) -> ExceptionHandler | None:
    """The handler for what no other handles, the last one for 500 or Exception; it is logged all the same."""
    return next((handlers[key] for key in reversed(list(handlers)) if key in (500, Exception)), None)
