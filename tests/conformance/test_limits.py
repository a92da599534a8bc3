"""Every limit is a setting: `--limit NAME=VALUE` changes what is refused, and nothing short of it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ..servers.process import Server, fasterapi
from .case import Case, Expect, chunked, get, house, post, refuses, sequence, serves, serves_and_closes
from .referee import referee

_LIMITS = {
    "request_line_bytes": 100,
    "header_bytes": 200,
    "header_count": 5,
    "chunk_line_bytes": 20,
    "body_bytes": 1000,
    "drain_bytes": 500,
}


@pytest.fixture(scope="module")
def narrow_server() -> Iterator[Server]:
    with fasterapi(limits=_LIMITS) as running:
        yield running


def _row(title: str, sends: bytes, expect: Expect) -> Case:
    return house("9110 §5.4", title, sends, expect)


# What surrounds the padding: "GET /query? HTTP/1.1\r\n" has 22 bytes, "Host: test\r\n" 12, "X-A: \r\n" 7.
_ROWS = (
    _row("a request line of 100 bytes", get(target="/query?" + "a" * 78), serves("a" * 78)),
    _row("a request line of 101 bytes", get(target="/query?" + "a" * 79), refuses(414)),
    _row("a header of 200 bytes", get("X-A: " + "a" * 181), serves("hello")),
    _row("a header of 201 bytes", get("X-A: " + "a" * 182), refuses(431)),
    _row("a header of 5 fields", get("A: 1", "B: 1", "C: 1", "D: 1"), serves("hello")),
    _row("a header of 6 fields", get("A: 1", "B: 1", "C: 1", "D: 1", "E: 1"), refuses(431)),
    _row("a chunk line of 20 bytes", chunked("/length", f"1;{'a' * 16}\r\nx\r\n0\r\n\r\n"), serves("1")),
    _row("a chunk line of 21 bytes", chunked("/length", f"1;{'a' * 17}\r\nx\r\n0\r\n\r\n"), refuses(400)),
    _row("5 trailers", chunked("/length", "0\r\n" + "A: 1\r\n" * 5 + "\r\n"), serves("0")),
    _row("6 trailers", chunked("/length", "0\r\n" + "A: 1\r\n" * 6 + "\r\n"), refuses(431)),
    _row("a body of 1000 bytes", post("/length", "Content-Length: 1000", body="x" * 1000), serves("1000")),
    _row("a body of 1001 bytes", post("/length", "Content-Length: 1001", body="x" * 1001), refuses(413)),
    _row(
        "a chunked body of 1000 bytes",
        chunked("/length", f"3e8\r\n{'x' * 1000}\r\n0\r\n\r\n"),
        serves("1000"),
    ),
    _row(
        "a chunked body of 1001 bytes", chunked("/length", f"3e9\r\n{'x' * 1001}\r\n0\r\n\r\n"), refuses(413)
    ),
    _row(
        "a stream of 1001 bytes",
        post("/stream-upload", "Content-Length: 1001", body="x" * 1001),
        serves("1001"),
    ),
    _row(
        "500 bytes that nobody reads",
        post("/ignore", "Content-Length: 500", body="x" * 500) + get(),
        sequence(serves("ignored"), serves("hello")),
    ),
    _row(
        "100000 bytes that nobody reads",
        post("/ignore", "Content-Length: 100000", body="x" * 100_000) + get(),
        serves_and_closes("ignored"),
    ),
)


@pytest.mark.parametrize("case", _ROWS, ids=lambda case: case.title)
def test_limit(case: Case, narrow_server: Server) -> None:
    assert referee(case, narrow_server.address).house is None
