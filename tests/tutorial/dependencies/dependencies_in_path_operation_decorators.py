"""Dependencies of a route whose values nobody needs."""

from typing import Annotated

from fasterapi import App, Depends, Header, HTTPException

app = App()


async def check_token(x_token: Annotated[str, Header()]):
    if x_token != "right-token":
        raise HTTPException(status_code=400, detail="Wrong X-Token")


async def check_key(x_key: Annotated[str, Header()]):
    if x_key != "right-key":
        raise HTTPException(status_code=400, detail="Wrong X-Key")
    return x_key


@app.get("/letters", dependencies=[Depends(check_token), Depends(check_key)])
async def read_letters():
    return ["a", "b"]
