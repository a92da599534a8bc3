"""Path() and Query() with bounds of numbers."""

from typing import Annotated

from fasterapi import App, Path, Query

app = App()


@app.get("/rooms/{room_id}")
async def read_room(
    *,
    room_id: Annotated[int, Path(title="The number on the door", ge=1, le=999)],
    q: str,
    size: Annotated[float, Query(gt=0, lt=10.5)] = 1,
):
    return {"room_id": room_id, "q": q, "size": size}


@app.get("/floors/{floor}")
async def read_floor(floor: Annotated[int, Path(gt=0)], step: Annotated[int, Query(multiple_of=5)] = 5):
    return {"floor": floor, "step": step}
