"""What the engine asks Python: errors, threads, log lines."""

from __future__ import annotations

import itertools
import logging
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fasterapi import _core
from fasterapi.callables import Run, name_of, run_of
from fasterapi.exception_handlers import (
    ExceptionHandler,
    Handlers,
    answer_http_exception,
    answer_validation_error,
    default_handlers,
    find_handler,
    inline_form_of,
    server_error_handler,
)
from fasterapi.exceptions import HTTPException, RequestValidationError, ResponseValidationError
from fasterapi.logs import ERROR, log_access
from fasterapi.overrides import Overridden
from fasterapi.plan import Answer, Plan, Step
from fasterapi.request import Request
from fasterapi.responses import JSONResponse, PlainTextResponse, Response

if TYPE_CHECKING:
    from fasterapi.app import App
    from fasterapi.background import BackgroundTasks

__all__ = ["Hooks"]


def no_handler() -> None:
    """Handle nothing: no route matches."""


#: Of requests that no route matches; its handler is not called.
UNMATCHED = Plan("", (), (Step(no_handler, "inline"),), Answer(404, JSONResponse))


class Hooks:
    """The implementation of `_core.Hooks`, which says when each is called; `app` is what is served."""

    request_type: type[_core.Request] = Request
    response_type: type[_core.Response] = Response
    unmatched_plan: Plan = UNMATCHED

    def __init__(self, app: App | None = None) -> None:
        self._app = app
        self._thread_numbers = itertools.count(1)
        self._overridden = Overridden()

    # --- errors

    def error_handler(
        self, error: BaseException, plan: Plan | None, request: _core.Request | None = None
    ) -> tuple[ExceptionHandler, Run] | None:
        """What answers an exception, called with the request and the exception, and where it runs.

        None if nobody does: then server_error() has the answer. Without a plan it is of the application that
        has the request's path.
        """
        handlers = self._handlers(plan, request)
        if handler := find_handler(handlers, error):
            return placed(handler)
        if not isinstance(error, Exception) or not (handler := server_error_handler(handlers)):
            return None
        self.unhandled(error, request)
        return placed(handler)

    def server_error(
        self, error: BaseException, request: _core.Request | None, plan: Plan | None = None
    ) -> _core.Response:
        """The answer to an exception that nobody handles. Only the log learns more, but in debug mode."""
        self.unhandled(error, request)
        app = self._app_of(plan, request)
        if app is not None and app.debug:
            return PlainTextResponse("".join(traceback.format_exception(error)), 500)
        return PlainTextResponse("Internal Server Error", 500)

    def unhandled(self, error: BaseException, request: _core.Request | None) -> None:
        """Log what nobody expected a handler to raise; whatever is answered, this is called first."""
        what = "a request" if request is None else f"{request.method} {request.path}"
        logging.getLogger(ERROR).error("%s failed: %s", what, type(error).__name__, exc_info=error)

    def error_after_answer(self, error: BaseException, request: _core.Request | None) -> None:
        """Log what is raised once the answer has begun: it is unexpected even if there is a handler."""
        if find_handler(self._handlers(None, request), error):
            late = RuntimeError("the response has begun, so that no exception handler can answer this error")
            late.__cause__ = error
            error = late
        self.unhandled(error, request)

    def error_response(self, error: BaseException, request: _core.Request | None) -> _core.Response:
        """The answer to an exception where no handler can be called."""
        try:
            if isinstance(error, HTTPException):
                return answer_http_exception(request, error)
            if isinstance(error, RequestValidationError):
                return answer_validation_error(request, error)
        except Exception as broken:  # a detail that is no JSON, a header that is none
            error = broken
        return self.server_error(error, request)

    def unmatched(self, status: int, allow: str, detail: str) -> HTTPException | None:
        """What is raised where no route matches; None if no handler would see it but the default one."""
        if self._app is None or not self._app.sees_unmatched(status):
            return None
        return HTTPException(status, detail, {"Allow": allow} if allow else None)

    def http_error(self, status: int, detail: str) -> BaseException:
        """The exception that answers with this status, for the engine to raise in a handler."""
        return HTTPException(status, detail)

    def json_error(self, body: bytes, reason: str, position: int, plan: Plan | None = None) -> BaseException:
        """The exception for a body that should be JSON; `position` counts bytes.

        It says in the words of Python's `json`, as FastAPI does, what is wrong, unless `json` would take it.
        """
        import json

        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return HTTPException(400, "There was an error parsing the body")
        position = len(body[:position].decode("utf-8", "ignore"))
        try:
            json.loads(text)
        except json.JSONDecodeError as error:
            reason, position = error.msg, error.pos
        except (RecursionError, ValueError):
            pass  # nested too deep, or too long a number: `reason` says so
        detail = {
            "type": "json_invalid",
            "loc": ("body", position),
            "msg": "JSON decode error",
            "input": {},
            "ctx": {"error": reason},
        }
        return RequestValidationError([detail], body=text)

    def validation_error(
        self, errors: Sequence[Mapping[str, Any]], body: Any, plan: Plan | None = None
    ) -> BaseException:
        """The exception for a request that does not have what its handler declares."""
        return RequestValidationError(errors, body=body)

    def response_error(
        self, errors: Sequence[Mapping[str, Any]], result: Any, plan: Plan | None = None
    ) -> BaseException:
        """The exception for a result that is not of the response model."""
        handler = name_of(plan.steps[-1].call) if plan else "a handler"
        return ResponseValidationError(
            errors, body=result, where=f"{handler} returned what its response model does not allow"
        )

    # --- what plans need

    def overridden_plan(self, plan: Plan, overrides: Mapping[Any, Any]) -> Plan:
        """The plan with other functions in place of dependencies: the same one for the same functions."""
        return self._overridden.plan(plan, overrides)

    def jsonable(self, value: Any) -> Any:
        """What JSON has for a value that is written without a schema.

        Raises:
            ValueError: it has nothing for it.
        """
        from fasterapi.encoders import jsonable_encoder

        try:
            return jsonable_encoder(value)
        except ValueError as error:
            what = f"{type(value).__module__}.{type(value).__qualname__}"
            raise ValueError(
                f"a handler returned a {what} that no JSON can be made of: return a model, a dict or "
                "the like, or a Response"
            ) from error

    def background_tasks(self) -> BackgroundTasks:
        """A new list of tasks, for one request."""
        from fasterapi.background import BackgroundTasks

        return BackgroundTasks()

    # --- the process

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

    def slow_handler(self, plan: Plan, seconds: float) -> None:
        """Warn in asyncio's own words and on its own logger: whoever looks for slow callbacks looks there."""
        name = name_of(plan.steps[-1].call)
        logging.getLogger("asyncio").warning("Executing %s took %.3f seconds", name, seconds)

    def _handlers(self, plan: Plan | None, request: _core.Request | None) -> Handlers:
        app = self._app_of(plan, request)
        return app.exception_handlers if app else default_handlers(problem_details=False)

    def _app_of(self, plan: Plan | None, request: _core.Request | None) -> App | None:
        if plan is not None and plan.app is not None:
            app: App = plan.app
            return app
        if self._app is None or request is None:
            return self._app
        return self._app.app_at(request.path)


def placed(handler: ExceptionHandler) -> tuple[ExceptionHandler, Run]:
    """A handler and where it runs: the built-in ones inline, users' own as they are defined."""
    if inline := inline_form_of(handler):
        return inline, "inline"
    return handler, run_of(handler, None)
