"""Settings that models refuse when they are declared."""

from __future__ import annotations

from typing import Any

import pytest
from fasterapi import DeclarationError, Model


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"frosen": True}, "there is no setting 'frosen'; there are .*frozen"),
        ({"ser_json_timedelta": "int"}, "ser_json_timedelta can be iso8601, float, not 'int'"),
        ({"ser_json_bytes": "base32"}, "ser_json_bytes can be utf8, base64, hex, not 'base32'"),
    ],
)
def test_settings_that_are_refused(settings: dict[str, Any], why: str) -> None:
    with pytest.raises(DeclarationError, match=f"Item: {why}"):
        type(Model)("Item", (Model,), {"model_config": settings})


def test_settings_that_change_nothing_are_taken() -> None:
    class Item(Model):
        model_config = {"use_enum_values": False, "ser_json_timedelta": "iso8601"}  # noqa: RUF012  (a setting)

        x: int = 1

    assert Item().x == 1
