"""OpenID Connect: only its discovery is documented, and what the client sends is taken as it is."""

from __future__ import annotations

from fasterapi.request import Request
from fasterapi.security.base import SecurityBase

__all__ = ["OpenIdConnect"]


class OpenIdConnect(SecurityBase):
    """The Authorization field as it is; `openIdConnectUrl` is where its provider is described."""

    def __init__(
        self,
        *,
        openIdConnectUrl: str,  # noqa: N803  (OpenAPI's name)
        scheme_name: str | None = None,
        description: str | None = None,
        auto_error: bool = True,
    ) -> None:
        model = {"type": "openIdConnect", "openIdConnectUrl": openIdConnectUrl}
        super().__init__(model, scheme_name, description, auto_error)

    async def __call__(self, request: Request) -> str | None:
        """The whole field."""
        return self.found(request.headers.get("authorization") or None)
