"""The command line: where servers listen."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from .running import PATIENCE_S, Running, command_line


def test_an_address_in_use_is_named(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for workers in ("1", "2"):
            run = command_line("run", "main.py", "--port", str(port), "--workers", workers, cwd=project)
            assert run.returncode == 1
            where = f"127.0.0.1:{port}"
            assert run.stderr == f"fasterapi: error: cannot listen on {where}: bind: Address already in use\n"


def test_two_servers_of_several_workers_do_not_share_a_port(project: Path) -> None:
    with Running("run", "main.py", "--port", "0", "--workers", "2", cwd=project) as server:
        run = command_line("run", "main.py", "--port", str(server.port), "--workers", "2", cwd=project)
        assert run.returncode == 1
        assert "Address already in use" in run.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_unix_socket(project: Path, workers: str) -> None:
    path = project / "app.sock"
    with Running("run", "main.py", "--uds", str(path), "--workers", workers, cwd=project) as server:
        assert server.url == f"unix:{path}"
        with httpx.Client(transport=httpx.HTTPTransport(uds=str(path))) as client:
            assert client.get("http://app/").json() == "main"
    assert not path.exists()


def test_another_servers_unix_socket_is_left_alone(project: Path) -> None:
    path = project / "app.sock"
    with Running("run", "main.py", "--uds", str(path), cwd=project) as first:
        path.unlink()
        with Running("run", "main.py", "--uds", str(path), cwd=project):
            assert first.stop() == 0
            with httpx.Client(transport=httpx.HTTPTransport(uds=str(path))) as client:
                assert client.get("http://app/").json() == "main"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_inherited_descriptor(project: Path, workers: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = str(listener.fileno())
        with Running(
            "run", "main.py", "--fd", number, "--workers", workers, cwd=project, pass_fds=[listener.fileno()]
        ) as server:
            assert server.port == listener.getsockname()[1]
            assert server.get("/").json() == "main"


def test_a_descriptor_that_does_not_listen(project: Path) -> None:
    run = command_line("run", "main.py", "--fd", "99", cwd=project)
    assert run.returncode == 1
    assert run.stderr == (
        "fasterapi: error: cannot listen on descriptor 99: getsockopt: Bad file descriptor\n"
    )


# systemd names the process that the sockets are for, and starts them at descriptor 3.
AS_SYSTEMD_DOES = """\
import fcntl, os, sys
count = int(sys.argv[1])
descriptors = [int(number) for number in sys.argv[2 : 2 + count]]
parked = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, 100) for descriptor in descriptors]
for place, descriptor in enumerate(parked):
    os.dup2(descriptor, 3 + place)
os.environ.update(LISTEN_FDS=str(count), LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, [sys.executable, "-m", "fasterapi", *sys.argv[2 + count :]])
"""


def test_sockets_that_systemd_hands_over(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        numbers = [str(one.fileno()), str(other.fileno())]
        with Running(
            "2",
            *numbers,
            "run",
            "main.py",
            cwd=project,
            command=("-c", AS_SYSTEMD_DOES),
            pass_fds=[one.fileno(), other.fileno()],
            announcement=r"^FasterAPI serving (\S+) \S+ \(pid (\d+)\)$",
        ) as server:
            for listener in (one, other):
                url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
                assert httpx.get(url, timeout=PATIENCE_S).json() == "main"
            assert server.stop() == 0


def test_sockets_for_another_process_are_not_taken(project: Path) -> None:
    environment = {"LISTEN_FDS": "1", "LISTEN_PID": "1"}
    with Running("run", "main.py", "--port", "0", cwd=project, environment=environment) as server:
        assert server.get("/").json() == "main"
