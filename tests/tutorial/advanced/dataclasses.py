"""Dataclasses as bodies and answers, nested."""

from dataclasses import dataclass, field

from fasterapi import App

app = App()


@dataclass
class Tune:
    name: str
    beats: float
    tags: list[str] = field(default_factory=list)
    note: str | None = None


@dataclass
class Composer:
    name: str
    tunes: list[Tune] = field(default_factory=list)


@app.post("/tunes")
async def create_tune(tune: Tune):
    return tune


@app.get("/tunes/next", response_model=Tune)
async def read_next():
    return {"name": "Reel", "beats": 4, "note": "Fast", "tags": ["dance"], "secret": "s"}


@app.post("/composers/{name}/tunes", response_model=Composer)
async def create_tunes(name: str, tunes: list[Tune]):
    return {"name": name, "tunes": tunes}


@app.get("/composers", response_model=list[Composer])
def read_composers():
    return [Composer("Turlough", [Tune("Planxty", 6)]), Composer("Anon")]
