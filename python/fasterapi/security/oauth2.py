"""OAuth 2.0 (RFC 6749): tokens in requests, and the form that a client asks for one with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fasterapi.param_functions import Form
from fasterapi.request import Request
from fasterapi.security.base import SecurityBase, scheme_and_credentials

__all__ = [
    "OAuth2",
    "OAuth2AuthorizationCodeBearer",
    "OAuth2PasswordBearer",
    "OAuth2PasswordRequestForm",
    "OAuth2PasswordRequestFormStrict",
]

Secret = {"format": "password"}


class OAuth2PasswordRequestForm:
    """The form of the password flow (RFC 6749 4.3.2), as a dependency: `form: Annotated[..., Depends()]`.

    `scopes` is the list in its field `scope`. `grant_type` may be missing, which RFC 6749 does not allow: see
    OAuth2PasswordRequestFormStrict.
    """

    def __init__(
        self,
        *,
        grant_type: Annotated[str | None, Form(pattern="^password$")] = None,
        username: Annotated[str, Form()],
        password: Annotated[str, Form(json_schema_extra=Secret)],
        scope: Annotated[str, Form()] = "",
        client_id: Annotated[str | None, Form()] = None,
        client_secret: Annotated[str | None, Form(json_schema_extra=Secret)] = None,
    ) -> None:
        self.grant_type = grant_type
        self.username = username
        self.password = password
        self.scopes = scope.split()
        self.client_id = client_id
        self.client_secret = client_secret


class OAuth2PasswordRequestFormStrict(OAuth2PasswordRequestForm):
    """The same, with a `grant_type` of "password", as RFC 6749 has it."""

    def __init__(
        self,
        grant_type: Annotated[str, Form(pattern="^password$")],
        username: Annotated[str, Form()],
        password: Annotated[str, Form()],
        scope: Annotated[str, Form()] = "",
        client_id: Annotated[str | None, Form()] = None,
        client_secret: Annotated[str | None, Form()] = None,
    ) -> None:
        super().__init__(
            grant_type=grant_type,
            username=username,
            password=password,
            scope=scope,
            client_id=client_id,
            client_secret=client_secret,
        )


class OAuth2(SecurityBase):
    """The Authorization field as it is, documented with `flows`, OpenAPI's OAuth Flows Object."""

    def __init__(
        self,
        *,
        flows: Mapping[str, Mapping[str, Any]] | None = None,
        scheme_name: str | None = None,
        description: str | None = None,
        auto_error: bool = True,
    ) -> None:
        model = {"type": "oauth2", "flows": {name: flow_of(flow) for name, flow in (flows or {}).items()}}
        super().__init__(model, scheme_name, description, auto_error)

    async def __call__(self, request: Request) -> str | None:
        """The whole field."""
        return self.found(request.headers.get("authorization") or None)


class OAuth2Bearer(OAuth2):
    """A token that the Authorization field bears."""

    async def __call__(self, request: Request) -> str | None:
        """The token."""
        scheme, token = scheme_and_credentials(request.headers.get("authorization"))
        return self.found(token if scheme.lower() == "bearer" else None)


class OAuth2PasswordBearer(OAuth2Bearer):
    """A token that clients get at `tokenUrl` for a name and a password."""

    def __init__(
        self,
        tokenUrl: str,  # noqa: N803  (OpenAPI's name)
        scheme_name: str | None = None,
        scopes: Mapping[str, str] | None = None,
        description: str | None = None,
        auto_error: bool = True,
        refreshUrl: str | None = None,  # noqa: N803  (as above)
    ) -> None:
        flow = {"refreshUrl": refreshUrl, "scopes": scopes, "tokenUrl": tokenUrl}
        super().__init__(
            flows={"password": flow}, scheme_name=scheme_name, description=description, auto_error=auto_error
        )


class OAuth2AuthorizationCodeBearer(OAuth2Bearer):
    """A token that clients get at `tokenUrl` for a code from `authorizationUrl`."""

    def __init__(
        self,
        authorizationUrl: str,  # noqa: N803  (OpenAPI's name)
        tokenUrl: str,  # noqa: N803  (as above)
        refreshUrl: str | None = None,  # noqa: N803  (as above)
        scheme_name: str | None = None,
        scopes: Mapping[str, str] | None = None,
        description: str | None = None,
        auto_error: bool = True,
    ) -> None:
        flow = {
            "refreshUrl": refreshUrl,
            "scopes": scopes,
            "authorizationUrl": authorizationUrl,
            "tokenUrl": tokenUrl,
        }
        super().__init__(
            flows={"authorizationCode": flow},
            scheme_name=scheme_name,
            description=description,
            auto_error=auto_error,
        )


def flow_of(flow: Mapping[str, Any]) -> dict[str, Any]:
    """An OAuth Flow Object, without what is None; it always has scopes."""
    said = {name: value for name, value in flow.items() if value is not None}
    return {**said, "scopes": dict(said.get("scopes") or {})}
