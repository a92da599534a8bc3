"""Registering and signing in."""

import secrets
from datetime import UTC, datetime
from typing import Annotated

from fasterapi import Depends, HTTPException, OAuth2PasswordRequestForm, Router

from .models import NewUser, StoredUser, Token, User
from .security import CurrentUser, hash_password, is_password
from .store import TOKEN_SECONDS, CurrentStore

router = Router(tags=["users"])


@router.post("/users", status_code=201, response_model=User, responses={409: {"description": "Name taken"}})
def register(new: NewUser, store: CurrentStore) -> StoredUser:
    """Register a user."""
    salt = secrets.token_bytes(16)
    user = StoredUser(
        name=new.name,
        role=new.role,
        since=datetime.now(UTC),
        salt=salt,
        password_hash=hash_password(new.password, salt),
    )
    if store.users.setdefault(user.name, user) is not user:
        raise HTTPException(409, f"There is a user {new.name!r} already")
    return user


@router.post("/token", responses={400: {"description": "Wrong name or password"}})
def sign_in(form: Annotated[OAuth2PasswordRequestForm, Depends()], store: CurrentStore) -> Token:
    """Get a token for a name and a password."""
    user = store.users.get(form.username)
    if user is None or not is_password(user, form.password):
        raise HTTPException(400, "Wrong name or password")
    return Token(access_token=store.new_token(user), expires_in=TOKEN_SECONDS)


@router.get("/users/me", response_model=User, responses={401: {"description": "Not signed in"}})
async def me(user: CurrentUser) -> StoredUser:
    """Who I am."""
    return user
