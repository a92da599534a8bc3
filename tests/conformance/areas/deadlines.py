"""Deadlines: what comes too slowly is answered 408 (RFC 9110 §15.5.9), what is idle ends (RFC 9112 §9.5).

The cases wait for as long as the server does: run them at a server whose deadlines are short.
"""

from ..case import Case, Drip, chunked, closes_silently, either, get, house, post, refuses, sequence, serves

_LATE = refuses(408)
_ENDS = either(closes_silently(), _LATE)
_EVERY_S = 0.1
_LONG = 20.0

CASES: tuple[Case, ...] = (
    house("9112 §9.5", "a connection on which nothing comes ends", b"", _ENDS),
    house("9112 §9.5", "an idle connection ends", get(), sequence(serves("hello"), closes_silently())),
    house("9110 §15.5.9", "a request line that stops", b"GET / HT", _LATE),
    house("9110 §15.5.9", "a head that stops", get()[:-2], _LATE),
    house(
        "9110 §15.5.9",
        "a head that stops after another request",
        get() + get()[:-2],
        sequence(serves("hello"), _LATE),
    ),
    house(
        "9110 §15.5.9",
        "a head that drips",
        Drip(b"GET / HTTP/1.1\r\nHost: test\r\nX-A: " + b"a" * int(_LONG / _EVERY_S), _EVERY_S),
        _LATE,
    ),
    house("9110 §15.5.9", "a body that does not come", post("/length", "Content-Length: 5"), _LATE),
    house("9110 §15.5.9", "a body that stops", post("/length", "Content-Length: 5", body="he"), _LATE),
    house(
        "9110 §15.5.9",
        "a body that drips",
        (post("/length", "Content-Length: 10000"), Drip(b"x" * int(_LONG / _EVERY_S), _EVERY_S)),
        _LATE,
    ),
    house("9110 §15.5.9", "a chunked body that stops within a chunk", chunked("/length", "5\r\nhe"), _LATE),
    house(
        "9110 §15.5.9",
        "a chunked body that stops before its end",
        chunked("/length", "5\r\nhello\r\n"),
        _LATE,
    ),
    house(
        "9110 §15.5.9",
        "a streamed body that stops",
        post("/stream-upload", "Content-Length: 5", body="he"),
        _LATE,
    ),
)
