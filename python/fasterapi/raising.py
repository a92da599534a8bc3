"""What a handler raises, for a caller in the same process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fasterapi import _core
from fasterapi.hooks import Hooks

if TYPE_CHECKING:
    from fasterapi.app import App

__all__ = ["RaisingHooks"]


class RaisingHooks(Hooks):
    """For callers within the process, to whom an error is worth more than a line in a log.

    Between begin() and end() of a connection without a socket (`Request._connection`) what its handlers raise
    is kept for its caller instead of being logged.
    """

    def __init__(self, app: App | None = None) -> None:
        super().__init__(app)
        self._errors: dict[int, BaseException | None] = {}

    def begin(self, connection: int) -> None:
        """Keep the errors of this connection from now on."""
        self._errors[connection] = None

    def error_of(self, connection: int) -> BaseException | None:
        """The first error so far."""
        return self._errors[connection]

    def end(self, connection: int) -> None:
        """Nobody asks for the errors of this connection any more."""
        self._errors.pop(connection, None)

    def unhandled(self, error: BaseException, request: _core.Request | None) -> None:
        """Keep the error, or log it where nobody would ask for it, or it ends the loop anyway."""
        connection = 0 if request is None else request._connection  # noqa: SLF001  (the engine's, for this)
        if connection not in self._errors or isinstance(error, KeyboardInterrupt | SystemExit):
            super().unhandled(error, request)
        elif self._errors[connection] is None:
            self._errors[connection] = error
