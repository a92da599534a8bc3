"""What a server is told once, at its start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from fasterapi import _core

__all__ = ["AccessLog", "LogLevel", "LoopKind", "ServerSettings", "SettingsError"]

AccessLog = Literal["off", "combined", "json"]
LogLevel = Literal["critical", "error", "warning", "info", "debug"]
LoopKind = Literal["asyncio", "uvloop"]


class SettingsError(ValueError):
    """A setting is unknown or out of range; the message says which, and what it can be."""


@dataclass(frozen=True, kw_only=True)
class ServerSettings:
    """Where to listen, with how many workers, and how they serve; immutable.

    Of `fds` (listening already), `uds` and `host` with `port`, the first that is given is used. `limits`
    names fields of http::Limits (core/include/fasterapi/limits.h) that differ from the default.

    Raises:
        SettingsError: a value is out of range.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    uds: str = ""
    fds: tuple[int, ...] = ()
    workers: int = 1
    reload: bool = False
    loop: LoopKind = "asyncio"
    access_log: AccessLog = "off"
    log_level: LogLevel = "info"
    limits: Mapping[str, int] = field(default_factory=dict)
    pool_threads: int = 40
    server_header: bool = True

    def __post_init__(self) -> None:
        _within("port", self.port, 0, 65535)
        _within("workers", self.workers, 1, 1024)
        _within("pool_threads", self.pool_threads, 1, 4096)
        _one_of("loop", self.loop, get_args(LoopKind))
        _one_of("access_log", self.access_log, get_args(AccessLog))
        _one_of("log_level", self.log_level, get_args(LogLevel))
        known = _core.default_limits()
        for name, value in self.limits.items():
            if name not in known:
                raise SettingsError(f"there is no limit {name!r}; the limits are: {', '.join(known)}")
            if value < 0:
                raise SettingsError(f"limit {name!r} is 0 or more, not {value}")
        if self.reload and self.workers != 1:
            raise SettingsError(
                f"reload serves with one worker, not {self.workers}: leave out one of the two"
            )

    @property
    def shutdown_timeout(self) -> float:
        """Seconds that running requests have to finish when the server is stopped."""
        limits = {**_core.default_limits(), **self.limits}
        return limits["shutdown_timeout_ms"] / 1000


def _within(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise SettingsError(f"{name} is {least} to {most}, not {value}")


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise SettingsError(f"{name} is {', '.join(map(repr, known[:-1]))} or {known[-1]!r}, not {value!r}")
