"""A server process under test: started, found by the address it prints, observed through /proc, stopped."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
_ADDRESS = re.compile(r"http://(\[[0-9a-fA-F:]+\]|[0-9.]+):(\d+)")
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class NotStartedError(Exception):
    """The server ended, or printed no address, before the time allowed; the message has what it printed."""


class Server:
    """One server process (and its workers), alive until `stop()` or the end of the `with` block.

    Args:
        command: prints a line that contains http://HOST:PORT to standard error once it serves.
        address: where it serves, if that is known beforehand: then no line is awaited.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        address: tuple[str, int] | None = None,
        pass_fds: Sequence[int] = (),
        start_timeout_s: float = 60.0,
    ) -> None:
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            pass_fds=pass_fds,
        )
        self._printed: deque[str] = deque(maxlen=2000)
        self._found: queue.SimpleQueue[tuple[str, int] | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read_stderr, daemon=True)
        self._reader.start()
        self.address = self._await_address(start_timeout_s) if address is None else address

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def url(self) -> str:
        return f"http://{self.address[0]}:{self.address[1]}"

    @property
    def printed(self) -> str:
        """What it wrote to standard error, the last 2,000 lines of it."""
        return "".join(self._printed)

    @property
    def exit_status(self) -> int | None:
        return self._process.poll()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def wait(self, timeout_s: float = 30.0) -> int:
        """Wait for its end.

        Returns:
            The exit status, negative for a signal.

        Raises:
            subprocess.TimeoutExpired: it, or a process it started, has not ended by then.
        """
        status = self._process.wait(timeout_s)
        self._reader.join(timeout_s)  # which ends when the last process that holds standard error has ended
        if self._reader.is_alive():
            raise subprocess.TimeoutExpired(self._process.args, timeout_s)
        assert self._process.stderr is not None
        self._process.stderr.close()
        return status

    def stop(self, timeout_s: float = 30.0) -> int:
        """Ask it to end, and end it if it does not; the exit status tells which it was."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            return self.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self.wait()

    def process_ids(self) -> list[int]:
        """The process and its descendants."""
        found = [self.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                try:
                    found += [int(child) for child in task.read_text().split()]
                except FileNotFoundError:
                    continue
        return found

    def resident_bytes(self) -> int:
        """Resident memory of the process and its descendants (VmRSS, summed)."""
        return sum(_status_kib(pid, "VmRSS") * 1024 for pid in self.process_ids())

    def peak_resident_bytes(self) -> int:
        """The most resident memory each process had since `forget_peak()`, summed (VmHWM)."""
        return sum(_status_kib(pid, "VmHWM") * 1024 for pid in self.process_ids())

    def forget_peak(self) -> None:
        for pid in self.process_ids():
            Path(f"/proc/{pid}/clear_refs").write_text("5")

    def descriptors(self) -> int:
        """Open file descriptors of the process and its descendants."""
        return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in self.process_ids())

    def cpu_s(self) -> float:
        """User and system CPU time of the process and its living descendants, in seconds."""
        return sum(_cpu_ticks(pid) for pid in self.process_ids()) / _TICKS_PER_S

    def is_sanitized(self) -> bool:
        """Whether AddressSanitizer is loaded, whose shadow and quarantine count as resident memory."""
        return "libasan" in Path(f"/proc/{self.pid}/maps").read_text()

    def _read_stderr(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._printed.append(line)
            if (match := _ADDRESS.search(line)) is not None:
                self._found.put((match[1].strip("[]"), int(match[2])))
        self._found.put(None)

    def _await_address(self, timeout_s: float) -> tuple[str, int]:
        try:
            address = self._found.get(timeout=timeout_s)
        except queue.Empty:
            address = None
        if address is None:
            self._process.kill()
            self.wait()
            raise NotStartedError(f"{self._process.args!r} printed no address:\n{self.printed}")
        return address


def fasterapi(
    app: str = "tests/servers/app.py",
    *options: str,
    limits: Mapping[str, int] | None = None,
    workers: int = 1,
    descriptors: int | None = None,
) -> Server:
    """Start FasterAPI at a port the system chooses.

    Args:
        app: what `fasterapi run` takes.
        options: further options of `fasterapi run`.
        limits: settings by name, as `--limit NAME=VALUE` takes them.
        descriptors: how many the process may open, soft and hard; None leaves that as it is.
    """
    command = [sys.executable, "-m", "fasterapi", "run", app, "--host", "127.0.0.1", "--port", "0"]
    command += ["--workers", str(workers), *options]
    for name, value in (limits or {}).items():
        command += ["--limit", f"{name}={value}"]
    if descriptors is not None:
        command = ["prlimit", f"--nofile={descriptors}:{descriptors}", *command]
    return Server(command)


def _status_kib(pid: int, name: str) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    match = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(match[1]) if match else 0


def _cpu_ticks(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    # The command in parentheses may contain spaces; utime and stime are the 12th and 13th fields behind it.
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
