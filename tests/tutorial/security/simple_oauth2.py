"""The password flow: a form for a token, and who is behind the token."""

import hashlib
from typing import Annotated

from fasterapi import App, Depends, HTTPException, Model, status
from fasterapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm

app = App()

token_of = OAuth2PasswordBearer(tokenUrl="token")


class User(Model):
    username: str
    email: str
    disabled: bool = False


class StoredUser(User):
    password_hash: str


def hashed(password: str, username: str) -> str:
    return hashlib.scrypt(password.encode(), salt=username.encode(), n=2**4, r=1, p=1).hex()


USERS = {
    "ada": StoredUser(username="ada", email="ada@example.com", password_hash=hashed("engine", "ada")),
    "bob": StoredUser(
        username="bob", email="bob@example.com", disabled=True, password_hash=hashed("builder", "bob")
    ),
}


async def current_user(token: Annotated[str, Depends(token_of)]):
    if token not in USERS:
        raise HTTPException(
            status_code=status.HTTP_401_UNAUTHORIZED,
            detail="Not authenticated",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return USERS[token]


async def active_user(user: Annotated[StoredUser, Depends(current_user)]):
    if user.disabled:
        raise HTTPException(status_code=400, detail="Inactive user")
    return user


@app.post("/token")
async def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    user = USERS.get(form.username)
    if user is None or user.password_hash != hashed(form.password, form.username):
        raise HTTPException(status_code=400, detail="Incorrect username or password")
    return {"access_token": user.username, "token_type": "bearer"}


@app.get("/users/me", response_model=User)
async def read_me(user: Annotated[StoredUser, Depends(active_user)]):
    return user
