"""jsonable_encoder: models, dates and the rest as what JSON has."""

import json
from datetime import datetime

from fasterapi import App, Model
from fasterapi.encoders import jsonable_encoder

app = App()

STORE: dict[str, str] = {}


class Entry(Model):
    title: str
    written: datetime
    note: str | None = None


@app.put("/entries/{entry_id}")
def replace_entry(entry_id: str, entry: Entry):
    encoded = jsonable_encoder(entry)
    STORE[entry_id] = json.dumps(encoded)
    return {"kind": type(encoded["written"]).__name__}


@app.get("/entries/{entry_id}")
def read_entry(entry_id: str):
    return json.loads(STORE[entry_id])
