"""The smallest application."""

from fasterapi import App

app = App()


@app.get("/")
async def greet():
    return {"greeting": "Good morning"}


@app.post("/")
def greet_back():
    return ["dict", "list", "str", "int", "model"]
