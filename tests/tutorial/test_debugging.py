import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from tests.tutorial.answers import answer


def test_importing_it_serves_nothing(client: Any) -> None:
    assert answer(client.get("/")) == (200, {"greeting": "step by step"})


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def ask(url: str, seconds: float) -> httpx.Response:
    """The answer, as soon as somebody listens."""
    end = time.monotonic() + seconds
    while True:
        try:
            return httpx.get(url)
        except httpx.ConnectError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def test_running_it_serves() -> None:
    port = free_port()
    program = Path(__file__).with_name("debugging.py")
    with subprocess.Popen([sys.executable, program, str(port)]) as process:
        try:
            assert answer(ask(f"http://127.0.0.1:{port}/", 60)) == (200, {"greeting": "step by step"})
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
