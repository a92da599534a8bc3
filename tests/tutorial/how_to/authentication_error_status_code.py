"""Another answer than 401 where credentials are missing."""

from typing import Annotated

from fasterapi import App, Depends, HTTPException
from fasterapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = App()


class ForbiddingBearer(HTTPBearer):
    def make_not_authenticated_error(self) -> HTTPException:
        return HTTPException(status_code=403, detail="Not authenticated")


@app.get("/me")
def read_me(credentials: Annotated[HTTPAuthorizationCredentials, Depends(ForbiddingBearer())]):
    return {"token": credentials.credentials}
