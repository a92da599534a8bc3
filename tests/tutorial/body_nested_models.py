"""Models within models; lists, sets and dicts of them; URLs as texts; bodies that are lists or dicts."""

from fasterapi import App, Model

app = App()


class Picture(Model):
    url: str
    name: str


class Dish(Model):
    name: str
    price: float
    tags: set[str] = set()
    steps: list[str] = []
    pictures: list[Picture] | None = None
    cover: Picture | None = None


class Menu(Model):
    name: str
    dishes: list[Dish]


@app.put("/dishes/{dish_id}")
async def replace_dish(dish_id: int, dish: Dish):
    return {"dish_id": dish_id, "tags": sorted(dish.tags), "dish": dish.model_dump(exclude={"tags"})}


@app.post("/menus")
async def create_menu(menu: Menu):
    return {"name": menu.name, "prices": {dish.name: dish.price for dish in menu.dishes}}


@app.post("/pictures")
async def create_pictures(pictures: list[Picture]):
    return [picture.name for picture in pictures]


@app.post("/weights")
async def create_weights(weights: dict[int, float]):
    return weights
