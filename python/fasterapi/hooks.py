"""What the engine asks Python: errors, path parameters that are not plain, threads, log lines."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable
from typing import Any

from fasterapi import _core
from fasterapi.exceptions import HTTPException, RequestValidationError
from fasterapi.handlers import name_of
from fasterapi.logs import ERROR, log_access
from fasterapi.params import convert
from fasterapi.request import Request
from fasterapi.responses import JSONResponse, PlainTextResponse, Response

__all__ = ["Hooks"]


class Hooks:
    """The implementation of `_core.Hooks`, which says when each is called."""

    request_type: type[_core.Request] = Request

    def __init__(self) -> None:
        self._thread_numbers = itertools.count(1)

    def error_response(self, error: BaseException, request: _core.Request | None) -> _core.Response:
        """The answer to an exception. Of one that is no HTTPException only the log learns more."""
        try:
            if isinstance(error, HTTPException):
                return http_exception_response(error)
            if isinstance(error, RequestValidationError):
                return JSONResponse({"detail": error.errors()}, 422)
        except Exception as broken:  # a detail that is no JSON, a header that is none
            error = broken
        self.unhandled(error, request)
        return PlainTextResponse("Internal Server Error", 500)

    def unhandled(self, error: BaseException, request: _core.Request | None) -> None:
        """Log what nobody expected a handler to raise; whatever is answered, this is called first."""
        what = "a request" if request is None else f"{request.method} {request.path}"
        logging.getLogger(ERROR).error("%s failed: %s", what, type(error).__name__, exc_info=error)

    def convert(self, kind: str, name: str, text: str) -> Any:
        """See `params.convert`."""
        return convert(kind, name, text)

    def start_thread(self, work: Callable[[], None]) -> None:
        """Run `work` in a new thread, which does not keep the process alive."""
        name = f"fasterapi-pool-{next(self._thread_numbers)}"
        try:
            threading.Thread(target=work, name=name, daemon=True).start()
        except RuntimeError as error:
            if "daemon" not in str(error):
                raise
            # A sub-interpreter has none; closing the engine ends the thread.
            threading.Thread(target=work, name=name).start()

    def access_log(self, lines: list[str]) -> None:
        """Log finished requests."""
        log_access(lines)

    def engine_error(self, message: str) -> None:
        """Log what an operator should know."""
        logging.getLogger(ERROR).error(message)

    def http_error(self, status: int, detail: str) -> BaseException:
        """The exception that answers with this status, for the engine to raise in a handler."""
        return HTTPException(status, detail)

    def slow_handler(self, plan: _core.Plan, seconds: float) -> None:
        """Warn in asyncio's own words and on its own logger: whoever looks for slow callbacks looks there."""
        logging.getLogger("asyncio").warning("Executing %s took %.3f seconds", name_of(plan.call), seconds)


def http_exception_response(error: HTTPException) -> Response:
    """The exception's status, headers and detail; without a body where the status has none (RFC 9110 15)."""
    if error.status_code in (204, 205, 304):
        return Response(None, error.status_code, error.headers)
    return JSONResponse({"detail": error.detail}, error.status_code, error.headers)
