"""Where peers are installed, at which versions, and why one is not."""

import json
import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "bench"
SOURCES = BENCH / "peers"

# Outside the tree: some 700 MB that no build of the project reads.
DIRECTORY = Path(
    os.environ.get("FASTERAPI_BENCH_DIR")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fasterapi-bench"
)

# Where bench/run installs the project as users get it: optimised, and not editable, which costs start-up.
PYTHON = ROOT / "build/bench/python/bin/python"

# Servers of interest that no package manager offers on Debian 12.
NO_PACKAGE = {"drogon": "Debian 12 has no package of it, nor have PyPI, crates.io, npm and the Go proxy"}


def peer_python(peer: str) -> Path:
    """The interpreter of a Python peer's own environment."""
    return DIRECTORY / "python" / peer / "bin/python"


def state_file(peer: str) -> Path:
    """JSON of bench/setup's last attempt at this peer: "fingerprint" of what was to be installed, "reason"
    it failed or null."""
    return DIRECTORY / "state" / f"{peer}.json"


def reason_missing(peer: str | None) -> str | None:
    """Why this peer cannot be started, in one line; None if it can, or is the project itself."""
    if peer is None:
        return None
    if peer in NO_PACKAGE:
        return NO_PACKAGE[peer]
    try:
        reason: str | None = json.loads(state_file(peer).read_text())["reason"]
    except FileNotFoundError:
        return "not installed: run bench/setup"
    return reason


def pinned(file: str, package: str) -> str:
    """The version of `package` that a requirements file, Cargo.toml or go.mod under bench/peers names."""
    found = re.search(rf"\b{re.escape(package)}\b[^\d\n]*([\d.]+)", (SOURCES / file).read_text())
    if not found:
        raise LookupError(f"{package} is not pinned in bench/peers/{file}")
    return found[1]
