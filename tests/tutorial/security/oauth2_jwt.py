"""Signed tokens that expire, and passwords of which only a hash is kept."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Annotated

import jwt
from fasterapi import App, Depends, HTTPException, Model, status
from fasterapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm

# A real one is made by `openssl rand -hex 32` and comes from the environment.
KEY = "f2" * 32
ALGORITHM = "HS256"
LIFETIME = timedelta(minutes=30)

app = App()

token_of = OAuth2PasswordBearer(tokenUrl="token")


class Token(Model):
    access_token: str
    token_type: str


class User(Model):
    username: str
    full_name: str | None = None


class StoredUser(User):
    password_hash: bytes


def hashed(password: str, salt: bytes) -> bytes:
    return salt + hashlib.scrypt(password.encode(), salt=salt, n=2**4, r=8, p=1)


def is_password(password: str, password_hash: bytes) -> bool:
    return hmac.compare_digest(hashed(password, password_hash[:16]), password_hash)


USERS = {
    "ada": StoredUser(username="ada", full_name="Ada", password_hash=hashed("engine", b"sixteen bytes !!"))
}


def authenticated(username: str, password: str) -> StoredUser | None:
    user = USERS.get(username)
    return user if user is not None and is_password(password, user.password_hash) else None


def make_token(username: str, lifetime: timedelta = LIFETIME) -> str:
    return jwt.encode({"sub": username, "exp": datetime.now(UTC) + lifetime}, KEY, algorithm=ALGORITHM)


async def current_user(token: Annotated[str, Depends(token_of)]) -> StoredUser:
    refused = HTTPException(
        status_code=status.HTTP_401_UNAUTHORIZED,
        detail="Could not validate credentials",
        headers={"WWW-Authenticate": "Bearer"},
    )
    try:
        username = jwt.decode(token, KEY, algorithms=[ALGORITHM]).get("sub")
    except jwt.InvalidTokenError:
        raise refused from None
    if username not in USERS:
        raise refused
    return USERS[username]


@app.post("/token")
async def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Token:
    user = authenticated(form.username, form.password)
    if user is None:
        raise HTTPException(
            status_code=status.HTTP_401_UNAUTHORIZED,
            detail="Incorrect username or password",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return Token(access_token=make_token(user.username), token_type="bearer")


@app.get("/users/me", response_model=User)
async def read_me(user: Annotated[StoredUser, Depends(current_user)]):
    return user
