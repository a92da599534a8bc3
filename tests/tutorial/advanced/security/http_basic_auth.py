"""HTTP Basic: name and password with each request, compared in constant time."""

import secrets
from typing import Annotated

from fasterapi import App, Depends, HTTPException, status
from fasterapi.security import HTTPBasic, HTTPBasicCredentials

app = App()

basic = HTTPBasic()


def current_username(credentials: Annotated[HTTPBasicCredentials, Depends(basic)]) -> str:
    is_name = secrets.compare_digest(credentials.username.encode(), b"ada")
    is_password = secrets.compare_digest(credentials.password.encode(), b"engine")
    if not (is_name and is_password):
        raise HTTPException(
            status_code=status.HTTP_401_UNAUTHORIZED,
            detail="Incorrect username or password",
            headers={"WWW-Authenticate": "Basic"},
        )
    return credentials.username


@app.get("/users/me")
def read_me(username: Annotated[str, Depends(current_username)]):
    return {"username": username}
