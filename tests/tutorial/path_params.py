"""Parameters of the path: typed, in order, one of several values, with slashes."""

from enum import Enum

from fasterapi import App

app = App()


class Planet(str, Enum):
    earth = "earth"
    mars = "mars"
    venus = "venus"


@app.get("/untyped/{item_id}")
async def read_untyped(item_id):
    return {"item_id": item_id}


@app.get("/items/{item_id}")
async def read_item(item_id: int):
    return {"item_id": item_id}


# Before /users/{user_id}: the first route that matches has the request.
@app.get("/users/me")
async def read_me():
    return {"user_id": "whoever asks"}


@app.get("/users/{user_id}")
async def read_user(user_id: str):
    return {"user_id": user_id}


@app.get("/planets/{planet}")
async def read_planet(planet: Planet):
    if planet is Planet.earth:
        return {"planet": planet, "note": "you are here"}
    if planet.value == "mars":
        return {"planet": planet, "note": "red"}
    return {"planet": planet, "note": "hot"}


@app.get("/files/{file_path:path}")
async def read_file(file_path: str):
    return {"file_path": file_path}
