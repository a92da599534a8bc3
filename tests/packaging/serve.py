"""Serve an application with the installed command and ask it once: usage: serve.py APPLICATION."""

import http.client
import signal
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path


def main() -> None:
    (application,) = sys.argv[1:]
    command = Path(sysconfig.get_path("scripts")) / "fasterapi"
    # The kernel queues a connection to this listener until the server accepts: nothing to wait for.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = listener.fileno()
        server = subprocess.Popen([command, "run", application, "--fd", str(number)], pass_fds=[number])
        try:
            connection = http.client.HTTPConnection(*listener.getsockname(), timeout=30)
            connection.request("GET", "/")
            response = connection.getresponse()
            body = response.read()
            assert response.status == 200, (response.status, body)
            assert body, "an empty body"
            connection.close()
            server.send_signal(signal.SIGTERM)
            status = server.wait(timeout=30)
            assert status == 0, f"the server ended with status {status}"
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    main()
