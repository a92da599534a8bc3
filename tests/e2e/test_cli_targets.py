"""The command line: how applications are found, and what is said of an application that has an error."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from .project import MAIN, write
from .running import Running, command_line

# --- finding the application


@pytest.mark.parametrize("target", ["main.py", "main.py:app", "main:app", "main", "./main.py"])
def test_targets(project: Path, target: str) -> None:
    with Running("run", target, "--port", "0", cwd=project) as server:
        assert server.get("/").json() == "main"
        assert server.announced_pid == server.pid
    assert server.stderr.text == f"FasterAPI serving {server.url} (pid {server.pid})\n"


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("shop/web.py", "shop.web"),
        ("shop.web:app", "shop.web"),
        ("shop.web", "shop.web"),
        ("shop/__init__.py:web.app", "shop.web"),
        ("shop:web.app", "shop.web"),
        ("other/main.py", "main"),
    ],
)
def test_targets_in_packages_and_folders(project: Path, target: str, name: str) -> None:
    write(project / "shop/__init__.py", "from . import web\n")
    write(project / "shop/names.py", "INDEX = '/'\n")
    write(
        project / "shop/web.py",
        MAIN.replace("app =", "from .names import INDEX\napp =").replace('"/"', "INDEX"),
    )
    write(project / "other/main.py", MAIN)
    with Running("run", target, "--port", "0", cwd=project) as server:
        assert server.get("/").json() == name


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("none.py", "there is no file 'none.py': looked for {project}/none.py"),
        (
            "none:app",
            "there is no module 'none': looked for none.py and none/__init__.py in {project}, "
            "and among the installed packages",
        ),
        (
            "main.none:app",
            "there is no module 'main.none': looked for main/none.py and main/none/__init__.py in {project}, "
            "and among the installed packages",
        ),
        (
            "main:application",
            "module 'main' ({project}/main.py) has no attribute 'application'; "
            "it has an App named 'app': write main:app",
        ),
        ("empty", "module 'empty' ({project}/empty.py) has no attribute 'app'"),
        (
            "main:index",
            "main:index is no fasterapi.App but a function; does it make one? Then write app = index()",
        ),
        ("empty:__name__", "empty:__name__ is no fasterapi.App but a str"),
        ("main:app()", "'main:app()': 'app()' is not the name of an attribute"),
        (
            "main/app",
            "'main/app' names no application: write module:app, package.module:app or path/to/main.py",
        ),
        ("v1.2.py", "'v1.2.py' cannot be imported: a module's name has no dots, rename the file"),
        (
            "sub/threading.py",
            "{project}/sub/threading.py is hidden by {stdlib}, which has the same name: rename the file",
        ),
        (
            "time.py",
            "{project}/time.py is hidden by the built-in module time, "
            "which has the same name: rename the file",
        ),
    ],
)
def test_what_cannot_be_found_is_named(project: Path, target: str, message: str) -> None:
    for name in ("v1.2.py", "sub/threading.py", "time.py"):
        write(project / name, MAIN)
    write(project / "empty.py", "")
    run = command_line("run", target, "--port", "0", cwd=project)
    expected = message.format(project=project, stdlib=threading.__file__)
    assert (run.returncode, run.stderr) == (2, f"fasterapi: error: {expected}\n")


# --- errors in the application


def test_an_error_in_the_import_is_shown_as_python_shows_it(project: Path) -> None:
    write(project / "broken.py", "import helper\n")
    write(project / "helper.py", "def fail() -> None:\n    raise KeyError('x')\n\n\nfail()\n")
    run = command_line("run", "broken.py", "--port", "0", cwd=project)
    assert run.returncode == 1
    plain = re.sub(r"^ +[~^]+$\n", "", run.stderr, flags=re.MULTILINE)
    assert plain == (
        "Traceback (most recent call last):\n"
        f'  File "{project}/broken.py", line 1, in <module>\n'
        "    import helper\n"
        f'  File "{project}/helper.py", line 5, in <module>\n'
        "    fail()\n"
        f'  File "{project}/helper.py", line 2, in fail\n'
        "    raise KeyError('x')\n"
        "KeyError: 'x'\n"
    )


def test_a_syntax_error_is_shown_as_python_shows_it(project: Path) -> None:
    write(project / "broken.py", "def f(:\n")
    run = command_line("run", "broken.py", "--port", "0", cwd=project)
    assert (run.returncode, run.stderr) == (
        1,
        f'  File "{project}/broken.py", line 1\n    def f(:\n          ^\nSyntaxError: invalid syntax\n',
    )


def test_a_module_that_the_application_lacks_is_its_own_error(project: Path) -> None:
    write(project / "broken.py", "import not_installed\n")
    run = command_line("run", "broken.py", "--port", "0", cwd=project)
    assert run.returncode == 1
    assert run.stderr.startswith(
        f'Traceback (most recent call last):\n  File "{project}/broken.py", line 1, in <module>\n'
    )
    assert run.stderr.endswith("ModuleNotFoundError: No module named 'not_installed'\n")


def test_a_mistake_in_a_declaration_is_found_at_the_start(project: Path) -> None:
    write(project / "main.py", MAIN.replace("index()", "index(q: complex)"))
    run = command_line("run", "main.py", "--port", "0", cwd=project)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        "fasterapi.exceptions.DeclarationError: main.index(), parameter 'q': "
        "<class 'complex'> is no type that a value can be checked against"
    )
    assert f'File "{project}/main.py", line 6, in <module>' in run.stderr


def test_a_path_the_router_refuses_is_named(project: Path) -> None:
    write(project / "main.py", MAIN.replace('"/"', '"/{a}{b}"'))
    run = command_line("run", "main.py", "--port", "0", cwd=project)
    assert run.returncode == 2
    assert run.stderr.startswith("fasterapi: error: ")
    assert "/{a}{b}" in run.stderr


def test_a_route_that_comes_too_late_is_refused(project: Path) -> None:
    write(
        project / "main.py", MAIN.replace("return __name__", "app.get('/late')(index)\n    return 'declared'")
    )
    with Running("run", "main.py", "--port", "0", cwd=project) as server:
        assert server.get("/").status_code == 500
        server.stderr.wait_for(
            r"^RuntimeError: '/late' is declared too late: the application is being served$"
        )
