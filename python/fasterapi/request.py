"""What a handler sees of its request."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from fasterapi import _core
from fasterapi.datastructures import URL, Address, QueryParams, State
from fasterapi.urls import NoMatchFound, URLPath, path_of

if TYPE_CHECKING:
    from fasterapi.operation import Operation

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
        """Scheme and authority, with the path that the served application is under, mostly "/"."""
        return URL(f"{self.scheme}://{self._authority()}{self._outer_path.rstrip('/')}/")

    def url_for(self, name: str, /, **path_params: Any) -> URL:
        """The URL of the route with this name and exactly these parameters: see `Router.url_path_for`.

        Raises:
            NoMatchFound: there is none.
        """
        operation = self._operation
        served = self.app if operation is None else operation.served
        if (path := path_of(served, name, path_params)) is None and operation is not None:
            own = path_of(self.app, name, path_params)
            path = None if own is None else URLPath(operation.root_path + own)
        if path is None:
            raise NoMatchFound(name, path_params)
        return path.make_absolute_url(self.base_url)

    @cached_property
    def scope(self) -> dict[str, Any]:
        """The request as ASGI describes it, with what frameworks add; made when it is first asked for.

        Changing it changes nothing but `scope` itself; its "state" holds the attributes of `state`.
        """
        operation = self._operation
        served = self.app if operation is None else operation.served
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": self.http_version,
            "method": self.method,
            "scheme": self.scheme,
            "path": self.path,
            "raw_path": self.raw_path,
            "root_path": self._outer_path + ("" if operation is None else operation.root_path),
            "query_string": self.query_string,
            "headers": self.headers.raw,
            "client": self.client,
            "server": self.server,
            "state": vars(self.state),
            "app": self.app,
            "router": served,
            "route": operation,
            "endpoint": None if operation is None else operation.endpoint,
            "path_params": self.path_params,
        }

    @property
    def _outer_path(self) -> str:
        """What is in front of the served application's own paths: what it says, else what serves it."""
        operation = self._operation
        return (operation.served.root_path if operation else "") or self.root_path

    @property
    def _operation(self) -> Operation | None:
        operation: Operation | None = None if self.plan is None else self.plan.route
        return operation

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
        """Attributes of the user's own, for as long as the request lasts; at first what `lifespan` yields."""
        served = self.app if self._operation is None else self._operation.served
        return State(served.lifespan_state)

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
