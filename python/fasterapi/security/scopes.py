"""The OAuth2 scopes that a place in the tree of dependencies asks for."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["SecurityScopes"]


class SecurityScopes:
    """All scopes asked for by the dependencies above the one that takes this as a parameter."""

    def __init__(self, scopes: Sequence[str] | None = None) -> None:
        self.scopes = list(scopes or ())
        self.scope_str = " ".join(self.scopes)

    def __repr__(self) -> str:
        return f"SecurityScopes({self.scopes!r})"
