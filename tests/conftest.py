"""Fixtures and settings that all black-box tests share."""

from __future__ import annotations

import os

import hypothesis

# The same examples on every run and machine; a slow machine is no failure.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
