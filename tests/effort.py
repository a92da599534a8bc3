"""How many generated examples a test looks at."""

from __future__ import annotations

import os

__all__ = ["examples"]


def examples(thorough: int) -> int:
    """A tenth of `thorough`, but twenty at least; all of it with HYPOTHESIS_PROFILE=explore."""
    return thorough if os.environ.get("HYPOTHESIS_PROFILE") == "explore" else max(thorough // 10, 20)
