"""The Cookie and Set-Cookie header fields (RFC 6265)."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from fasterapi.datastructures import TOKEN

__all__ = ["SameSite", "format_set_cookie", "http_date", "parse_cookies"]

SameSite = Literal["lax", "strict", "none"]

# What is sent as it is; a value with anything else is quoted, as http.cookies does and expects it.
PLAIN_VALUE = re.compile(r"[A-Za-z0-9!#$%&'*+\-.^_`|~:]+")
ESCAPED_IN_VALUE = re.compile(r"[^A-Za-z0-9!#$%&\'*+\-.^_`|~: ()/<=>?@\[\]{}]")
ESCAPE = re.compile(r"\\(?:([0-3][0-7][0-7])|(.))")
UNSAFE_IN_ATTRIBUTE = re.compile(r"[^\x20-\x7e]|;")

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def http_date(seconds: float) -> str:
    """A moment in seconds since 1970 as "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7)."""
    t = time.gmtime(seconds)
    day = f"{DAYS[t.tm_wday]}, {t.tm_mday:02} {MONTHS[t.tm_mon - 1]} {t.tm_year:04}"
    return f"{day} {t.tm_hour:02}:{t.tm_min:02}:{t.tm_sec:02} GMT"


def parse_cookies(headers: Iterable[str]) -> dict[str, str]:
    """Names and values in Cookie headers, read as browsers write them; the last of a name counts."""
    cookies: dict[str, str] = {}
    for header in headers:
        for pair in header.split(";"):
            name, equals, value = pair.partition("=")
            if not equals:  # a cookie without a name
                name, value = "", name
            name, value = name.strip(), value.strip()
            if name or value:
                cookies[name] = _unquote(value)
    return cookies


def _unquote(value: str) -> str:
    if len(value) < 2 or not (value.startswith('"') and value.endswith('"')):
        return value
    return ESCAPE.sub(lambda escape: chr(int(escape[1], 8)) if escape[1] else escape[2], value[1:-1])


def format_set_cookie(
    name: str,
    value: str,
    *,
    max_age: int | None,
    expires: datetime | str | int | None,
    path: str | None,
    domain: str | None,
    secure: bool,
    httponly: bool,
    samesite: SameSite | None,
    partitioned: bool,
) -> str:
    """The value of a Set-Cookie header. `max_age` and an int `expires` count seconds from now.

    Raises:
        ValueError: the name is no token, or an attribute holds what would end it.
    """
    if not TOKEN.fullmatch(name):
        raise ValueError(f"{name!r} is not a cookie name: it is a token (RFC 6265 4.1.1)")
    parts = [f"{name}={_quote(name, value)}"]
    if domain is not None:
        parts.append(f"Domain={_attribute('domain', domain)}")
    if expires is not None:
        parts.append(f"expires={_attribute('expires', _date_of(expires))}")
    if httponly:
        parts.append("HttpOnly")
    if max_age is not None:
        parts.append(f"Max-Age={int(max_age)}")
    if partitioned:
        parts.append("Partitioned")
    if path is not None:
        parts.append(f"Path={_attribute('path', path)}")
    if samesite is not None:
        if samesite.lower() not in ("lax", "strict", "none"):
            raise ValueError(f"samesite is 'lax', 'strict', 'none' or None, not {samesite!r}")
        parts.append(f"SameSite={samesite}")
    if secure:
        parts.append("Secure")
    return "; ".join(parts)


def _quote(name: str, value: str) -> str:
    if PLAIN_VALUE.fullmatch(value):
        return value
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        raise ValueError(f"the value of cookie {name!r} goes beyond latin-1: {value!r}") from None
    escaped = ESCAPED_IN_VALUE.sub(
        lambda found: "\\" + found[0] if found[0] in '"\\' else f"\\{ord(found[0]):03o}", value
    )
    return f'"{escaped}"'


def _attribute(name: str, value: str) -> str:
    if UNSAFE_IN_ATTRIBUTE.search(value):
        raise ValueError(f"a cookie's {name} is printable ASCII without ';', not {value!r}")
    return value


def _date_of(expires: datetime | str | int) -> str:
    if isinstance(expires, str):
        return expires
    if isinstance(expires, datetime):
        if expires.tzinfo is None:
            raise ValueError(f"expires={expires!r} does not say its time zone; datetime.now(UTC) does")
        return http_date(expires.timestamp())
    return http_date(time.time() + expires)
