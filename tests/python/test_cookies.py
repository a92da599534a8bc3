"""Cookie and Set-Cookie, and dates in header fields."""

from __future__ import annotations

import http.cookies
from datetime import UTC, datetime, timedelta, timezone
from email.utils import formatdate, parsedate_to_datetime
from typing import Any

import pytest
from fasterapi import Response
from fasterapi.cookies import http_date, parse_cookies
from hypothesis import given
from hypothesis import strategies as st


def set_cookie(*args: Any, **options: Any) -> str:
    response = Response()
    response.set_cookie(*args, **options)
    ((name, value),) = response.raw_headers
    assert name == b"set-cookie"
    return value.decode("latin-1")


@pytest.mark.parametrize(
    ("options", "cookie"),
    [
        ({}, "k=v; Path=/; SameSite=lax"),
        ({"path": None, "samesite": None}, "k=v"),
        (
            {"path": "/p", "domain": "example.com", "samesite": "Strict"},
            "k=v; Domain=example.com; Path=/p; SameSite=Strict",
        ),
        ({"max_age": 0, "samesite": "none", "secure": True}, "k=v; Max-Age=0; Path=/; SameSite=none; Secure"),
        ({"httponly": True, "partitioned": True}, "k=v; HttpOnly; Partitioned; Path=/; SameSite=lax"),
        ({"expires": "soon", "path": None, "samesite": None}, "k=v; expires=soon"),
        (
            {"expires": datetime(2030, 1, 2, 5, 4, 5, tzinfo=timezone(timedelta(hours=2))), "samesite": None},
            "k=v; expires=Wed, 02 Jan 2030 03:04:05 GMT; Path=/",
        ),
    ],
)
def test_attributes(options: dict[str, Any], cookie: str) -> None:
    assert set_cookie("k", "v", **options) == cookie


def test_expiry_in_seconds_from_now() -> None:
    cookie = http.cookies.SimpleCookie(set_cookie("k", "v", expires=3600))
    left = parsedate_to_datetime(cookie["k"]["expires"]) - datetime.now(UTC)
    assert timedelta(minutes=50) < left < timedelta(minutes=61)


@pytest.mark.parametrize(
    ("value", "coded"),
    [
        ("", '""'),
        ("a.b~c|d", "a.b~c|d"),
        ("a b", '"a b"'),
        ('q"\\', '"q\\"\\\\"'),
        ("a;b,c", '"a\\073b\\054c"'),
        ("é\n", '"\\351\\012"'),
    ],
)
def test_values_are_quoted(value: str, coded: str) -> None:
    assert set_cookie("k", value, path=None, samesite=None) == f"k={coded}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"key": "a b"}, "'a b' is not a cookie name: it is a token (RFC 6265 4.1.1)"),
        ({"key": ""}, "'' is not a cookie name: it is a token (RFC 6265 4.1.1)"),
        ({"key": "k", "value": "€"}, "the value of cookie 'k' goes beyond latin-1: '€'"),
        ({"key": "k", "path": "/;Secure"}, "a cookie's path is printable ASCII without ';', not '/;Secure'"),
        (
            {"key": "k", "domain": "a\r\nb"},
            "a cookie's domain is printable ASCII without ';', not 'a\\r\\nb'",
        ),
        ({"key": "k", "expires": "a;b"}, "a cookie's expires is printable ASCII without ';', not 'a;b'"),
        ({"key": "k", "samesite": "some"}, "samesite is 'lax', 'strict', 'none' or None, not 'some'"),
        (
            {"key": "k", "expires": datetime(2030, 1, 1)},  # noqa: DTZ001  (naive on purpose)
            "expires=datetime.datetime(2030, 1, 1, 0, 0) does not say its time zone; datetime.now(UTC) does",
        ),
    ],
)
def test_what_is_no_cookie_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011  (its text is compared)
        Response().set_cookie(**arguments)
    assert str(raised.value) == message


def test_deleting_a_cookie_expires_it() -> None:
    response = Response()
    response.delete_cookie("k", domain="example.com", secure=True, httponly=True, partitioned=True)
    cookie = http.cookies.SimpleCookie(response.headers["set-cookie"].replace("Partitioned; ", ""))["k"]
    assert (cookie.value, cookie["max-age"], cookie["domain"], cookie["secure"]) == (
        "",
        "0",
        "example.com",
        True,
    )
    assert parsedate_to_datetime(cookie["expires"]) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("headers", "cookies"),
    [
        ([], {}),
        (["a=1; b=2;c = 3 "], {"a": "1", "b": "2", "c": "3"}),
        (["a=1", "a=2; b=3"], {"a": "2", "b": "3"}),
        (["a=b=c; =d; e; ;"], {"a": "b=c", "": "e"}),
        (['a="b c"; d="\\"\\073\\351"; e="; f="'], {"a": "b c", "d": '";é', "e": '"', "f": '"'}),
    ],
)
def test_parsing(headers: list[str], cookies: dict[str, str]) -> None:
    assert parse_cookies(headers) == cookies


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=30))
def test_every_value_comes_back(value: str) -> None:
    coded = set_cookie("k", value, path=None, samesite=None)
    assert parse_cookies([coded]) == {"k": value}
    assert coded.isprintable()
    assert coded.isascii()


@given(st.integers(min_value=0, max_value=253402300799))
def test_dates(seconds: int) -> None:
    assert http_date(seconds) == formatdate(seconds, usegmt=True)
