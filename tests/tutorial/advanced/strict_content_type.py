"""A body is JSON where its Content-Type says so; without one only if strict_content_type=False."""

from fasterapi import App, Model


class Item(Model):
    name: str


app = App()
lenient = App(strict_content_type=False)


@app.post("/items")
@lenient.post("/items")
async def create(item: Item):
    return item
