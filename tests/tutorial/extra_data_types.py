"""UUID, dates and times, durations, Decimal, frozenset, bytes."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fasterapi import App, Body

app = App()


@app.put("/journeys/{journey_id}")
async def replace_journey(
    journey_id: UUID,
    leaves: Annotated[datetime, Body()],
    arrives: Annotated[datetime, Body()],
    stops_for: Annotated[timedelta, Body()],
    repeats_at: Annotated[time | None, Body()] = None,
    until: Annotated[date | None, Body()] = None,
):
    return {
        "journey_id": journey_id,
        "leaves": leaves,
        "arrives": arrives,
        "stops_for": stops_for,
        "repeats_at": repeats_at,
        "until": until,
        "moves_for": arrives - leaves - stops_for,
    }


@app.post("/others")
async def others(
    price: Annotated[Decimal, Body()],
    colours: Annotated[frozenset[str], Body()],
    data: Annotated[bytes, Body()],
):
    return {"price": price * 2, "colours": sorted(colours), "data": data, "kind": type(data).__name__}
