"""What several routers ask for."""

from typing import Annotated

from fasterapi import Header, HTTPException


async def check_header_token(x_token: Annotated[str, Header()]):
    if x_token != "right-token":
        raise HTTPException(status_code=400, detail="Wrong X-Token")


async def check_query_token(token: str):
    if token != "ada":
        raise HTTPException(status_code=400, detail="Wrong token")
