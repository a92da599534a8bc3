"""Dependencies of the whole application."""

from typing import Annotated

from fasterapi import App, Depends, Header, HTTPException


async def check_token(x_token: Annotated[str, Header()]):
    if x_token != "right-token":
        raise HTTPException(status_code=400, detail="Wrong X-Token")


app = App(dependencies=[Depends(check_token)])


@app.get("/letters")
async def read_letters():
    return ["a", "b"]


@app.get("/numbers")
async def read_numbers():
    return [1, 2]
