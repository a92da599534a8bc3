"""A key that clients were given, in a field of their requests."""

from __future__ import annotations

from typing import Literal

from fasterapi.request import Request
from fasterapi.security.base import SecurityBase

__all__ = ["APIKeyCookie", "APIKeyHeader", "APIKeyQuery"]


class APIKeyBase(SecurityBase):
    """The key is called `name`; the rest is as in SecurityBase."""

    challenge = "APIKey"  # not registered: RFC 9110 wants one with every 401
    location: Literal["query", "header", "cookie"]

    def __init__(
        self,
        *,
        name: str,
        scheme_name: str | None = None,
        description: str | None = None,
        auto_error: bool = True,
    ) -> None:
        self.name = name
        model = {"type": "apiKey", "in": self.location, "name": name}
        super().__init__(model, scheme_name, description, auto_error)

    def check_api_key(self, api_key: str | None) -> str | None:
        """The key, or None.

        Raises:
            HTTPException: there is none, or an empty one, and `auto_error` is on.
        """
        return self.found(api_key or None)


class APIKeyQuery(APIKeyBase):
    """A key in the query."""

    location = "query"

    async def __call__(self, request: Request) -> str | None:
        """The key that a request has."""
        return self.check_api_key(request.query_params.get(self.name))


class APIKeyHeader(APIKeyBase):
    """A key in a header field."""

    location = "header"

    async def __call__(self, request: Request) -> str | None:
        """The key that a request has."""
        return self.check_api_key(request.headers.get(self.name))


class APIKeyCookie(APIKeyBase):
    """A key in a cookie."""

    location = "cookie"

    async def __call__(self, request: Request) -> str | None:
        """The key that a request has."""
        return self.check_api_key(request.cookies.get(self.name))
