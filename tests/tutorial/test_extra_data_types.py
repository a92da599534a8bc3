from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid

JOURNEY = "2b5f1f0e-6c0a-4a63-8f0b-5a5d5b7f9f10"
TRIP = {"leaves": "2026-03-01T08:00:00Z", "arrives": "2026-03-01T10:30:00Z", "stops_for": 600}
TIMES = {"leaves": "2026-03-01T08:00:00+00:00", "arrives": "2026-03-01T10:30:00+00:00"}


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        (
            JOURNEY,
            {**TRIP, "repeats_at": "08:00:00", "until": "2026-12-31"},
            (
                200,
                {
                    "journey_id": JOURNEY,
                    **TIMES,
                    "stops_for": 600.0,
                    "repeats_at": "08:00:00",
                    "until": "2026-12-31",
                    "moves_for": 8400.0,
                },
            ),
        ),
        (
            JOURNEY.upper(),
            {**TRIP, "stops_for": "PT10M"},
            (
                200,
                {
                    "journey_id": JOURNEY,
                    **TIMES,
                    "stops_for": 600.0,
                    "repeats_at": None,
                    "until": None,
                    "moves_for": 8400.0,
                },
            ),
        ),
        (
            "number-5",
            {**TRIP, "until": "tomorrow"},
            invalid(
                error(
                    "uuid_parsing",
                    "path.journey_id",
                    "Input should be a valid UUID, invalid character: found `n` at 0",
                    "number-5",
                    error="invalid character: found `n` at 0",
                ),
                error(
                    "date_from_datetime_parsing",
                    "body.until",
                    "Input should be a valid date or datetime, input is too short",
                    "tomorrow",
                    error="input is too short",
                ),
            ),
        ),
    ],
)
def test_journeys(client: Any, path: str, body: Any, expected: Any) -> None:
    assert answer(client.put(f"/journeys/{path}", json=body)) == expected


def test_others(client: Any) -> None:
    body = {"price": "1.10", "colours": ["red", "blue", "red"], "data": "abc"}
    expected = {"price": 2.2, "colours": ["blue", "red"], "data": "abc", "kind": "bytes"}
    assert answer(client.post("/others", json=body)) == (200, expected)
