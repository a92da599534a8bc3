"""What a handler sees of its request."""

from __future__ import annotations

from functools import cached_property

from fasterapi import _core
from fasterapi.datastructures import URL, Address, QueryParams, State

__all__ = ["Request"]

DEFAULT_PORTS = {"http": 80, "https": 443}


class Request(_core.Request):
    """One HTTP request; a handler gets it as the parameter annotated with this class.

    What the engine knows is read from it (`method`, `path`, `headers`, `body()`, ...); what is added here is
    made when it is first asked for.
    """

    @cached_property
    def url(self) -> URL:
        """The URL as the client named it, its path percent-decoded."""
        path = self.path.replace("?", "%3F").replace("#", "%23").replace("\\", "%5C")
        query = self.query_string.decode("latin-1")
        return URL(f"{self.scheme}://{self._authority()}{path}{'?' if query else ''}{query}")

    @cached_property
    def base_url(self) -> URL:
        """Scheme and authority, with the path where the application is mounted, mostly "/"."""
        return URL(f"{self.scheme}://{self._authority()}{self.root_path.rstrip('/')}/")

    @cached_property
    def query_params(self) -> QueryParams:
        """The query, decoded."""
        return QueryParams(self.query_string)

    @cached_property
    def cookies(self) -> dict[str, str]:
        """Names and values the client sent; the last of a name counts."""
        from fasterapi.cookies import parse_cookies

        return parse_cookies(self.headers.getlist("cookie"))

    @cached_property
    def state(self) -> State:
        """Attributes of the user's own, for as long as the request lasts."""
        return State()

    @property
    def client(self) -> Address | None:
        """The other end of the connection; None for a Unix domain socket."""
        address = super().client
        return None if address is None else Address(*address)

    def _authority(self) -> str:
        if self.authority or self.server is None:
            return self.authority or "localhost"
        host, port = self.server  # HTTP/1.0 without a Host field
        host = f"[{host}]" if ":" in host else host
        return host if port == DEFAULT_PORTS[self.scheme] else f"{host}:{port}"

    def __repr__(self) -> str:
        return f"<Request {self.method} {self.path}>"
