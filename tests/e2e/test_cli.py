"""The command line: what it shows, settings, logs, and the process it becomes."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from .project import MAIN, write
from .running import PATIENCE_S, Running, command_line, environment_with, until


def accepts(server: Running) -> bool:
    try:
        socket.create_connection(("127.0.0.1", server.port), PATIENCE_S).close()
    except ConnectionRefusedError:
        return False
    return True


# --- saying what it is


def test_the_document_is_written(project: Path) -> None:
    written = command_line("openapi", "main.py", cwd=project)
    assert (written.returncode, written.stderr) == (0, "")
    document = json.loads(written.stdout)
    assert document["paths"]["/"]["get"]["operationId"] == "index__get"
    assert written.stdout.count("\n") == 1
    to_file = command_line("openapi", "main:app", "--output", "openapi.json", "--indent", "1", cwd=project)
    assert (to_file.returncode, to_file.stdout) == (0, "")
    text = (project / "openapi.json").read_text()
    assert (json.loads(text), text.splitlines()[1]) == (document, ' "openapi": "3.1.0",')


def test_routes_are_listed_with_how_they_run(project: Path) -> None:
    more = (
        "from fasterapi import Depends\n"
        "def now() -> int:\n    return 1\n"
        "@app.post('/items/{n}', blocking=False)\n"
        "def add(n: int, body: dict[str, int], now: int = Depends(now)) -> dict[str, int]:\n    return body\n"
    )
    write(project / "main.py", MAIN + more)
    listed = command_line("routes", "main.py", cwd=project)
    assert (listed.returncode, listed.stderr) == (0, "")
    rows = [line.split("  ") for line in listed.stdout.splitlines()]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert cells[0] == ["METHODS", "PATH", "HANDLER", "RUNS", "BEFORE IT", "ANSWER"]
    assert ["GET", "/", "main.index", "async", "-", "native JSON of its type"] in cells
    assert cells[-1] == [
        *("POST", "/items/{n}", "main.add", "inline"),
        *("1 pool, 2 native checks, json body", "native JSON of its type"),
    ]


@pytest.mark.parametrize("command", ["openapi", "routes"])
def test_an_application_that_is_not_there(project: Path, command: str) -> None:
    run = command_line(command, "other.py", cwd=project)
    assert run.returncode == 2
    assert run.stderr.startswith("fasterapi: error: ")


# --- settings


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--port", "70000"], "port is 0 to 65535, not 70000"),
        (["--workers", "0"], "workers is 1 to 1024, not 0"),
        (["--pool-threads", "0"], "pool_threads is 1 to 4096, not 0"),
        (["--workers", "2", "--reload"], "reload serves with one worker, not 2: leave out one of the two"),
    ],
)
def test_a_setting_that_cannot_be_is_named(project: Path, options: list[str], message: str) -> None:
    run = command_line("run", "main.py", "--port", "0", *options, cwd=project)
    assert (run.returncode, run.stderr) == (2, f"fasterapi: error: {message}\n")


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("body_size=5", r"there is no limit 'body_size'; the limits are: (\w+, )+body_bytes(, \w+)+"),
        ("head_timeout_ms=4294967296", "limit 'head_timeout_ms': 4294967296 is too large"),
        ("body_bytes=-1", "limit 'body_bytes' is 0 or more, not -1"),
    ],
)
def test_a_limit_that_cannot_be_is_named(project: Path, limit: str, message: str) -> None:
    run = command_line("run", "main.py", "--port", "0", "--limit", limit, cwd=project)
    assert run.returncode == 2
    assert re.fullmatch(f"fasterapi: error: {message}\n", run.stderr)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["run"], "the following arguments are required: TARGET"),
        (["run", "main.py", "--nonsense"], "unrecognized arguments: --nonsense"),
        (
            ["run", "main.py", "--limit", "body_bytes=many"],
            "argument --limit: 'body_bytes=many' is not NAME=VALUE with a whole number",
        ),
        (["run", "main.py", "--loop", "trio"], "argument --loop: invalid choice: 'trio'"),
    ],
)
def test_a_command_line_that_cannot_be_read(project: Path, arguments: list[str], message: str) -> None:
    run = command_line(*arguments, cwd=project)
    assert run.returncode == 2
    command = " ".join(["fasterapi", *arguments[:1]])
    assert run.stderr.startswith(f"usage: {command}")
    assert re.search(f"^({command}|fasterapi): error: {re.escape(message)}", run.stderr, re.MULTILINE)


def test_web_concurrency_that_is_no_number(project: Path) -> None:
    run = command_line("run", "main.py", cwd=project, environment={"WEB_CONCURRENCY": "many"})
    assert run.stderr == "fasterapi: error: WEB_CONCURRENCY is a number of workers, not 'many'\n"
    assert run.returncode == 2


def test_limits() -> None:
    with (
        Running("run", "examples/hello.py", "--port", "0", "--limit", "body_bytes=10") as server,
        server.client() as client,
    ):
        assert client.post("/echo", content=b"[" + b" " * 8 + b"]").json() == []
        assert client.post("/echo", content=b"[" + b" " * 9 + b"]").status_code == 413


@pytest.mark.parametrize(("limit", "told"), [(0, 1), (2, 2), (1000, 3)])
def test_the_limit_of_errors_that_are_told(project: Path, limit: int, told: int) -> None:
    write(project / "main.py", MAIN + "\n@app.post('/')\nasync def total(numbers: list[int]): ...\n")
    with (
        Running(
            "run", "main.py", "--port", "0", "--limit", f"validation_errors={limit}", cwd=project
        ) as server,
        server.client() as client,
    ):
        answer = client.post("/", json=["x", "y", "z", 1])
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["detail"]] == [["body", n] for n in range(told)]


@pytest.mark.parametrize(
    ("option", "server"), [("--server-header", "FasterAPI"), ("--no-server-header", None)]
)
def test_the_server_header(project: Path, option: str, server: str | None) -> None:
    with Running("run", "main.py", "--port", "0", option, cwd=project) as running:
        assert running.get("/").headers.get("server") == server


def test_the_pool_has_as_many_threads_as_it_is_given(project: Path) -> None:
    text = MAIN.replace("async def", "def").replace(
        "return __name__", "return threading.current_thread().name"
    )
    write(project / "main.py", "import threading\n" + text)
    with Running("run", "main.py", "--port", "0", "--pool-threads", "1", cwd=project) as server:
        assert {server.get("/").json() for _ in range(8)} == {"fasterapi-pool-1"}


# --- logs


def test_no_access_log_unless_asked_for(project: Path) -> None:
    with Running("run", "main.py", "--port", "0", cwd=project) as server:
        server.get("/")
        server.stop()
    assert server.stdout.text == ""


def test_the_access_log_in_combined_format(project: Path) -> None:
    with Running(
        "run", "main.py", "--port", "0", "--access-log", "--log-level", "error", cwd=project
    ) as server:
        server.get("/?a=b", headers={"referer": "http://x/", "user-agent": "test"})
        server.stop()
    assert re.fullmatch(
        r'127\.0\.0\.1 - - \[[^\]]+\] "GET /\?a=b HTTP/1\.1" 200 6 "http://x/" "test"\n', server.stdout.text
    )


def test_the_access_log_as_json(project: Path) -> None:
    with Running("run", "main.py", "--port", "0", "--access-log", "json", cwd=project) as server:
        for _ in range(3):
            server.get("/")
        server.stop()
    lines = [json.loads(line) for line in server.stdout.text.splitlines()]
    assert [line["status"] for line in lines] == [200, 200, 200]


def test_the_users_logging_is_left_as_it_is(project: Path) -> None:
    write(
        project / "main.py",
        "import logging\nlogging.basicConfig(format='mine %(name)s %(message)s', level=logging.WARNING)\n"
        + MAIN.replace("return __name__", "raise KeyError('x')"),
    )
    with Running("run", "main.py", "--port", "0", "--access-log", "--workers", "2", cwd=project) as server:
        server.get("/")
        server.stop()
    assert (
        len(re.findall(r"^mine fasterapi\.error GET / failed: KeyError$", server.stderr.text, re.MULTILINE))
        == 1
    )
    assert len(re.findall(r"^mine fasterapi\.access 127\.0\.0\.1 ", server.stderr.text, re.MULTILINE)) == 1
    assert "ERROR" not in server.stderr.text
    assert server.stdout.text == ""


# --- the process


def test_version_and_help() -> None:
    version = command_line("--version")
    assert version.returncode == 0
    assert re.fullmatch(r"FasterAPI \d+\.\d+\.\d+ \(Python 3\.\d+\.\S+\)\n", version.stdout)
    for command, phrases in {
        (): ["run ", "dev "],
        ("run",): [
            "where to listen",
            "--uds PATH",
            "WEB_CONCURRENCY",
            "--limit NAME=VALUE",
            "examples:",
            "SIGHUP",
        ],
        ("dev",): ["examples:", "--port N"],
    }.items():
        shown = command_line(*command, "--help")
        assert shown.returncode == 0
        assert all(phrase in shown.stdout for phrase in phrases), shown.stdout
        assert max(map(len, shown.stdout.splitlines())) <= 100


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_with_exit_code_0(project: Path, number: signal.Signals) -> None:
    with Running("run", "main.py", "--port", "0", cwd=project) as server:
        server.signal(number)
        assert server.wait() == 0
    assert server.stderr.text == f"FasterAPI serving {server.url} (pid {server.pid})\n"


SLOW = """\
import asyncio
from fasterapi import App, StreamingResponse

