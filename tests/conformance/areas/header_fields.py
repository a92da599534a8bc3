"""Header fields: names, values, white space, line ends (RFC 9112 §5, §2.2; RFC 9110 §5)."""

from ..case import Case, get, house, must, refuses, request, serves, should


def _line(line: bytes) -> bytes:
    return b"GET /field/x-a HTTP/1.1\r\nHost: test\r\n" + line + b"\r\n"


_NAME_BYTES_REFUSED = (
    ("NUL", "\x00"),
    ("a control byte", "\x01"),
    ("DEL", "\x7f"),
    ("a byte above 0x7F", "\xe9"),
    ("a slash", "/"),
    ("a quote", '"'),
    ("parentheses", "()"),
    ("a comma", ","),
    ("a semicolon", ";"),
    ("an equals sign", "="),
    ("an at sign", "@"),
    ("brackets", "[]"),
    ("braces", "{}"),
    ("a backslash", "\\"),
)

CASES: tuple[Case, ...] = (
    must("9112 §5.1", "a space before the colon", _line(b"X-A : 1\r\n"), refuses(400)),
    must("9112 §5.1", "a tab before the colon", _line(b"X-A\t: 1\r\n"), refuses(400)),
    must(
        "9112 §5.1",
        "a space before the colon of Host",
        b"GET / HTTP/1.1\r\nHost : test\r\n\r\n",
        refuses(400),
    ),
    must(
        "9112 §5.1",
        "a space before the colon of Content-Length",
        b"POST /length HTTP/1.1\r\nHost: test\r\nContent-Length : 1\r\n\r\na",
        refuses(400),
    ),
    should("9112 §5", "a space within a name", _line(b"X A: 1\r\n"), refuses(400)),
    should("9112 §5", "an empty name", _line(b": 1\r\n"), refuses(400)),
    should("9112 §5", "a line without a colon", _line(b"X-A\r\n"), refuses(400)),
    *(
        should("9110 §5.1", f"a name with {what}", _line(f"X{byte}A: 1\r\n".encode("latin-1")), refuses(400))
        for what, byte in _NAME_BYTES_REFUSED
    ),
    must(
        "9110 §5.1",
        "a name with every other token character",
        _line(b"!#$%&'*+-.^_`|~09azAZ: 1\r\nX-A: 2\r\n"),
        serves("2"),
    ),
    must("9110 §5.1", "names are case-insensitive", _line(b"x-A: 1\r\n"), serves("1")),
    must("9112 §5.1", "no white space after the colon", _line(b"X-A:1\r\n"), serves("1")),
    must(
        "9112 §5.1", "white space around a value is no part of it", _line(b"X-A: \t 1 \t \r\n"), serves("1")
    ),
    must("9112 §5.1", "white space within a value is", _line(b"X-A: 1 \t 2\r\n"), serves("1 \t 2")),
    must("9112 §5", "an empty value", _line(b"X-A:\r\n"), serves("")),
    must("9112 §5", "a value of white space is empty", _line(b"X-A: \t \r\n"), serves("")),
    must("9112 §5", "a value with a colon", _line(b"X-A: a:b\r\n"), serves("a:b")),
    house(
        "9110 §5.5", "a value with bytes above 0x7F is kept", _line(b"X-A: \xe9\xff\r\n"), serves(b"\xe9\xff")
    ),
    must("9110 §5.5", "NUL in a value", _line(b"X-A: a\x00b\r\n"), refuses(400, instead=(serves("a b"),))),
    must(
        "9110 §5.5", "a bare CR in a value", _line(b"X-A: a\rb\r\n"), refuses(400, instead=(serves("a b"),))
    ),
    must(
        "9112 §2.2",
        "a bare CR before the line's end",
        _line(b"X-A: a\r\r\n"),
        refuses(400, instead=(serves("a"), serves("a "))),
    ),
    must(
        "9112 §2.2",
        "a bare CR that would hide a field",
        _line(b"X-B: a\rX-A: b\r\n"),
        refuses(400, instead=(serves(status=404),)),
    ),
    house("9112 §2.2", "a bare LF ends a field line", _line(b"X-A: a\nX-B: b\r\n"), refuses(400)),
    house("9112 §2.2", "a bare LF ends the head", b"GET / HTTP/1.1\r\nHost: test\r\n\n", refuses(400)),
    house("9110 §5.5", "a control byte in a value", _line(b"X-A: a\x01b\r\n"), refuses(400)),
    house("9110 §5.5", "ESC in a value", _line(b"X-A: a\x1bb\r\n"), refuses(400)),
    house("9110 §5.5", "DEL in a value", _line(b"X-A: a\x7fb\r\n"), refuses(400)),
    must("9112 §5.2", "a folded line", _line(b"X-A: a\r\n b\r\n"), refuses(400, instead=(serves("a b"),))),
    must(
        "9112 §5.2",
        "a line folded with a tab",
        _line(b"X-A: a\r\n\tb\r\n"),
        refuses(400, instead=(serves("a b"),)),
    ),
    must(
        "9112 §5.2",
        "a folded line of white space alone",
        _line(b"X-A: a\r\n \r\n"),
        refuses(400, instead=(serves("a"),)),
    ),
    must(
        "9112 §5.2",
        "a folded Transfer-Encoding",
        b"POST /length HTTP/1.1\r\nHost: test\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        refuses(400, instead=(serves("0"),)),
    ),
    must(
        "9110 §5.3",
        "repeated lines combine in order",
        request("GET", "/field/x-a", "X-A: 1", "X-B: 2", "X-A: 3"),
        serves("1, 3"),
    ),
    must(
        "9110 §5.3",
        "the order of different names is free",
        request("GET", "/field/x-a", "X-B: 1", "X-A: 2"),
        serves("2"),
    ),
    must("9110 §5.1", "an unknown field is ignored", get("X-Unknown-Field: anything"), serves("hello")),
    house("9110 §5.4", "100 header lines", get(*(f"X-{n}: {n}" for n in range(100))), serves("hello")),
    house("9110 §5.4", "a header of 8,000 bytes", get("X-A: " + "a" * 8000), serves("hello")),
    must(
        "9112 §2.2",
        "a head that arrives byte by byte",
        tuple(bytes((byte,)) for byte in request("GET", "/field/x-a", "X-A: 1")),
        serves("1"),
    ),
)
