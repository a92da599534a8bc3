"""Several workers: started together, replaced, renewed, stopped; and --reload."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from .running import PATIENCE_S, Running, command_line, environment_with, until

MAIN = """\
import asyncio
import os

from fasterapi import App

app = App()
imported_by = os.getpid()


@app.get("/process")
async def process() -> list[int]:
    return [os.getpid(), imported_by]


@app.get("/slow")
async def slow() -> str:
    print("begun", flush=True)
    await asyncio.sleep(0.5)
    return "done"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text(MAIN)
    return tmp_path


def serve(project: Path, *options: str, **more: dict[str, str]) -> Running:
    return Running("run", "main.py", "--port", "0", *options, cwd=project, **more)


def has_ended(pid: int) -> bool:
    """Whether it is gone, or only waits for whoever inherited it to take notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def workers_seen(server: Running) -> set[int]:
    """The workers that answer 32 connections; the kernel spreads them."""
    return {server.get("/process").json()[0] for _ in range(32)}


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_every_worker_answers(project: Path, loop: str) -> None:
    with serve(project, "--workers", "2", "--loop", loop) as server:
        assert server.announced_pid == server.pid
        workers = set(server.children())
        assert len(workers) == 2
        until(lambda: workers_seen(server) == workers)
        assert server.stop() == 0
    assert server.stderr.text.count("FasterAPI serving") == 1


def test_each_worker_imports_the_application_itself(project: Path) -> None:
    with serve(project, "--workers", "2") as server:
        process, imported_by = server.get("/process").json()
    assert process == imported_by
    assert process != server.pid


def test_web_concurrency_is_the_default(project: Path) -> None:
    with serve(project, environment={"WEB_CONCURRENCY": "3"}) as server:
        assert len(server.children()) == 3
    with serve(project, "--workers", "1", environment={"WEB_CONCURRENCY": "3"}) as server:
        assert server.get("/process").json()[0] == server.pid


def test_one_worker_has_no_second_process(project: Path) -> None:
    with serve(project) as server:
        assert server.children() == []
        assert server.get("/process").json() == [server.pid, server.pid]


# --- replacing


@pytest.mark.parametrize(
    ("number", "how"), [(signal.SIGKILL, "was killed by SIGKILL"), (signal.SIGTERM, "exited with code 0")]
)
def test_a_worker_that_ends_is_replaced(project: Path, number: signal.Signals, how: str) -> None:
    with serve(project, "--workers", "2") as server:
        victim, other = server.children()
        os.kill(victim, number)
        server.stderr.wait_for(rf"^\S+ \S+ ERROR {server.pid} fasterapi\.error: the worker {victim} {how}; "
                               r"another starts in 0 s$")  # fmt: skip
        until(lambda: len(set(server.children()) - {victim}) == 2)
        replaced = set(server.children())
        assert other in replaced
        until(lambda: workers_seen(server) == replaced)


def test_a_worker_that_keeps_crashing_is_replaced_ever_more_slowly(project: Path) -> None:
    with serve(project, "--workers", "2") as server:
        (project / "main.py").write_text("import os\n\nos._exit(3)\n")
        victim, other = server.children()
        os.kill(victim, signal.SIGKILL)
        delays = [
            server.stderr.wait_for(r"exited with code 3; another starts in (\S+) s$", count=crash)[1]
            for crash in (1, 2, 3)
        ]
        assert delays == ["0.5", "1", "2"]
        assert workers_seen(server) == {other}  # no connection waits for the one that is not there
        (project / "main.py").write_text(MAIN)
        until(lambda: len(server.children()) == 2 and workers_seen(server) == set(server.children()))


def test_a_worker_that_cannot_be_started_does_not_end_the_others(project: Path) -> None:
    with serve(project, "--workers", "2") as server:
        victim, other = server.children()
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (4, 4))  # fewer than the supervisor has open
        os.kill(victim, signal.SIGKILL)
        server.stderr.wait_for(
            r"cannot start a worker: \[Errno 24\] Too many open files; tried again in 30 s$"
        )
        assert server.children() == [other]
        assert server.stop() == 0


# --- an application that cannot be served


def test_an_application_that_fails_at_its_import_fails_the_server_once(project: Path) -> None:
    (project / "main.py").write_text("raise RuntimeError('no database')\n")
    run = command_line("run", "main.py", "--port", "0", "--workers", "4", cwd=project)
    assert run.returncode == 1
    assert run.stderr.count("RuntimeError: no database") == 1
    assert re.search(r"the worker \d+ exited with code 1 before it was ready$", run.stderr, re.MULTILINE)
    assert "serving" not in run.stderr


def test_an_application_that_is_not_there_is_named(project: Path) -> None:
    run = command_line("run", "main:api", "--port", "0", "--workers", "2", cwd=project)
    assert run.returncode == 2
    assert "fasterapi: error: module 'main'" in run.stderr


def test_a_worker_that_fails_later_than_the_first_fails_the_server(project: Path) -> None:
    text = "import pathlib\nmark = pathlib.Path('started')\nassert not mark.exists()\nmark.touch()\n"
    (project / "main.py").write_text(text + MAIN)
    run = command_line("run", "main.py", "--port", "0", "--workers", "2", cwd=project)
    assert run.returncode == 1
    assert "serving" not in run.stderr


# --- renewing


def test_sighup_renews_the_workers_without_losing_a_request(project: Path) -> None:
    with serve(project, "--workers", "2") as server:
        before = set(server.children())
        failures: list[str] = []
        stop = threading.Event()

        def keep_asking() -> None:
            while not stop.is_set():
                try:
                    if server.get("/process").status_code != 200:
                        failures.append("status")
                except httpx.HTTPError as error:
                    failures.append(repr(error))

        asking = threading.Thread(target=keep_asking)
        asking.start()
        try:
            server.signal(signal.SIGHUP)
            until(lambda: len(server.children()) == 2 and not before & set(server.children()))
        finally:
            stop.set()
            asking.join()
        assert failures == []
        assert workers_seen(server) <= set(server.children())
        assert server.stop() == 0


def test_sighup_keeps_the_old_workers_if_new_ones_cannot_start(project: Path) -> None:
    with serve(project, "--workers", "2") as server:
        before = set(server.children())
        (project / "main.py").write_text("raise RuntimeError('half deployed')\n")
        server.signal(signal.SIGHUP)
        server.stderr.wait_for(
            r"the new worker \d+ exited with code 1 before it was ready: the old ones stay$"
        )
        assert set(server.children()) == before
        assert workers_seen(server) <= before
        (project / "main.py").write_text(MAIN)
        server.signal(signal.SIGHUP)
        until(lambda: len(server.children()) == 2 and not before & set(server.children()))


# --- stopping


@pytest.mark.parametrize("to_all", [False, True])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_requests_finish(project: Path, number: signal.Signals, to_all: bool) -> None:
    """As kill sends it to the supervisor, and as a terminal or systemd sends it to every process."""
    with serve(project, "--workers", "2") as server:
        answers: list[httpx.Response] = []
        asking = threading.Thread(target=lambda: answers.append(server.get("/slow")))
        asking.start()
        server.stdout.wait_for("begun")
        workers = server.children() if to_all else []
        server.signal(number)
        for worker in workers:
            os.kill(worker, number)
        asking.join()
        assert answers[0].json() == "done"
        assert server.wait() == 0


def test_workers_do_not_outlive_their_supervisor(project: Path) -> None:
    with serve(project, "--workers", "2") as server:
        workers = server.children()
        server.signal(signal.SIGKILL)
        server.wait()  # until no process holds its pipes
        until(lambda: all(has_ended(worker) for worker in workers))


# --- reloading


def reloading(project: Path, *options: str) -> Running:
    return Running("dev", "main.py", "--port", "0", *options, cwd=project)


def answer_of(server: Running) -> object:
    return server.get("/").json()


def version(number: int) -> str:
    return MAIN + f"\n\n@app.get('/')\nasync def index() -> int:\n    return {number}\n"


def test_a_change_starts_the_application_again(project: Path) -> None:
    (project / "main.py").write_text(version(1))
    with reloading(project) as server:
        assert answer_of(server) == 1
        (project / "main.py").write_text(version(2))
        server.stderr.wait_for(r"INFO \d+ fasterapi\.error: changed: main\.py$")
        server.stderr.wait_for(r"INFO \d+ fasterapi\.error: serving again$")
        assert answer_of(server) == 2
        (project / "notes.txt").write_text("no Python")
        (project / "other.py").write_text("")
        server.stderr.wait_for(r"changed: other\.py$")
        assert answer_of(server) == 2
        assert server.stop() == 0
    assert "notes" not in server.stderr.text


def test_a_change_that_breaks_the_application_waits_for_the_next(project: Path) -> None:
    (project / "main.py").write_text(version(1))
    with reloading(project) as server:
        (project / "main.py").write_text("import (\n")
        server.stderr.wait_for(r"^SyntaxError: ")
        server.stderr.wait_for(r"the worker \d+ exited with code 1; a change of the files starts another$")
        (project / "main.py").write_text(version(3))
        until(lambda: answer_of(server) == 3)
        assert server.stop() == 0


def test_an_application_that_is_broken_at_first_is_served_once_mended(project: Path) -> None:
    (project / "main.py").write_text("raise RuntimeError\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "fasterapi", "run", "main.py", "--reload", "--port", "0"],
        cwd=project,
        env=environment_with(None),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process, process.stderr as stderr:
        for line in stderr:
            if "a change of the files starts another" in line:
                (project / "main.py").write_text(version(1))
            if said := re.match(r"FasterAPI serving (\S+)", line):
                assert httpx.get(f"{said[1]}/", timeout=PATIENCE_S).json() == 1
                process.terminate()
        assert process.wait(PATIENCE_S) == 0


def test_a_request_that_does_not_end_does_not_hold_up_a_reload(project: Path) -> None:
    forever = (
        version(1)
        + "\n\n@app.get('/forever')\nasync def forever() -> None:\n    print('begun', flush=True)\n"
    )
    (project / "main.py").write_text(forever + "    await asyncio.sleep(3600)\n")
    with reloading(project) as server:
        failures: list[httpx.HTTPError] = []

        def ask() -> None:
            try:
                server.get("/forever")
            except httpx.HTTPError as error:
                failures.append(error)

        asking = threading.Thread(target=ask)
        asking.start()
        server.stdout.wait_for("begun")
        (project / "main.py").write_text(version(2))
        asking.join()
        assert len(failures) == 1
        until(lambda: answer_of(server) == 2)


def test_no_process_is_left_of_a_reloading_server(project: Path) -> None:
    with reloading(project) as server:
        processes = server.children()
        assert len(processes) == 2  # the worker and the watcher
        server.signal(signal.SIGKILL)
        server.wait()
        until(lambda: all(has_ended(process) for process in processes))
