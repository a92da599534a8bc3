"""The environment that programs other than ours run in."""

from __future__ import annotations

import os

__all__ = ["without_sanitizers"]


def without_sanitizers() -> dict[str, str]:
    """The environment of this process, but for the sanitizers that are preloaded for our server.

    They are none of a client's business: curl, ab and go run slowly with them, Chromium not at all.
    """
    return {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
