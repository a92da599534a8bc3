"""Form(): fields of a form as browsers send it, urlencoded."""

from typing import Annotated

from fasterapi import App, Form

app = App()


@app.post("/login")
async def login(username: Annotated[str, Form()], password: Annotated[str, Form(min_length=4)]):
    return {"username": username, "length": len(password)}


@app.post("/survey")
async def survey(
    age: Annotated[int | None, Form()] = None,
    likes: Annotated[list[str], Form(alias="like")] = [],
):
    return {"age": age, "likes": likes}
