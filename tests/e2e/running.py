"""A server started as its users start it: `python -m fasterapi ...`, with what it prints."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Self

import httpx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30.0


class Lines:
    """What a process writes to one pipe, as it comes."""

    def __init__(self, pipe: IO[str]) -> None:
        self._lines: list[str] = []
        self._more = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._read, args=(pipe,), daemon=True)
        self._thread.start()

    def _read(self, pipe: IO[str]) -> None:
        with pipe:
            for line in pipe:
                with self._more:
                    self._lines.append(line)
                    self._more.notify_all()
        with self._more:
            self._ended = True
            self._more.notify_all()

    @property
    def text(self) -> str:
        with self._more:
            return "".join(self._lines)

    def wait_for(self, pattern: str, *, count: int = 1) -> re.Match[str]:
        """The `count`-th match of a pattern, once it was written."""
        matches: list[re.Match[str]] = []

        def found() -> bool:
            matches[:] = re.finditer(pattern, "".join(self._lines), re.MULTILINE)
            return len(matches) >= count or self._ended

        with self._more:
            assert self._more.wait_for(found, PATIENCE_S), f"no {pattern!r} in:\n{''.join(self._lines)}"
        assert len(matches) >= count, f"ended without {pattern!r}:\n{''.join(self._lines)}"
        return matches[count - 1]

    def wait_for_end(self) -> str:
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive(), "a process still holds the pipe"
        return self.text


class Running:
    """A server that has said it serves. Leaving the `with` block stops it."""

    def __init__(
        self,
        *arguments: str,
        cwd: Path = ROOT,
        environment: Mapping[str, str] | None = None,
        command: Sequence[str] = ("-m", "fasterapi"),
        pass_fds: Sequence[int] = (),
        announcement: str = r"^FasterAPI serving (\S+) \(pid (\d+)\)$",
    ) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *command, *arguments],
            cwd=cwd,
            env=environment_with(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            pass_fds=pass_fds,
        )
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self.stdout = Lines(self._process.stdout)
        self.stderr = Lines(self._process.stderr)
        try:
            said = self.stderr.wait_for(announcement)
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise
        self.url = said[1]
        self.announced_pid = int(said[2])

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def children(self) -> list[int]:
        """The processes it forked."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=PATIENCE_S)

    def get(self, path: str, **options: Any) -> httpx.Response:
        with self.client() as client:
            return client.get(path, **options)

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def wait(self) -> int:
        """The exit code; the pipes have ended as well, so no process of it is left."""
        code = self._process.wait(PATIENCE_S)
        self.stdout.wait_for_end()
        said = self.stderr.wait_for_end()
        # Python's own warnings, which are errors here, of what nobody can catch.
        assert "Exception ignored" not in said, said
        assert "never awaited" not in said, said
        return code

    def stop(self) -> int:
        self.signal(signal.SIGTERM)
        return self.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self.wait()
        except BaseException:
            self._process.kill()
            raise


def until(condition: Callable[[], bool]) -> None:
    """Ask again and again, where nothing tells a client what a server is about to do."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


def environment_with(more: Mapping[str, str] | None) -> dict[str, str]:
    """This process's environment, with warnings as errors and without what would change a server."""
    inherited = {name: value for name, value in os.environ.items() if name != "WEB_CONCURRENCY"}
    return {**inherited, "PYTHONWARNINGS": "error", **(more or {})}


def command_line(
    *arguments: str, cwd: Path = ROOT, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `fasterapi` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "fasterapi", *arguments],
        cwd=cwd,
        env=environment_with(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
