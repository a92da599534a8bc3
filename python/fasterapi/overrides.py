"""Plans with other functions in place of some dependencies: what `App.dependency_overrides` asks for."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from fasterapi.keys import Called

if TYPE_CHECKING:
    from fasterapi.plan import Plan

__all__ = ["Overridden"]


class Overridden:
    """The plans that were made anew, each once for the same overrides."""

    def __init__(self) -> None:
        self._plans: dict[Hashable, tuple[Plan, Plan]] = {}

    def plan(self, plan: Plan, overrides: Mapping[Any, Any]) -> Plan:
        """`plan` itself if none of its dependencies is overridden."""
        replaced = {Called(call) for call in overrides}
        if plan.compile_with is None or not any(Called(step.call) in replaced for step in plan.steps[:-1]):
            return plan
        key = (id(plan), tuple((Called(old), Called(new)) for old, new in overrides.items()))
        if key not in self._plans:
            # The plan is kept, so that no other gets its id.
            self._plans[key] = (plan, plan.compile_with(dict(overrides)))
        return self._plans[key][1]
