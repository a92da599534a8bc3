"""URLs and addresses of e-mail as types of values: HttpUrl, AnyUrl, AnyHttpUrl, EmailStr."""

from __future__ import annotations

import re
from functools import total_ordering
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl, quote, urlsplit

from fasterapi.schema.errors import TextError

if TYPE_CHECKING:
    from urllib.parse import SplitResult

__all__ = ["AnyHttpUrl", "AnyUrl", "EmailStr", "HttpUrl", "load_email_validator", "parse_email"]

# Those that have a host, and the port that need not be told (WHATWG URL, "special scheme").
DEFAULT_PORTS = {"ftp": 21, "http": 80, "https": 443, "ws": 80, "wss": 443}

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What stays as it is (WHATWG URL, the percent-encode sets), and "%", which is there already.
PATH_SAFE = "/:@!$&'()*+,;=~%|[]^"
QUERY_SAFE = "/:@!$&()*+,;=~%|[]^{}?`"
FRAGMENT_SAFE = "/:@!$&'()*+,;=~%|[]^{}?#"

# "Ann <ann@example.com>"
NAMED_ADDRESS = re.compile(r"\s*[^<>]*\s*<\s*([^<>]+?)\s*>\s*")
LONGEST_ADDRESS = 2048


@total_ordering
class AnyUrl:
    """An absolute URL (RFC 3986), in normal form: scheme and host in small letters, no default port, ...

    Made of a text, it raises TextError for what is none.
    """

    __slots__ = ("_parts", "_text")

    allowed_schemes: ClassVar[tuple[str, ...] | None] = None
    max_length: ClassVar[int | None] = None

    def __init__(self, url: str) -> None:
        if self.max_length is not None and len(url.encode(errors="surrogatepass")) > self.max_length:
            raise TextError(
                "url_too_long",
                f"URL should have at most {self.max_length} characters",
                {"max_length": self.max_length},
            )
        self._text = normalized(url)
        self._parts: SplitResult = urlsplit(self._text)
        if self.allowed_schemes is not None and self.scheme not in self.allowed_schemes:
            expected = listed(self.allowed_schemes)
            raise TextError("url_scheme", f"URL scheme should be {expected}", {"expected_schemes": expected})

    @property
    def scheme(self) -> str:
        """Without the colon, in small letters."""
        return self._parts.scheme

    @property
    def username(self) -> str | None:
        """As it is written; None if there is none."""
        return self._parts.username or None

    @property
    def password(self) -> str | None:
        """As it is written; None if there is none."""
        return self._parts.password or None

    @property
    def host(self) -> str | None:
        """In ASCII, an IPv6 address in brackets; None if there is none."""
        host = self._parts.hostname
        return f"[{host}]" if host and ":" in host else host or None

    @property
    def port(self) -> int | None:
        """The scheme's own if none is written."""
        return self._parts.port or DEFAULT_PORTS.get(self.scheme)

    @property
    def path(self) -> str | None:
        """With its slash; None if it is empty."""
        return self._parts.path or None

    @property
    def query(self) -> str | None:
        """What follows "?"; None if there is none."""
        return self._parts.query if "?" in self._text.partition("#")[0] else None

    @property
    def fragment(self) -> str | None:
        """What follows "#"; None if there is none."""
        return self._parts.fragment if "#" in self._text else None

    def query_params(self) -> list[tuple[str, str]]:
        """The query as pairs of name and value, decoded."""
        return parse_qsl(self._parts.query, keep_blank_values=True)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other._text == self._text

    def __lt__(self, other: AnyUrl) -> bool:
        return self._text < other._text if isinstance(other, AnyUrl) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)


class AnyHttpUrl(AnyUrl):
    """A URL of http or https."""

    __slots__ = ()

    allowed_schemes = ("http", "https")


class HttpUrl(AnyUrl):
    """A URL of http or https of at most 2083 characters."""

    __slots__ = ()

    allowed_schemes = ("http", "https")
    max_length = 2083


