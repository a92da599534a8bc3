"""Names of operations as generated clients call them."""

from fasterapi import App, Model
from fasterapi.routing import APIRoute


def name_of(route: APIRoute) -> str:
    return f"{route.tags[0]}-{route.name}"


app = App(generate_unique_id_function=name_of)


class Item(Model):
    name: str


@app.post("/items", tags=["items"])
async def create(item: Item):
    return {"message": f"{item.name} received"}


@app.get("/items", tags=["items"], response_model=list[Item])
async def read():
    return [{"name": "cup"}]


@app.post("/users", tags=["users"], operation_id="sign_up")
async def create_user():
    return {"message": "welcome"}
