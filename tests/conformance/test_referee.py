"""The referee itself: servers that say the wrong thing must fail the case, whatever part of it is wrong."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from .areas import CASES, DEADLINES
from .case import Expect, Level, Shape, get, house, must, or_rfc, refuses, sequence, serves, serves_and_closes
from .referee import referee

_OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
_BAD = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"


@contextlib.contextmanager
def scripted(answer: bytes, *, keeps: bool) -> Iterator[tuple[str, int]]:
    """A server that answers `answer` to what comes first, and ends; or keeps, and then answers `_OK`."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)
                if keeps and connection.recv(65536):
                    connection.sendall(_OK)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[:2]
        thread.join()


@dataclass(frozen=True)
class Row:
    what: str
    answer: bytes
    keeps: bool
    expect: Expect
    rfc_passes: bool
    house_passes: bool
    patience_s: float = 4.0


def _with(fields: bytes, body: bytes = b"hello") -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n" + body


_ROWS = (
    Row("as expected", _OK, True, serves("hello"), True, True),
    Row("another body", _OK, True, serves("hullo"), False, False),
    Row("another status", _OK, True, serves(status=204), False, False),
    Row("closed instead of kept", _OK, False, serves("hello"), True, False),
    Row("kept instead of closed", _OK, True, serves_and_closes("hello"), False, False, patience_s=0.1),
    Row("an answer too many", _OK + _OK, True, serves("hello"), False, False),
    Row("an answer too many, then the end", _OK + _OK, False, serves_and_closes("hello"), False, False),
    Row("an answer too few", _OK, False, sequence(serves("hello"), serves("hello")), False, False),
    Row("no answer", b"", False, refuses(400), False, False),
    Row("refused and closed", _BAD, False, refuses(400), True, True),
    Row("refused, but kept", _BAD, True, refuses(400), True, False, patience_s=0.1),
    Row(
        "refused, but kept where the RFC says close",
        _BAD,
        True,
        refuses(400, close=Level.MUST),
        False,
        False,
        patience_s=0.1,
    ),
    Row("refused with another status", _BAD, False, refuses(413), False, False),
    Row("refused with a status that only the RFC allows", _BAD, False, refuses(413, 400), True, False),
    Row("served where only the RFC allows it", _OK, True, or_rfc(refuses(400), serves("hello")), True, False),
    Row("a missing field", _OK, True, serves(fields={"Date": ".+"}), False, False),
    Row("a field with another value", _OK, True, serves(fields={"Content-Length": "6"}), False, False),
    Row("a field that must be absent", _OK, True, serves(fields={"Content-Length": None}), False, False),
    Row(
        "an interim answer nobody asked for",
        b"HTTP/1.1 100 Continue\r\n\r\n" + _OK,
        True,
        serves(interim=()),
        False,
        False,
    ),
    Row("no interim answer", _OK, True, serves(interim=(100,)), False, False),
    Row("a body in the answer to HEAD", _OK, True, serves(to_head=True), False, False),
    Row(
        "a length and a coding",
        _with(b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
        True,
        serves(),
        False,
        False,
    ),
    Row("two lengths", _with(b"Content-Length: 5\r\nContent-Length: 5\r\n"), True, serves(), False, False),
    Row("a length too long", _with(b"Content-Length: 6\r\n"), False, serves(), False, False),
    Row("a length too short", _with(b"Content-Length: 4\r\n"), True, serves("hell"), False, False),
    Row(
        "chunks",
        _with(b"Transfer-Encoding: chunked\r\n", b"5;a\r\nhello\r\n0\r\n\r\n"),
        True,
        serves("hello"),
        True,
        True,
    ),
    Row(
        "chunks without an end",
        _with(b"Transfer-Encoding: chunked\r\n", b"5\r\nhello\r\n"),
        False,
        serves(),
        False,
        False,
    ),
    Row(
        "a chunk size that is none",
        _with(b"Transfer-Encoding: chunked\r\n", b"x\r\n"),
        False,
        serves(),
        False,
        False,
    ),
    Row("lines that end in LF", _OK.replace(b"\r\n", b"\n"), False, serves(), False, False),
    Row("a space before a colon", _with(b"Content-Length : 5\r\n"), False, serves(), False, False),
    Row("a status line that is none", b"HTTP/1.1 OK\r\n\r\n", False, serves(), False, False),
    Row("a switch of protocols", b"HTTP/1.1 101 Switching Protocols\r\n\r\n", False, serves(), False, False),
)


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row.what)
def test_judges(row: Row) -> None:
    with scripted(row.answer, keeps=row.keeps) as address:
        verdict = referee(must("9112 §1", "a case", get(), row.expect), address, patience_s=row.patience_s)
    assert (verdict.rfc is None, verdict.house is None) == (row.rfc_passes, row.house_passes), str(
        verdict.observed
    )


def test_a_house_case_has_no_rfc_verdict() -> None:
    with scripted(_BAD, keeps=False) as address:
        verdict = referee(house("9112 §1", "a case", get(), serves()), address)
    assert (verdict.rfc, verdict.house is None) == (None, False)


def test_a_silent_server_fails_when_patience_ends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        verdict = referee(
            must("9112 §1", "a case", get(), serves()), listener.getsockname()[:2], patience_s=0.05
        )
    assert verdict.rfc is not None


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in CASES + DEADLINES]
    assert len(set(names)) == len(names) >= 150


def test_what_the_house_accepts_the_rfc_accepts() -> None:
    strange = [
        case.name
        for case in CASES + DEADLINES
        if not all(any(_asks_no_more(rfc, shape) for rfc in case.expect.rfc) for shape in case.expect.house)
    ]
    assert strange == []


def _asks_no_more(rfc: Shape, house_shape: Shape) -> bool:
    return len(rfc.answers) == len(house_shape.answers) and all(
        not theirs.statuses or set(ours.statuses) <= set(theirs.statuses)
        for ours, theirs in zip(house_shape.answers, rfc.answers, strict=True)
    )
