"""Cookie()."""

from typing import Annotated

from fasterapi import App, Cookie

app = App()


@app.get("/adverts")
async def read_adverts(shown_id: Annotated[str | None, Cookie()] = None):
    return {"shown_id": shown_id}


@app.get("/visits")
async def read_visits(visits: Annotated[int, Cookie()]):
    return {"visits": visits}
