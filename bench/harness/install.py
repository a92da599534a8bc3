"""Installs what the benchmark compares with, at pinned versions; `bench/setup` runs it.

A peer that is there already is left alone, one whose pins, sources or CPython changed is installed anew. One
that cannot be installed is reported and becomes a row with its reason; only wrk is indispensable.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from harness.peers import BENCH, DIRECTORY, NO_PACKAGE, ROOT, SOURCES, peer_python, state_file


class InstallError(Exception):
    """What went wrong, in one line."""


def run(log: Path, *command: str | Path, folder: Path = BENCH, **environment: str) -> None:
    """Run a command; what it says is appended to `log`."""
    with log.open("a+") as output:
        try:
            done = subprocess.run(
                command, cwd=folder, env=os.environ | environment, stdout=output, stderr=output, check=False
            )
        except FileNotFoundError:
            raise InstallError(f"{command[0]} is not on the PATH") from None
        if done.returncode == 0:
            return
        output.seek(0)
        said = [line.strip() for line in output if line.strip()]
    complaints = [line for line in said if line.lower().startswith("error")] or said
    raise InstallError(complaints[-1] if complaints else f"{command[0]} exited with {done.returncode}")


def install_python(name: str, python: str, log: Path) -> None:
    """A virtual environment with what peers/python/NAME.txt pins."""
    own = peer_python(name)
    run(log, python, "-m", "venv", "--clear", own.parents[1])
    pip = (own, "-m", "pip", "install", "--disable-pip-version-check", "--prefer-binary")
    run(log, *pip, "-r", SOURCES / "python" / f"{name}.txt")


def install_astraapi(python: str, log: Path) -> None:
    """astraapi 0.2.0 cannot be imported on the CPython it asks for: it subscripts a Callable that has no type
    variable. Later releases need 3.14."""
    install_python("astraapi", python, log)
    (types,) = peer_python("astraapi").parents[1].glob("lib/python3*/site-packages/astraapi/_types.py")
    text = types.read_text()
    broken = "Lifespan = Callable[..., Any]"
    if broken not in text:
        raise InstallError("astraapi/_types.py is not the one this repairs")
    mended = 'from typing import TypeVar\nLifespan = Callable[[TypeVar("T")], Any]'
    types.write_text(text.replace(broken, mended))


def build_floor(log: Path) -> None:
    flags = ("-O3", "-std=c++20", "-Wall", "-Wextra", "-Wconversion")
    run(log, os.environ.get("CXX", "c++"), *flags, "-o", DIRECTORY / "bin/floor", BENCH / "floor.cpp")


def build_actix(log: Path) -> None:
    target = DIRECTORY / "cargo"
    build = ("cargo", "build", "--locked", "--release")
    run(log, *build, folder=SOURCES / "actix", CARGO_TARGET_DIR=str(target))
    for program in ("actix_peer", "actix_typed"):
        installed = DIRECTORY / "bin" / program
        installed.unlink(missing_ok=True)  # one that runs cannot be written to
        shutil.copy(target / "release" / program, installed)


def build_go(log: Path) -> None:
    for program, package in (("go_http", "."), ("go_typed", "./typed")):
        run(log, "go", "build", "-o", DIRECTORY / "bin" / program, package, folder=SOURCES / "go_http")


def fingerprint(*parts: str | Path) -> str:
    """Changes with the text of any part; a folder's is that of its files."""
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            digest.update(part.encode())
            continue
        for file in sorted(part.rglob("*")) if part.is_dir() else [part]:
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def attempt(peer: str, wanted: str, install: Callable[[Path], None]) -> None:
    """Install a peer unless it stands as wanted; remember why where it fails."""
    state = state_file(peer)
    if state.exists() and json.loads(state.read_text()) == {"fingerprint": wanted, "reason": None}:
        print(f"{peer}: there already")
        return
    print(f"{peer}: installing", flush=True)
    state.unlink(missing_ok=True)
    log = DIRECTORY / "logs" / f"setup-{peer}.log"
    log.unlink(missing_ok=True)
    reason = None
    try:
        install(log)
    except InstallError as error:
        reason = str(error)
        print(f"{peer}: cannot be installed: {reason} (all of it: {log})", flush=True)
    state.write_text(json.dumps({"fingerprint": wanted, "reason": reason}))


def install_wrk() -> None:
    if shutil.which("wrk"):
        return
    command = ["apt-get", "install", "-y", "wrk"]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"bench/setup: wrk is missing; as root: {' '.join(command)}")
    subprocess.run(command, check=True)


def main() -> None:
    project = ROOT / ".venv/bin/python"
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--python",
        default=str(project) if project.exists() else sys.executable,
        help="the CPython of the Python peers (default: the project's own, for a fair comparison)",
    )
    given: str = parser.parse_args().python
    # Commands run in other folders. Not resolved: a virtual environment's is a link.
    python = str(Path(shutil.which(given) or given).absolute())
    version = subprocess.run([python, "-VV"], capture_output=True, text=True, check=True).stdout
    for folder in ("bin", "logs", "python", "state"):
        (DIRECTORY / folder).mkdir(parents=True, exist_ok=True)
    install_wrk()
    attempt("floor", fingerprint(BENCH / "floor.cpp"), build_floor)
    for requirements in sorted((SOURCES / "python").glob("*.txt")):
        name = requirements.stem
        install = partial(install_astraapi if name == "astraapi" else partial(install_python, name), python)
        attempt(name, fingerprint(requirements, version), install)
    attempt("go_http", fingerprint(SOURCES / "go_http"), build_go)
    attempt("actix", fingerprint(SOURCES / "actix"), build_actix)
    for peer, reason in NO_PACKAGE.items():
        print(f"{peer}: cannot be installed: {reason}")