app = App()


@app.get("/")
async def index() -> StreamingResponse:
    async def pieces():
        yield "started "
        try:
            await asyncio.sleep(3600)
        finally:
            print("cancelled", flush=True)

    return StreamingResponse(pieces())
"""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_second_signal_stops_at_once(project: Path, workers: str) -> None:
    write(project / "main.py", SLOW)
    with Running("run", "main.py", "--port", "0", "--workers", workers, cwd=project) as server:
        with server.client() as client, client.stream("GET", "/") as answer:
            pieces = answer.iter_raw()
            assert next(pieces) == b"started "
            server.signal(signal.SIGTERM)
            until(lambda: not accepts(server))  # the first signal has been seen to
            server.signal(signal.SIGTERM)
            with pytest.raises(httpx.RemoteProtocolError):
                next(pieces)
        assert server.wait() == 0
    assert server.stdout.text == "cancelled\n"


def test_the_serving_process_imports_nothing_heavy(project: Path) -> None:
    write(
        project / "main.py",
        "import sys\n" + MAIN.replace("return __name__", "return ' '.join(sys.modules)"),
    )
    with Running("run", "main.py", "--port", "0", cwd=project) as server:
        imported = server.get("/").json().split()
    assert "fasterapi.server" in imported
    heavy = {
        "click",
        "email",
        "http.client",
        "http.cookies",
        "mimetypes",
        "pydantic",
        "rich",
        "typer",
        "uuid",
        "watchfiles",
    }
    assert heavy.isdisjoint(imported)


def test_what_is_optional_and_not_installed_is_named(project: Path) -> None:
    for module, arguments, message in (
        (
            "watchfiles",
            ["dev", "main.py"],
            "reload needs watchfiles: pip install 'fasterapi-core[reload]'",
        ),
        (
            "uvloop",
            ["run", "main.py", "--port", "0", "--loop", "uvloop"],
            "loop 'uvloop' is not installed (import of uvloop halted; None in sys.modules): "
            "pip install 'fasterapi-core[uvloop]'",
        ),
    ):
        script = (
            f"import sys; sys.modules[{module!r}] = None\n"
            f"from fasterapi.cli import main; sys.exit(main({arguments!r}))"
        )
        run = subprocess.run(
            [sys.executable, "-c", script],
            cwd=project,
            env=environment_with(None),
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert (run.returncode, run.stderr) == (2, f"fasterapi: error: {message}\n")


def test_app_run_serves_in_the_script_itself(project: Path) -> None:
    write(
        project / "main.py", MAIN + "\n\napp.run(port=0, access_log='combined', limits={'body_bytes': 5})\n"
    )
    with Running(cwd=project, command=("main.py",)) as server:
        assert server.get("/").json() == "__main__"
        assert server.stop() == 0
    assert '"GET / HTTP/1.1" 200' in server.stdout.text


def test_app_run_with_workers_says_what_to_write(project: Path) -> None:
    write(project / "main.py", MAIN + "\n\napp.run(port=0, workers=2)\n")
    run = subprocess.run(
        [sys.executable, "main.py"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        "fasterapi.settings.SettingsError: app.run() serves in this process alone, and 2 workers each import "
        "the application: write `fasterapi run module:app --workers 2`"
    )


def test_the_example_of_the_readme(tmp_path: Path) -> None:
    with Running("run", "examples/hello.py", "--port", "0") as server, server.client() as client:
        assert client.get("/hello/world").json() == {"message": "Hello, world!"}
        assert client.get("/hello/world/count").json() == {"count": 1}
        assert client.get("/hello/nobody/count").json() == {"detail": "nobody was not greeted yet"}
        assert client.post("/echo", json=[1]).status_code == 201
        assert client.get("/").json()["try"] == f"{server.url}/hello/world"