def normalized(url: str) -> str:
    """The normal form of an absolute URL.

    Raises:
        TextError: it is none.
    """
    try:
        url.encode()
    except UnicodeEncodeError:
        message = "Input should be a valid string, unable to parse raw data as a unicode string"
        raise TextError("string_unicode", message) from None
    text = re.sub(r"[\t\n\r]", "", url.strip("".join(map(chr, range(0x21)))))
    if not text:
        raise bad_url("input is empty")
    if not SCHEME.match(text):
        raise bad_url("relative URL without a base")
    try:
        parts = urlsplit(text)
    except ValueError:
        raise bad_url("invalid IPv6 address") from None
    path = quote(parts.path, safe=PATH_SAFE)
    query_safe = QUERY_SAFE if parts.scheme in DEFAULT_PORTS else f"{QUERY_SAFE}'"
    if parts.scheme in DEFAULT_PORTS:
        if "\\" in text or not text[len(parts.scheme) :].startswith("://"):
            raise bad_url("two slashes and a host have to follow the scheme")
        path = without_dots(path) or "/"
    where = f"//{authority(parts)}" if text[len(parts.scheme) :].startswith("://") else ""
    query = f"?{quote(parts.query, safe=query_safe)}" if "?" in text.partition("#")[0] else ""
    fragment = f"#{quote(parts.fragment, safe=FRAGMENT_SAFE)}" if "#" in text else ""
    return f"{parts.scheme}:{where}{path}{query}{fragment}"


def authority(parts: SplitResult) -> str:
    user, at, _ = parts.netloc.rpartition("@")
    try:
        port = parts.port
    except ValueError:
        raise bad_url("invalid port number") from None
    host = parts.hostname or ""
    if not host and parts.scheme in DEFAULT_PORTS:
        raise bad_url("empty host")
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            raise bad_url("invalid international domain name") from None
    if re.search(r"[\x00-\x20%<>\\^|\x7f]", host):
        raise bad_url("invalid international domain name")
    told = "" if port is None or port == DEFAULT_PORTS.get(parts.scheme) else f":{port}"
    return f"{quote(user, safe=PATH_SAFE)}{at}{host}{told}"


def without_dots(path: str) -> str:
    """RFC 3986 5.2.4."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)


def bad_url(why: str) -> TextError:
    return TextError("url_parsing", f"Input should be a valid URL, {why}", {"error": why})


def listed(names: tuple[str, ...]) -> str:
    *most, last = (repr(name) for name in names)
    return f"{', '.join(most)} or {last}" if most else last


if TYPE_CHECKING:
    EmailStr = str
else:

    class EmailStr:
        """An address of e-mail: a str, in normal form. Needs the package email-validator."""


def load_email_validator() -> Any:
    """The module that knows what an address is.

    Raises:
        ImportError: it is not installed.
    """
    try:
        import email_validator
    except ImportError:
        raise ImportError(
            "EmailStr needs the package email-validator: pip install 'fasterapi-core[email]'"
        ) from None
    return email_validator


def parse_email(text: str) -> str:
    """The normal form of an address, also of one with a name: "Ann <ann@example.com>".

    Raises:
        TextError: it is none.
    """
    email_validator = load_email_validator()
    if len(text) > LONGEST_ADDRESS:
        raise bad_email(f"Length must not exceed {LONGEST_ADDRESS} characters")
    if "\r" in text or "\n" in text:
        raise bad_email("Carriage return and line feed characters are not allowed")
    named = NAMED_ADDRESS.fullmatch(text)
    address = (named[1] if named else text).strip(" ")
    try:
        parts = email_validator.validate_email(address, check_deliverability=False)
    except email_validator.EmailNotValidError as error:
        raise bad_email(str(error)) from None
    return str(parts.normalized)


def bad_email(why: str) -> TextError:
    return TextError("value_error", f"value is not a valid email address: {why}", {"reason": why})
