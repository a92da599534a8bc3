"""The other servers that the conformance suite runs at: nginx, and uvicorn with both of its parsers."""

from __future__ import annotations

import socket
import sys
import tempfile
from pathlib import Path

from . import nginx
from .process import Server


def uvicorn(parser: str, *, python: str = sys.executable) -> Server:
    """Start that interpreter's uvicorn with `parser`, "httptools" or "h11", at a port the system chooses."""
    options = [
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--http",
        parser,
        "--lifespan",
        "off",
        "--timeout-keep-alive",
        "5",
        "--no-access-log",
    ]
    return Server([python, "-m", "uvicorn", "tests.servers.asgi:app", *options])


class Nginx(Server):
    """nginx with one worker; it inherits a listening socket, so that the system chooses the port here too."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="conformance-nginx-")
        with socket.create_server(("127.0.0.1", 0), backlog=512) as listener:
            host, port = listener.getsockname()[:2]
            configuration = Path(self._folder.name, "nginx.conf")
            configuration.write_text(nginx.configuration(Path(self._folder.name), port))
            super().__init__(
                ["/usr/sbin/nginx", "-p", self._folder.name, "-c", str(configuration), "-e", "stderr"],
                environment={"NGINX": f"{listener.fileno()};"},
                address=(host, port),
                pass_fds=(listener.fileno(),),
            )

    def wait(self, timeout_s: float = 30.0) -> int:
        status = super().wait(timeout_s)
        self._folder.cleanup()
        return status
