"""What an answer is: by the return annotation or response_model; filtered, without defaults, in part."""

from typing import Any

from fasterapi import App, JSONResponse, Model, RedirectResponse, Response

app = App()


class Seed(Model):
    name: str
    note: str | None = None
    price: float
    tax: float = 10.5
    tags: list[str] = []


class Person(Model):
    username: str
    email: str


class NewPerson(Person):
    password: str


SEEDS = {
    "oak": {"name": "Oak", "price": 50.2},
    "ash": {"name": "Ash", "note": "Grows high", "price": 62, "tax": 20.2},
    "elm": {"name": "Elm", "note": None, "price": 50.2, "tax": 10.5, "tags": []},
}


@app.post("/annotated")
async def create(seed: Seed) -> Seed:
    return seed


@app.get("/annotated")
async def read_all() -> list[Seed]:
    return [Seed(name="Oak", price=42.0), Seed(name="Ash", price=32.0)]


@app.get("/declared", response_model=list[Seed])
async def read_declared() -> Any:
    return [{"name": "Oak", "price": 42.0}, {"name": "Ash", "price": 32.0, "secret": "s"}]


@app.post("/people", response_model=Person)
async def create_person(person: NewPerson) -> Any:
    return person


@app.post("/people/annotated")
async def create_person_of_base(person: NewPerson) -> Person:
    return person


@app.get("/portal")
async def portal(teleport: bool = False) -> Response:
    if teleport:
        return RedirectResponse("/elsewhere")
    return JSONResponse({"message": "This is where the answer is"})


@app.get("/portal/either", response_model=None)
async def either(teleport: bool = False) -> Response | dict:
    return RedirectResponse("/elsewhere") if teleport else {"message": "no model"}


@app.get("/seeds/{seed_id}", response_model=Seed, response_model_exclude_unset=True)
async def read_seed(seed_id: str):
    return SEEDS[seed_id]


@app.get("/seeds/{seed_id}/name", response_model=Seed, response_model_include={"name", "note"})
async def read_name(seed_id: str):
    return SEEDS[seed_id]


@app.get("/seeds/{seed_id}/public", response_model=Seed, response_model_exclude={"tax"})
async def read_public(seed_id: str):
    return SEEDS[seed_id]


@app.get("/seeds/{seed_id}/changed", response_model=Seed, response_model_exclude_defaults=True)
async def read_changed(seed_id: str):
    return SEEDS[seed_id]


@app.get("/seeds/{seed_id}/some", response_model=Seed, response_model_exclude_none=True)
async def read_some(seed_id: str):
    return SEEDS[seed_id]


@app.get("/broken", response_model=Seed)
async def broken():
    return {"name": "Oak"}
