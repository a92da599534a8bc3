"""From a command line and an environment to settings."""

from __future__ import annotations

import os
from typing import Any

import pytest
from fasterapi import _core
from fasterapi.cli.options import parse
from fasterapi.settings import ServerSettings, SettingsError


def settings_of(*arguments: str, **environment: str) -> ServerSettings:
    return parse(["run", "main.py", *arguments], environment).settings


def test_what_is_not_said_is_the_default() -> None:
    assert parse(["run", "main:app"], {}) == ("main:app", ServerSettings())


@pytest.mark.parametrize(
    ("arguments", "changed"),
    [
        (["--host", "0.0.0.0", "--port", "0"], {"host": "0.0.0.0", "port": 0}),
        (["--uds", "/run/app.sock"], {"uds": "/run/app.sock"}),
        (["--fd", "7"], {"fds": (7,)}),
        (["--workers", "4"], {"workers": 4}),
        (["--reload"], {"reload": True}),
        (["--loop", "uvloop"], {"loop": "uvloop"}),
        (["--pool-threads", "8"], {"pool_threads": 8}),
        (["--access-log"], {"access_log": "combined"}),
        (["--access-log", "json"], {"access_log": "json"}),
        (["--log-level", "debug"], {"log_level": "debug"}),
        (["--no-server-header"], {"server_header": False}),
        (["--server-header"], {}),
        (
            ["--limit", "body_bytes=5", "--limit", "header_count=1_000"],
            {"limits": {"body_bytes": 5, "header_count": 1000}},
        ),
    ],
)
def test_what_is_said(arguments: list[str], changed: dict[str, Any]) -> None:
    assert settings_of(*arguments) == ServerSettings(**changed)


def test_dev_is_run_with_reload_for_one_worker() -> None:
    environment = {"WEB_CONCURRENCY": "4"}
    assert parse(["dev", "main.py", "--port", "0"], environment).settings == ServerSettings(
        reload=True, port=0
    )
    assert parse(["run", "main.py", "--reload"], environment).settings == ServerSettings(reload=True)


def test_web_concurrency_counts_where_no_workers_are_given() -> None:
    assert settings_of(WEB_CONCURRENCY="3").workers == 3
    assert settings_of("--workers", "2", WEB_CONCURRENCY="3").workers == 2


@pytest.mark.parametrize(
    ("arguments", "fds"),
    [
        ([], (3, 4)),
        (["--fd", "9"], (9,)),
        (["--port", "80"], ()),
        (["--port", "0"], ()),
        (["--host", "::1"], ()),
        (["--uds", "/run/app.sock"], ()),
    ],
)
def test_systemds_sockets_count_where_no_address_is_given(arguments: list[str], fds: tuple[int, ...]) -> None:
    assert settings_of(*arguments, LISTEN_FDS="2", LISTEN_PID=str(os.getpid())).fds == fds


def test_systemds_sockets_may_be_for_another_process() -> None:
    assert settings_of(LISTEN_FDS="2", LISTEN_PID="1").fds == ()


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"WEB_CONCURRENCY": "two"}, "WEB_CONCURRENCY is a number of workers, not 'two'"),
        ({"WEB_CONCURRENCY": ""}, "WEB_CONCURRENCY is a number of workers, not ''"),
        ({"WEB_CONCURRENCY": "0"}, "workers is 1 to 1024, not 0"),
        (
            {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "some"},
            "LISTEN_FDS is a number of sockets, not 'some'",
        ),
    ],
)
def test_an_environment_that_cannot_be_is_named(environment: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        settings_of(**environment)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"port": -1}, "port is 0 to 65535, not -1"),
        ({"workers": 1025}, "workers is 1 to 1024, not 1025"),
        ({"loop": "trio"}, "loop is 'asyncio' or 'uvloop', not 'trio'"),
        ({"access_log": "xml"}, "access_log is 'off', 'combined' or 'json', not 'xml'"),
        ({"log_level": "loud"}, "log_level is 'critical', 'error', 'warning', 'info' or 'debug', not 'loud'"),
        ({"limits": {"body_bytes": -1}}, "limit 'body_bytes' is 0 or more, not -1"),
    ],
)
def test_settings_that_cannot_be_are_named(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        ServerSettings(**settings)
    assert str(raised.value) == message


def test_the_limits_and_their_defaults() -> None:
    assert _core.default_limits() == {
        "request_line_bytes": 16 * 1024,
        "header_bytes": 64 * 1024,
        "header_count": 128,
        "chunk_line_bytes": 4 * 1024,
        "head_timeout_ms": 10_000,
        "keep_alive_timeout_ms": 15_000,
        "body_min_bytes_per_s": 256,
        "body_rate_window_ms": 10_000,
        "write_timeout_ms": 10_000,
        "shutdown_timeout_ms": 30_000,
        "body_bytes": 16 * 1024 * 1024,
        "form_fields": 1000,
        "validation_errors": 1000,
        "body_buffer_bytes": 256 * 1024,
        "drain_bytes": 256 * 1024,
        "pipelined_requests": 64,
        "response_buffer_bytes": 256 * 1024,
        "connections": 0,
    }


def test_the_shutdown_timeout_is_a_limit() -> None:
    assert ServerSettings().shutdown_timeout == 30.0
    assert ServerSettings(limits={"shutdown_timeout_ms": 1500}).shutdown_timeout == 1.5
