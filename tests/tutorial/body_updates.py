"""PUT replaces; PATCH changes what was sent: exclude_unset and model_copy(update=)."""

from fasterapi import App, Model
from fasterapi.encoders import jsonable_encoder

app = App()


class Lamp(Model):
    name: str | None = None
    note: str | None = None
    price: float | None = None
    tax: float = 10.5
    tags: list[str] = []


LAMPS = {
    "desk": {"name": "Desk", "price": 50.2},
    "floor": {"name": "Floor", "note": "Tall", "price": 62, "tax": 20.2},
}


@app.get("/lamps/{lamp_id}", response_model=Lamp)
async def read_lamp(lamp_id: str):
    return LAMPS[lamp_id]


@app.put("/lamps/{lamp_id}", response_model=Lamp)
async def replace_lamp(lamp_id: str, lamp: Lamp):
    LAMPS[lamp_id] = jsonable_encoder(lamp)
    return LAMPS[lamp_id]


@app.patch("/lamps/{lamp_id}")
async def update_lamp(lamp_id: str, lamp: Lamp) -> Lamp:
    stored = Lamp(**LAMPS[lamp_id])
    updated = stored.model_copy(update=lamp.model_dump(exclude_unset=True))
    LAMPS[lamp_id] = jsonable_encoder(updated)
    return updated
