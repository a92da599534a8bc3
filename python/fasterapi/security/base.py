"""What all security schemes have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from fasterapi.callables import innermost
from fasterapi.exceptions import HTTPException

__all__ = ["SecurityBase", "is_security_scheme", "scheme_and_credentials"]


Credentials = TypeVar("Credentials")


class SecurityBase:
    """A dependency that finds credentials in a request, and is documented as a security scheme.

    Args:
        model: the scheme as OpenAPI's Security Scheme Object.
        scheme_name: what the documentation calls it; the name of its class where left out.
        description: for the documentation.
        auto_error: a request without credentials is answered 401; else they are None.
    """

    #: The scheme of WWW-Authenticate (RFC 9110 11.6.1).
    challenge = "Bearer"

    def __init__(
        self, model: Mapping[str, Any], scheme_name: str | None, description: str | None, auto_error: bool
    ) -> None:
        described = {"description": description} if description is not None else {}
        self.model: Mapping[str, Any] = {"type": model["type"], **described, **model}
        self.scheme_name = scheme_name or type(self).__name__
        self.auto_error = auto_error

    def make_not_authenticated_error(self) -> HTTPException:
        """What is raised where credentials are missing; may be overridden."""
        return HTTPException(401, "Not authenticated", {"WWW-Authenticate": self.challenge})

    def found(self, credentials: Credentials | None) -> Credentials | None:
        """What was found.

        Raises:
            HTTPException: nothing was, unless `auto_error` is off.
        """
        if credentials is None and self.auto_error:
            raise self.make_not_authenticated_error()
        return credentials


def scheme_and_credentials(authorization: str | None) -> tuple[str, str]:
    """The parts of an Authorization field (RFC 9110 11.4): "Basic", "dXNlcjpw"; "" for what is missing."""
    scheme, _, credentials = (authorization or "").partition(" ")
    return scheme, credentials.strip()


def is_security_scheme(call: Callable[..., Any]) -> bool:
    """Whether a dependency is a scheme, within partials and decorators too."""
    return isinstance(innermost(call), SecurityBase)
