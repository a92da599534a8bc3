"""Fixtures and settings that all black-box tests share."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
from hypothesis import configuration

# What Hypothesis remembers from run to run goes where everything goes that is made and not committed.
configuration.set_hypothesis_home_dir(Path(__file__).resolve().parents[1] / "build" / "hypothesis")

# The same examples on every run and machine; a slow machine is no failure.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
# Other examples on each run, and ten times as many (tests/effort.py).
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
