"""Classes where pickle finds them."""

from __future__ import annotations

from fasterapi.models import Model


class Ours(Model):
    """A plain model."""

    x: int
    w: str = "w"
    _z: int = 7


class OursExtra(Ours, extra="allow"):
    """One with members that are no fields."""
