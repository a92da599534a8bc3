"""Scopes: what a token allows, and what routes and their dependencies ask for."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import jwt
from fasterapi import App, Depends, HTTPException, Model, Security, ValidationError
from fasterapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm, SecurityScopes

KEY = "f2" * 32

app = App()

token_of = OAuth2PasswordBearer(
    tokenUrl="token", scopes={"me": "Read who you are.", "items": "Read your items."}
)


class TokenData(Model):
    sub: str
    scopes: list[str] = []


class User(Model):
    username: str
    disabled: bool = False


PASSWORDS = {"ada": "engine", "bob": "builder"}
USERS = {"ada": User(username="ada"), "bob": User(username="bob", disabled=True)}


async def current_user(scopes: SecurityScopes, token: Annotated[str, Depends(token_of)]) -> User:
    challenge = f'Bearer scope="{scopes.scope_str}"' if scopes.scopes else "Bearer"
    headers = {"WWW-Authenticate": challenge}
    try:
        data = TokenData.model_validate(jwt.decode(token, KEY, algorithms=["HS256"]))
    except (jwt.InvalidTokenError, ValidationError):
        raise HTTPException(401, "Could not validate credentials", headers) from None
    if any(scope not in data.scopes for scope in scopes.scopes):
        raise HTTPException(401, "Not enough permissions", headers)
    return USERS[data.sub]


async def active_user(user: Annotated[User, Security(current_user, scopes=["me"])]) -> User:
    if user.disabled:
        raise HTTPException(400, "Inactive user")
    return user


@app.post("/token")
async def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    if PASSWORDS.get(form.username) != form.password:
        raise HTTPException(400, "Incorrect username or password")
    expires = datetime.now(UTC) + timedelta(minutes=30)
    claims = {"sub": form.username, "scopes": form.scopes, "exp": expires}
    return {"access_token": jwt.encode(claims, KEY, algorithm="HS256"), "token_type": "bearer"}


@app.get("/users/me")
async def read_me(user: Annotated[User, Depends(active_user)]) -> User:
    return user


@app.get("/users/me/items")
async def read_items(user: Annotated[User, Security(active_user, scopes=["items"])]):
    return [{"item": "cup", "owner": user.username}]


@app.get("/status")
async def read_status(user: Annotated[User, Depends(current_user)]):
    return {"status": "ok"}
