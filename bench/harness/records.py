"""What one run of the benchmark leaves behind: bench/results/*.json."""

import json
import os
import platform
import re
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.peers import BENCH, PYTHON, ROOT, peer_python


@dataclass(frozen=True)
class Load:
    """One measured load of one workload.

    CPU is of the server's process tree; `*_cpu` are in cores, `other_cpu` what the rest of the machine took
    meanwhile. `calls` is how often the handler ran, None for a server without one. `pss_mib` is taken right
    after.
    """

    requests: int
    seconds: float
    p50_us: float
    p99_us: float
    errors: int
    calls: int | None
    user_us: float
    system_us: float
    server_cpu: float
    client_cpu: float
    other_cpu: float
    pss_mib: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds

    @property
    def cpu_us(self) -> float:
        """The server's microseconds of CPU for each answer."""
        return self.user_us + self.system_us


@dataclass(frozen=True)
class Record:
    """One server and one workload in one round.

    `workload` and `load` are None where there was none to be had, and `failure` says why. `window` is
    connections times depth: so many answers can be under way when a load ends. `start_s` is from spawn to the
    first answer, `idle_mib` the memory (PSS) then.
    """

    round: int
    server: str
    title: str
    workload: str | None = None
    window: int = 0
    start_s: float | None = None
    idle_mib: float | None = None
    failure: str | None = None
    issues: list[str] = field(default_factory=list)
    load: Load | None = None


def environment() -> dict[str, str]:
    """The machine and the versions that a result depends on."""
    cpu = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "date": time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()),
        "commit": commit.stdout.strip(),
        "cpu": f"{os.cpu_count()} x {cpu[1] if cpu else platform.machine()}",
        "kernel": platform.release(),
        "cpython": " and ".join(sorted({_version(PYTHON), _version(peer_python("asgi"))} - {""})),
    }


def _version(python: Path) -> str:
    """Of a virtual environment's CPython; empty if there is none."""
    configuration = python.parents[1] / "pyvenv.cfg"
    found = (
        re.search(r"^version = (.*)$", configuration.read_text(), re.MULTILINE)
        if configuration.exists()
        else None
    )
    return found[1] if found else ""


def new_file(kind: str) -> Path:
    """Where to write the results of a run that starts now."""
    return BENCH / "results" / time.strftime(f"{kind}-%Y%m%d-%H%M%S.json", time.gmtime())


def save(file: Path, about: dict[str, str], records: list[dict[str, Any]]) -> None:
    """Write what is known so far, so that a run that is stopped leaves it behind."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"about": about, "records": records}, indent=1) + "\n")


def read(file: Path) -> tuple[dict[str, str], list[Record]]:
    """(about, records) as bench/bench.py saved them."""
    saved = json.loads(file.read_text())
    records = [
        Record(**entry | {"load": Load(**entry["load"]) if entry["load"] else None})
        for entry in saved["records"]
    ]
    return saved["about"], records
