"""Several members of the body, and one that is embedded."""

from typing import Annotated

from fasterapi import App, Body, Model, Path

app = App()


class Song(Model):
    title: str
    seconds: float


class Listener(Model):
    name: str
    full_name: str | None = None


@app.put("/optional/{song_id}")
async def optional(
    song_id: Annotated[int, Path(ge=0, le=1000)], q: str | None = None, song: Song | None = None
):
    return {"song_id": song_id, "q": q, "song": song}


@app.put("/songs/{song_id}")
async def several(song_id: int, song: Song, listener: Listener):
    return {"song_id": song_id, "song": song, "listener": listener}


@app.put("/songs/{song_id}/rating")
async def single_values(
    song_id: int,
    song: Song,
    listener: Listener,
    stars: Annotated[int, Body(gt=0)],
    q: str | None = None,
):
    return {"song_id": song_id, "song": song, "listener": listener, "stars": stars, "q": q}


@app.put("/embedded/{song_id}")
async def embedded(song_id: int, song: Annotated[Song, Body(embed=True)]):
    return {"song_id": song_id, "song": song}
