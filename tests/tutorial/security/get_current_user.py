"""A dependency that makes of the token the user it is of."""

from typing import Annotated

from fasterapi import App, Depends, Model
from fasterapi.security import OAuth2PasswordBearer

app = App()

token_of = OAuth2PasswordBearer(tokenUrl="token")


class User(Model):
    username: str
    email: str | None = None


async def current_user(token: Annotated[str, Depends(token_of)]) -> User:
    return User(username=f"{token}-decoded", email="ada@example.com")


@app.get("/users/me")
async def read_me(user: Annotated[User, Depends(current_user)]) -> User:
    return user
