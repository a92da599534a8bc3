"""What requests and responses are described with: URLs, query parameters, header fields, free attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from urllib.parse import SplitResult

__all__ = ["URL", "Address", "MutableHeaders", "QueryParams", "State"]

TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")  # RFC 9110 5.6.2
UNSAFE_IN_VALUE = re.compile(r"[\0\r\n]")  # could end the field and begin another (RFC 9110 5.5)


class Address(NamedTuple):
    """One end of a TCP connection."""

    host: str
    port: int


class URL:
    """An absolute URL, taken apart when one of its parts is asked for."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._components: SplitResult | None = None

    @property
    def components(self) -> SplitResult:
        """All parts at once."""
        if self._components is None:
            from urllib.parse import urlsplit

            self._components = urlsplit(self._url)
        return self._components

    @property
    def scheme(self) -> str:
        """Such as "https"."""
        return self.components.scheme

    @property
    def netloc(self) -> str:
        """Such as "user:password@example.com:8443"."""
        return self.components.netloc

    @property
    def path(self) -> str:
        """Such as "/items/5"; percent-encoded where the URL is."""
        return self.components.path

    @property
    def query(self) -> str:
        """What follows the "?"."""
        return self.components.query

    @property
    def fragment(self) -> str:
        """What follows the "#"."""
        return self.components.fragment

    @property
    def username(self) -> str | None:
        """The user before the "@"."""
        return self.components.username

    @property
    def password(self) -> str | None:
        """The password before the "@"."""
        return self.components.password

    @property
    def hostname(self) -> str | None:
        """In lower case, without brackets."""
        return self.components.hostname

    @property
    def port(self) -> int | None:
        """None where the URL names none."""
        return self.components.port

    @property
    def is_secure(self) -> bool:
        """Whether the scheme is one over TLS."""
        return self.scheme in ("https", "wss")

    def replace(
        self,
        *,
        scheme: str | None = None,
        netloc: str | None = None,
        path: str | None = None,
        query: str | None = None,
        fragment: str | None = None,
    ) -> URL:
        """This URL with the parts given instead of its own."""
        given = {"scheme": scheme, "netloc": netloc, "path": path, "query": query, "fragment": fragment}
        changed = {part: text for part, text in given.items() if text is not None}
        return URL(self.components._replace(**changed).geturl())

    def include_query_params(self, **params: Any) -> URL:
        """This URL with these query parameters, each in the place of all of its name."""
        from urllib.parse import parse_qsl, urlencode

        kept = [pair for pair in parse_qsl(self.query, keep_blank_values=True) if pair[0] not in params]
        return self.replace(query=urlencode([*kept, *params.items()]))

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, (URL, str)) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._url)

    def __str__(self) -> str:
        return self._url

    def __repr__(self) -> str:
        shown = self
        if self.password is not None:
            user_and_password, _, host = self.netloc.rpartition("@")
            user, _, _ = user_and_password.partition(":")
            shown = self.replace(netloc=f"{user}:********@{host}")
        return f"URL({str(shown)!r})"


class QueryParams(Mapping[str, str]):
    """The query of a request, decoded as HTML forms encode it (immutable).

    "+" is a space, broken escapes stay as they are, bytes that are no UTF-8 become U+FFFD. Of a repeated name
    the last value counts; `getlist` has all.
    """

    def __init__(self, query: str | bytes) -> None:
        from urllib.parse import parse_qsl

        text = query if isinstance(query, str) else query.decode("latin-1")
        self._items = parse_qsl(text, keep_blank_values=True)
        self._last = dict(self._items)

    def __getitem__(self, name: str) -> str:
        return self._last[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, QueryParams):
            return sorted(self._items) == sorted(other._items)
        return super().__eq__(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._items))

    def getlist(self, name: str) -> list[str]:
        """Every value of `name`, in the order received."""
        return [value for key, value in self._items if key == name]

    def multi_items(self) -> list[tuple[str, str]]:
        """Every name and value, in the order received."""
        return list(self._items)

    def __str__(self) -> str:
        from urllib.parse import urlencode

        return urlencode(self._items)

    def __repr__(self) -> str:
        return f"QueryParams({str(self)!r})"


class MutableHeaders(MutableMapping[str, str]):
    """The header fields of a response: a view of its `raw_headers`, case-insensitive.

    Raises:
        ValueError: on setting a name that is no token, or a value that holds CR, LF, NUL or a character
            beyond latin-1.
    """

    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        self.raw = raw

    def __getitem__(self, name: str) -> str:
        key = _key(name)
        for known, value in self.raw:
            if known == key:
                return value.decode("latin-1")
        raise KeyError(name)

    def __setitem__(self, name: str, value: str) -> None:
        """Set the one field of this name, in the place of the first there is."""
        field = _field(name, value)
        places = [place for place, (known, _) in enumerate(self.raw) if known == field[0]]
        if not places:
            self.raw.append(field)
            return
        for place in reversed(places[1:]):
            del self.raw[place]
        self.raw[places[0]] = field

    def __delitem__(self, name: str) -> None:
        key = _key(name)
        kept = [field for field in self.raw if field[0] != key]
        if len(kept) == len(self.raw):
            raise KeyError(name)
        self.raw[:] = kept

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name.decode("latin-1") for name, _ in self.raw))

    def __len__(self) -> int:
        return len({name for name, _ in self.raw})

    def append(self, name: str, value: str) -> None:
        """Add a field beside those of the same name."""
        self.raw.append(_field(name, value))

    def getlist(self, name: str) -> list[str]:
        """Every value of `name`, in order."""
        key = _key(name)
        return [value.decode("latin-1") for known, value in self.raw if known == key]

    def __repr__(self) -> str:
        return f"MutableHeaders({self.raw!r})"


def _key(name: str) -> bytes:
    return name.lower().encode("latin-1", "replace")


def _field(name: str, value: str) -> tuple[bytes, bytes]:
    if not TOKEN.fullmatch(name):
        raise ValueError(f"{name!r} is not a header name: it is a token (RFC 9110 5.1)")
    if UNSAFE_IN_VALUE.search(value):
        raise ValueError(f"the value of header {name!r} holds a CR, LF or NUL: {value!r}")
    try:
        return name.lower().encode("latin-1"), value.encode("latin-1")
    except UnicodeEncodeError:
        raise ValueError(
            f"the value of header {name!r} holds a character beyond latin-1: {value!r}"
        ) from None


class State:
    """Attributes of the user's own, on a request or an application; `state` is what there is at first."""

    def __init__(self, state: Mapping[str, Any] | None = None) -> None:
        vars(self).update(state or {})

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"nothing was stored as state.{name}")

    if TYPE_CHECKING:  # any attribute may be set

        def __setattr__(self, name: str, value: Any) -> None: ...

    def __repr__(self) -> str:
        return f"State({vars(self)!r})"
