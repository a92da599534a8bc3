"""Another status than the route's, by a Response of one's own."""

from typing import Annotated

from fasterapi import App, Body, JSONResponse, status

app = App()

GUESTS = {"ada": {"name": "Ada"}}


@app.put("/guests/{guest_id}")
async def put_guest(guest_id: str, name: Annotated[str | None, Body()] = None):
    if guest_id in GUESTS:
        GUESTS[guest_id]["name"] = name
        return GUESTS[guest_id]
    return JSONResponse({"name": name}, status_code=status.HTTP_201_CREATED)
