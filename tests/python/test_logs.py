"""Where log lines go, with and without a configuration of the user's."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator

import pytest
from fasterapi.logs import ACCESS, ERROR, log_access, set_up_logging
from fasterapi.settings import ServerSettings

NAMES = ("", "fasterapi", ERROR, ACCESS)


@contextlib.contextmanager
def nothing_configured() -> Iterator[None]:
    """Logging as it is in a new process, without pytest's own handlers, which come before each test."""
    loggers = [logging.getLogger(name) for name in NAMES]
    before = [(logger, logger.handlers[:], logger.level) for logger in loggers]
    for logger in loggers:
        logger.handlers[:] = []
    try:
        yield
    finally:
        for logger, handlers, level in before:
            logger.handlers[:] = handlers
            logger.setLevel(level)


@nothing_configured()
def test_errors_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(ServerSettings())
    logging.getLogger(ERROR).error("what %s", "happened")
    logging.getLogger(ERROR).debug("not this")
    captured = capsys.readouterr()
    assert captured.err.endswith(" fasterapi.error: what happened\n")
    assert captured.err.count("\n") == 1
    assert captured.out == ""


@nothing_configured()
@pytest.mark.parametrize("level", ["debug", "critical"])
def test_access_lines_go_to_stdout_as_they_are(capsys: pytest.CaptureFixture[str], level: str) -> None:
    settings = ServerSettings(access_log="combined", log_level=level)  # type: ignore[arg-type]  # any of the levels
    set_up_logging(settings)
    set_up_logging(settings)  # as a forked worker does it once more
    log_access(["one 100%", "two"])
    assert capsys.readouterr() == ("one 100%\ntwo\n", "")


@nothing_configured()
def test_the_users_handlers_get_a_record_for_each_line() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(name)s|%(message)s"))
    logging.getLogger().addHandler(handler)
    set_up_logging(ServerSettings(access_log="json", log_level="error"))
    log_access(["one 100%", "two"])
    logging.getLogger(ERROR).error("three")
    assert stream.getvalue() == "fasterapi.access|one 100%\nfasterapi.access|two\nfasterapi.error|three\n"


@nothing_configured()
def test_handlers_configured_later_replace_our_own() -> None:
    settings = ServerSettings(access_log="combined")
    set_up_logging(settings)
    logging.getLogger("fasterapi").addHandler(logging.NullHandler())
    set_up_logging(settings)
    assert logging.getLogger(ERROR).handlers == []
    assert logging.getLogger(ACCESS).handlers == []
