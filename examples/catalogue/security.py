"""Who asks, and what they may do."""

import hashlib
import secrets
from typing import Annotated

from fasterapi import Depends, HTTPException, OAuth2PasswordBearer, Security, SecurityScopes

from .models import Role, StoredUser
from .store import CurrentStore

SCOPES = {"items:write": "Add, change and remove items."}
SCOPES_OF_ROLE = {Role.reader: set[str](), Role.editor: {"items:write"}}

bearer = OAuth2PasswordBearer(tokenUrl="token", scopes=SCOPES)


def hash_password(password: str, salt: bytes) -> bytes:
    """Slow on purpose, so call it from a `def` handler: those run in threads."""
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def is_password(user: StoredUser, password: str) -> bool:
    """Whether it is the user's."""
    return secrets.compare_digest(hash_password(password, user.salt), user.password_hash)


async def current_user(
    wanted: SecurityScopes, token: Annotated[str, Depends(bearer)], store: CurrentStore
) -> StoredUser:
    """The user whose token the request has, if it may do what the route wants."""
    challenge = f'Bearer scope="{wanted.scope_str}"' if wanted.scopes else "Bearer"
    user = store.user_of(token)
    if user is None:
        raise HTTPException(401, "Sign in first: POST /token", headers={"WWW-Authenticate": challenge})
    if missing := set(wanted.scopes) - SCOPES_OF_ROLE[user.role]:
        raise HTTPException(
            403, f"This takes {', '.join(sorted(missing))}, which a {user.role.value} has not"
        )
    return user


CurrentUser = Annotated[StoredUser, Depends(current_user)]
Editor = Annotated[StoredUser, Security(current_user, scopes=["items:write"])]
