"""The schemes of the Authorization field: Basic (RFC 7617), Bearer (RFC 6750), Digest (RFC 7616), others."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fasterapi.exceptions import HTTPException
from fasterapi.request import Request
from fasterapi.security.base import SecurityBase, scheme_and_credentials

__all__ = [
    "HTTPAuthorizationCredentials",
    "HTTPBase",
    "HTTPBasic",
    "HTTPBasicCredentials",
    "HTTPBearer",
    "HTTPDigest",
]


@dataclass
class HTTPBasicCredentials:
    """A name and a password."""

    username: str
    password: str


@dataclass
class HTTPAuthorizationCredentials:
    """An Authorization field: its scheme as the client wrote it, and what follows."""

    scheme: str
    credentials: str


class HTTPScheme(SecurityBase):
    """A scheme called `scheme` in lower case; `model` has more of its documentation."""

    def __init__(
        self,
        scheme: str,
        scheme_name: str | None,
        description: str | None,
        auto_error: bool,
        model: Mapping[str, Any] | None = None,
    ) -> None:
        self.scheme = scheme
        super().__init__(
            {"type": "http", "scheme": scheme, **(model or {})}, scheme_name, description, auto_error
        )

    def make_authenticate_headers(self) -> dict[str, str]:
        """The fields of a 401; may be overridden."""
        return {"WWW-Authenticate": self.scheme.title()}

    def make_not_authenticated_error(self) -> HTTPException:
        """What is raised where credentials are missing; may be overridden."""
        return HTTPException(401, "Not authenticated", self.make_authenticate_headers())

    def credentials_in(self, request: Request, *, of_scheme: str = "") -> HTTPAuthorizationCredentials | None:
        """What the Authorization field has; of the scheme only, if one is given.

        Raises:
            HTTPException: there is none, and `auto_error` is on.
        """
        scheme, credentials = scheme_and_credentials(request.headers.get("authorization"))
        if not scheme or not credentials or (of_scheme and scheme.lower() != of_scheme):
            return self.found(None)
        return HTTPAuthorizationCredentials(scheme=scheme, credentials=credentials)


class HTTPBase(HTTPScheme):
    """Credentials of any scheme; the documentation calls it `scheme`."""

    def __init__(
        self,
        *,
        scheme: str,
        scheme_name: str | None = None,
        description: str | None = None,
        auto_error: bool = True,
    ) -> None:
        super().__init__(scheme, scheme_name, description, auto_error)

    async def __call__(self, request: Request) -> HTTPAuthorizationCredentials | None:
        """The credentials that a request has."""
        return self.credentials_in(request)


class HTTPBasic(HTTPScheme):
    """A name and a password; `realm` is what the client shows when it asks for them."""

    def __init__(
        self,
        *,
        scheme_name: str | None = None,
        realm: str | None = None,
        description: str | None = None,
        auto_error: bool = True,
    ) -> None:
        self.realm = realm
        super().__init__("basic", scheme_name, description, auto_error)

    def make_authenticate_headers(self) -> dict[str, str]:
        """The fields of a 401; may be overridden."""
        return {"WWW-Authenticate": f'Basic realm="{self.realm}"' if self.realm else "Basic"}

    async def __call__(self, request: Request) -> HTTPBasicCredentials | None:
        """The credentials that a request has."""
        scheme, credentials = scheme_and_credentials(request.headers.get("authorization"))
        if scheme.lower() != "basic":
            return self.found(None)
        # Broken ones are refused even if none need be there.
        try:
            username, colon, password = b64decode(credentials).decode("ascii").partition(":")
        except (binascii.Error, ValueError):
            raise self.make_not_authenticated_error() from None
        if not colon:
            raise self.make_not_authenticated_error()
        return HTTPBasicCredentials(username=username, password=password)


class HTTPBearer(HTTPScheme):
    """A token; `bearerFormat` tells people what kind."""

    def __init__(
        self,
        *,
        bearerFormat: str | None = None,  # noqa: N803  (OpenAPI's name)
        scheme_name: str | None = None,
        description: str | None = None,
        auto_error: bool = True,
    ) -> None:
        model = {} if bearerFormat is None else {"bearerFormat": bearerFormat}
        super().__init__("bearer", scheme_name, description, auto_error, model)

    async def __call__(self, request: Request) -> HTTPAuthorizationCredentials | None:
        """The credentials that a request has."""
        return self.credentials_in(request, of_scheme="bearer")


class HTTPDigest(HTTPScheme):
    """What a client made of a password; checking it is the application's."""

    def __init__(
        self, *, scheme_name: str | None = None, description: str | None = None, auto_error: bool = True
    ) -> None:
        super().__init__("digest", scheme_name, description, auto_error)

    async def __call__(self, request: Request) -> HTTPAuthorizationCredentials | None:
        """The credentials that a request has."""
        return self.credentials_in(request, of_scheme="digest")
