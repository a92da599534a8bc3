"""Starts one server on its own core, waits until it answers, and stops it."""

import contextlib
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harness import client, proc
from harness.peers import DIRECTORY, ROOT, reason_missing
from harness.servers import Server

SERVER_CORE = 0
CLIENT_CORE = 1
START_DEADLINE_S = 30.0
STOP_DEADLINE_S = 5.0


@dataclass(frozen=True)
class Running:
    """A server that answers. `start_s` is from its spawn to its first answer."""

    pid: int
    port: int
    start_s: float


def settle_in() -> None:
    """Keep this process and the clients it starts on the client's core; let SIGTERM unwind, so that a
    harness that is stopped stops its server."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.sched_setaffinity(0, {CLIENT_CORE})


@contextlib.contextmanager
def running(server: Server) -> Iterator[Running]:
    """The server, answering, until the block ends.

    Raises:
        RuntimeError: why it cannot be started: not installed, or the end of what it said before it gave up.
    """
    if reason := reason_missing(server.peer):
        raise RuntimeError(reason)
    logs = DIRECTORY / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{server.name}.log"
    port = _free_port()
    begin = time.monotonic()
    process = _spawn(server, port, log)
    try:
        try:
            _wait_ready(process, port)
        except RuntimeError as error:
            said = log.read_text(errors="replace").strip().splitlines()
            last = f": {said[-1].strip()}" if said else ""
            raise RuntimeError(f"{error}{last}".replace(f"{ROOT}/", "")) from None
        yield Running(process.pid, port, time.monotonic() - begin)
    finally:
        _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _spawn(server: Server, port: int, log: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONUNBUFFERED": "1"} | server.environment
    command = shlex.split(server.command.format(port=port))
    os.sched_setaffinity(0, {SERVER_CORE})  # a child starts on its parent's cores: no wrapper to wait for
    try:
        with log.open("wb") as output:
            return subprocess.Popen(
                command,
                cwd=server.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
    except OSError as error:
        raise RuntimeError(f"{command[0]}: {error.strerror}".replace(f"{ROOT}/", "")) from None
    finally:
        os.sched_setaffinity(0, {CLIENT_CORE})


def _wait_ready(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_DEADLINE_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"exited with {process.returncode} before it answered")
        with contextlib.suppress(OSError, LookupError, ValueError):
            if client.get(port, "/calls").status == 200:
                return
        time.sleep(0.002)
    raise RuntimeError(f"no answer in {START_DEADLINE_S:.0f} s")


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.ExitStack() as stack:
        members = []
        for pid in proc.tree(process.pid):  # by descriptor: a number may be another process's by then
            with contextlib.suppress(ProcessLookupError):
                members.append(os.pidfd_open(pid))
                stack.callback(os.close, members[-1])
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_DEADLINE_S)
        for member in members:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(member, signal.SIGKILL)
        process.wait()
