"""OAuth2PasswordBearer: a token has to come along."""

from typing import Annotated

from fasterapi import App, Depends
from fasterapi.security import OAuth2PasswordBearer

app = App()

token_of = OAuth2PasswordBearer(tokenUrl="token")


@app.get("/diary")
async def read_diary(token: Annotated[str, Depends(token_of)]):
    return {"token": token}
