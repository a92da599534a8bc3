"""URLs and addresses of e-mail against pydantic 2, as far as both take them (docs/validation.md)."""

from __future__ import annotations

import sys
from typing import Any, Union

import fasterapi
import pydantic
import pytest
from fasterapi import _core
from fasterapi.exceptions import ValidationError
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.errors import TextError
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import examples

from .judge import Judge, outcome, values

URL_TYPES = ("AnyUrl", "AnyHttpUrl", "HttpUrl")
URLS = (
    "http://example.com",
    "HTTP://Example.COM:80/a b?q=é#f g",
    "https://user:pass@example.com:8443/x/../y/./z/?a=1&b=2#end",
    "https://example.com:443?q",
    "http://[::1]:8000/",
    "http://é.example/é?é#é",
    "http://example.com/%20%zz/a|b",
    "http://example.com/a/..",
    "http://example.com?",
    " http://example.com/x\n",
    "ftp://example.com/file",
    "postgres://u:p@host:5432/db",
    "mailto:someone@example.com",
    "file:///etc/hosts",
    "",
    "example.com",
    "//example.com",
    "/path",
    "http://",
    "http://example.com:99999",
    "http://exa mple.com",
    "http://example.com/" + "a" * 2064,
    "http://example.com/" + "a" * 2065,
    "\ud800",
)


def agree_in_lax_mode(judge: Judge, url: str) -> None:
    """Strict pydantic refuses what is not written as it should be; here that is brought into normal form."""
    for strict in (None, False):
        ours = outcome(judge.schema.validate_python, url, strict)
        theirs = outcome(judge.reference.validate_python, url, strict)
        assert ours == theirs, f"{url!r}: {ours} is not {theirs}"


@pytest.mark.parametrize("kind", URL_TYPES)
@pytest.mark.parametrize("url", URLS)
def test_urls(kind: str, url: str) -> None:
    judge = Judge(getattr(fasterapi, kind), getattr(pydantic, kind))
    agree_in_lax_mode(judge, url)
    try:
        ours = judge.schema.validate_python(url)
    except ValidationError:
        return
    theirs = judge.reference.validate_python(url)
    assert judge.schema.dump_json(ours) == judge.reference.dump_json(theirs)
    for part in ("scheme", "username", "password", "host", "port", "path", "query", "fragment"):
        assert getattr(ours, part) == getattr(theirs, part), part
    assert ours.query_params() == theirs.query_params()


hosts = st.sampled_from(
    ["example.com", "Example.ORG", "localhost", "127.0.0.1", "[::1]", "é.de", "a-b.c_d.e"]
)
segments = st.lists(st.text("abé .~%2-_()'*+,;=:@", max_size=4), max_size=4).map("/".join)


@settings(max_examples=examples(400))
@given(
    st.sampled_from(["http", "HTTPS", "ws"]),
    hosts,
    st.sampled_from(["", ":80", ":443", ":8080"]),
    segments,
    st.sampled_from(["", "?", "?a=1&b=é", "?a b"]),
    st.sampled_from(["", "#x", "#é y"]),
)
def test_normal_forms(scheme: str, host: str, port: str, path: str, query: str, fragment: str) -> None:
    url = f"{scheme}://{host}{port}/{path}{query}{fragment}"
    agree_in_lax_mode(Judge(fasterapi.AnyUrl, pydantic.AnyUrl), url)


@settings(max_examples=examples(200))
@given(values.filter(lambda value: not isinstance(value, str | bytes | bytearray)))
def test_what_is_no_text(value: Any) -> None:
    Judge(fasterapi.HttpUrl, pydantic.HttpUrl).agree(value)
    Judge(fasterapi.EmailStr, pydantic.EmailStr).agree(value)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http:example.com", "two slashes and a host have to follow the scheme"),
        ("http:///example.com", "empty host"),
        ("http://example.com\\x", "two slashes and a host have to follow the scheme"),
        ("http://%41.com", "invalid international domain name"),
    ],
)
def test_what_browsers_repair_is_refused(url: str, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _core.Schema(compile_type(fasterapi.AnyUrl)).validate_python(url)
    (error,) = refused.value.errors()
    assert (error["type"], error["ctx"]) == ("url_parsing", {"error": why})


def test_urls_of_each_other() -> None:
    schema = _core.Schema(compile_type(fasterapi.HttpUrl))
    kept = fasterapi.HttpUrl("http://example.com")
    assert schema.validate_python(kept, strict=True) is kept
    made = schema.validate_python(fasterapi.AnyUrl("http://example.com"))
    assert made == kept
    assert type(made) is fasterapi.HttpUrl
    assert made != fasterapi.AnyUrl("http://example.com")
    assert made != "http://example.com/"
    assert {kept: 1}[made] == 1
    assert fasterapi.AnyUrl("http://a.com") < fasterapi.AnyUrl("http://b.com")
    assert repr(kept) == "HttpUrl('http://example.com/')"
    with pytest.raises(TextError, match="URL scheme should be 'http' or 'https'"):
        fasterapi.HttpUrl("ftp://example.com")


EMAILS = (
    "ann@example.com",
    "Ann@Example.COM",
    " ann@example.com ",
    "Ann Example <ann@example.com>",
    "é@example.com",
    "ann@é.de",
    "ann",
    "",
    "@",
    "ann@",
    "ann@localhost",
    "ann@example..com",
    "ann@[127.0.0.1]",
    "a" * 65 + "@example.com",
    "a@" + "b" * 3000,
    "ann@example.com\n",
    "<ann@example.com",
)


@pytest.mark.parametrize("email", EMAILS)
def test_emails(email: str) -> None:
    judge = Judge(fasterapi.EmailStr, pydantic.EmailStr)
    judge.agree(email)
    judge.agree(email.encode())
    judge.agree_on_writing(email)


@pytest.mark.parametrize("value", ["http://example.com", "ann@example.com", 1, None])
def test_in_unions(value: Any) -> None:
    ours = Union[fasterapi.HttpUrl, fasterapi.EmailStr, int]  # noqa: UP007  (as pydantic's)
    theirs = Union[pydantic.HttpUrl, pydantic.EmailStr, int]  # noqa: UP007  (as above)
    Judge(ours, theirs).agree(value)


def test_email_needs_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "email_validator", None)
    with pytest.raises(ImportError, match=r"pip install 'fasterapi-core\[email\]'"):
        compile_type(list[fasterapi.EmailStr])
