"""Where log lines go: Python's logging, as `fasterapi.error` and `fasterapi.access`."""

from __future__ import annotations

import logging
import sys

from fasterapi.settings import ServerSettings

__all__ = ["ACCESS", "ERROR", "log_access", "set_up_logging"]

ERROR = "fasterapi.error"
ACCESS = "fasterapi.access"


class ErrorHandler(logging.StreamHandler):  # type: ignore[type-arg]  # generic in the stubs alone
    """Writes errors to stderr, where the user has not said where to."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"))


class AccessHandler(logging.StreamHandler):  # type: ignore[type-arg]  # as above
    """Writes access lines to stdout as they are, a batch of them in one write."""

    def __init__(self) -> None:
        super().__init__(sys.stdout)

    def write_lines(self, lines: list[str]) -> None:
        """Write without making a record of each line."""
        self.acquire()
        try:
            self.stream.write("\n".join(lines) + "\n")
            self.flush()
        finally:
            self.release()


def set_up_logging(settings: ServerSettings) -> None:
    """Set the loggers' levels, and give them a handler of our own where the user has configured none.

    May be called again, after the user's modules were imported.
    """
    logging.getLogger("fasterapi").setLevel(settings.log_level.upper())
    _hand_over(logging.getLogger(ERROR), ErrorHandler)
    if settings.access_log != "off":
        # It was asked for by name: the level of other messages does not hide it.
        logging.getLogger(ACCESS).setLevel(logging.INFO)
        _hand_over(logging.getLogger(ACCESS), AccessHandler)


def _hand_over(logger: logging.Logger, own: type[ErrorHandler | AccessHandler]) -> None:
    for handler in [handler for handler in logger.handlers if isinstance(handler, own)]:
        logger.removeHandler(handler)
    if not logger.hasHandlers():
        logger.addHandler(own())


def log_access(lines: list[str]) -> None:
    """Log finished requests: one record each, or all in one write where no handler but our own sees them."""
    logger = logging.getLogger(ACCESS)
    if len(logger.handlers) == 1 and isinstance(handler := logger.handlers[0], AccessHandler):
        handler.write_lines(lines)
    else:
        for line in lines:
            logger.info("%s", line)
