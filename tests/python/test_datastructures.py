"""URLs, query parameters, header fields, free attributes."""

from __future__ import annotations

from typing import Any

import pytest
from fasterapi import URL, Address, MutableHeaders, QueryParams, State

# --- URL


def test_the_parts_of_a_url() -> None:
    url = URL("https://me:secret@Example.com:8443/a%20b?q=1&r#top")
    assert (url.scheme, url.netloc, url.path, url.query, url.fragment) == (
        "https",
        "me:secret@Example.com:8443",
        "/a%20b",
        "q=1&r",
        "top",
    )
    assert (url.username, url.password, url.hostname, url.port) == ("me", "secret", "example.com", 8443)
    assert url.is_secure
    assert not URL("http://example.com").is_secure
    assert URL("http://example.com").port is None


def test_a_url_is_shown_without_its_password() -> None:
    assert repr(URL("http://me:secret@host/")) == "URL('http://me:********@host/')"
    assert repr(URL("http://me@host/")) == "URL('http://me@host/')"
    assert str(URL("http://me:secret@host/")) == "http://me:secret@host/"


def test_urls_are_equal_by_their_text() -> None:
    assert URL("http://a/") == URL("http://a/") == "http://a/"
    assert URL("http://a/") != URL("http://b/")
    assert URL("http://a/") != 5
    assert len({URL("http://a/"), URL("http://a/")}) == 1


def test_parts_of_a_url_can_be_replaced() -> None:
    url = URL("http://a/b?c=1&d=&c=2")
    assert (
        str(url.replace(scheme="https", netloc="x:1", path="/y", query="", fragment="z")) == "https://x:1/y#z"
    )
    assert str(url.include_query_params(c=3, e="é ")) == "http://a/b?d=&c=3&e=%C3%A9+"


# --- QueryParams


@pytest.mark.parametrize(
    ("query", "items"),
    [
        (b"", []),
        (b"a=1&b=2", [("a", "1"), ("b", "2")]),
        (b"a=", [("a", "")]),
        (b"a", [("a", "")]),
        (b"=b", [("", "b")]),
        (b"&&a=1&", [("a", "1")]),
        (b"a=b+c%20d", [("a", "b c d")]),
        (b"a=%zz%", [("a", "%zz%")]),
        (b"a=%ff", [("a", "\ufffd")]),
        (b"a=%C3%A9", [("a", "é")]),
        (b"a=1;b=2", [("a", "1;b=2")]),
        (b"a=b=c", [("a", "b=c")]),
    ],
)
def test_queries(query: bytes, items: list[tuple[str, str]]) -> None:
    params = QueryParams(query)
    assert params.multi_items() == items
    assert QueryParams(query.decode()) == params


def test_the_last_of_a_name_counts() -> None:
    params = QueryParams("a=1&b=2&a=3")
    assert (params["a"], params.get("c"), params.getlist("a"), params.getlist("c")) == (
        "3",
        None,
        ["1", "3"],
        [],
    )
    assert (dict(params), len(params), "b" in params) == ({"a": "3", "b": "2"}, 2, True)
    with pytest.raises(KeyError):
        params["c"]


def test_query_params_are_equal_by_all_their_items() -> None:
    assert QueryParams("a=1&b=2") == QueryParams("b=2&a=1")
    assert QueryParams("a=1&a=2") != QueryParams("a=2")
    assert QueryParams("a=1") == {"a": "1"}
    assert len({QueryParams("a=1&b=2"), QueryParams("b=2&a=1")}) == 1
    assert repr(QueryParams("a=b+c")) == "QueryParams('a=b+c')"


# --- MutableHeaders


@pytest.fixture
def raw() -> list[tuple[bytes, bytes]]:
    return [(b"a", b"1"), (b"b", b"2"), (b"a", b"3")]


def test_headers_are_looked_up_in_any_case(raw: list[tuple[bytes, bytes]]) -> None:
    headers = MutableHeaders(raw)
    assert (headers["A"], headers.getlist("A"), list(headers), len(headers)) == (
        "1",
        ["1", "3"],
        ["a", "b"],
        2,
    )
    assert "B" in headers
    assert "c" not in headers
    assert "é" not in headers
    assert headers.get("c", "x") == "x"


def test_setting_a_header_replaces_all_of_its_name(raw: list[tuple[bytes, bytes]]) -> None:
    headers = MutableHeaders(raw)
    headers["A"] = "é"
    headers["C"] = "4"
    assert raw == [(b"a", b"\xe9"), (b"b", b"2"), (b"c", b"4")]


def test_adding_and_removing_headers(raw: list[tuple[bytes, bytes]]) -> None:
    headers = MutableHeaders(raw)
    headers.append("B", "4")
    assert headers.setdefault("b", "5") == "2"
    assert headers.setdefault("c", "5") == "5"
    del headers["A"]
    assert raw == [(b"b", b"2"), (b"b", b"4"), (b"c", b"5")]
    with pytest.raises(KeyError):
        del headers["a"]
    headers.update({"b": "6", "d": "7"})
    assert raw == [(b"b", b"6"), (b"c", b"5"), (b"d", b"7")]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("a b", "1", "'a b' is not a header name: it is a token (RFC 9110 5.1)"),
        ("", "1", "'' is not a header name: it is a token (RFC 9110 5.1)"),
        ("a:", "1", "'a:' is not a header name: it is a token (RFC 9110 5.1)"),
        ("a\n", "1", "'a\\n' is not a header name: it is a token (RFC 9110 5.1)"),
        ("é", "1", "'é' is not a header name: it is a token (RFC 9110 5.1)"),
        ("a", "1\r\nb: 2", "the value of header 'a' holds a CR, LF or NUL: '1\\r\\nb: 2'"),
        ("a", "1\0", "the value of header 'a' holds a CR, LF or NUL: '1\\x00'"),
        ("a", "€", "the value of header 'a' holds a character beyond latin-1: '€'"),
    ],
)
def test_what_is_no_header_is_refused(name: str, value: str, message: str) -> None:
    raw: list[tuple[bytes, bytes]] = []
    headers = MutableHeaders(raw)
    for change in (headers.__setitem__, headers.append, headers.setdefault):
        with pytest.raises(ValueError) as raised:  # noqa: PT011  (its text is compared)
            change(name, value)
        assert str(raised.value) == message
    assert raw == []


# --- State and Address


def test_state_takes_any_attribute() -> None:
    state: Any = State()
    state.user = "me"
    assert state.user == "me"
    assert repr(state) == "State({'user': 'me'})"
    del state.user
    with pytest.raises(AttributeError, match=r"^nothing was stored as state\.user$"):
        state.user  # noqa: B018  (that it raises is tested)


def test_an_address_is_a_pair() -> None:
    assert Address("::1", 80) == ("::1", 80)
    assert Address("::1", 80).port == 80
