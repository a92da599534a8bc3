"""Request line: method, version, separators, line ends (RFC 9112 §2.2, §2.3, §3; RFC 9110 §2.5, §9.1)."""

from ..case import Case, answers, get, house, must, refuses, request, sequence, serves, should

_HOST = b"Host: test\r\n\r\n"

CASES: tuple[Case, ...] = (
    must("9110 §9.1", "GET is supported", get(), serves("hello")),
    must("9110 §9.1", "HEAD is supported", request("HEAD", "/"), serves(b"", to_head=True)),
    should("9110 §9.1", "an unknown method is not implemented", request("BREW", "/"), answers(501, 405)),
    should("9110 §9.1", "methods are case-sensitive", request("get", "/"), answers(501, 405, 400)),
    should("9112 §3", "a method longer than any known", request("A" * 100, "/"), answers(501, 405, 400)),
    should("9112 §3.2", "a method that is no token", request("G(T", "/"), refuses(400, 405, 501)),
    should("9112 §3.2", "a method with a control byte", request("G\x01T", "/"), refuses(400, 501)),
    should("9112 §3.2", "no method", b" / HTTP/1.1\r\n" + _HOST, refuses(400)),
    should("9112 §3.2", "only a method", b"GET\r\n" + _HOST, refuses(400)),
    should("9112 §3.2", "no target", b"GET HTTP/1.1\r\n" + _HOST, refuses(400)),
    should("9112 §3.2", "an empty target", b"GET  HTTP/1.1\r\n" + _HOST, refuses(400)),
    should("9112 §3.2", "a space within the target", b"GET /a b HTTP/1.1\r\n" + _HOST, refuses(400)),
    should(
        "9112 §2.2",
        "a binary request line",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        refuses(400),
    ),
    should("9112 §2.2", "text that is no HTTP", b"hello, how do you do?\r\n\r\n", refuses(400, 505)),
    house("9112 §3", "two spaces before the version", b"GET /  HTTP/1.1\r\n" + _HOST, refuses(400)),
    house("9112 §3", "two spaces before the target", b"GET  / HTTP/1.1\r\n" + _HOST, refuses(400)),
    house("9112 §3", "a tab as separator", b"GET\t/ HTTP/1.1\r\n" + _HOST, refuses(400)),
    house("9112 §3", "a vertical tab as separator", b"GET /\x0bHTTP/1.1\r\n" + _HOST, refuses(400)),
    house("9112 §3", "a space after the version", b"GET / HTTP/1.1 \r\n" + _HOST, refuses(400)),
    house("9112 §3", "a space before the method", b" GET / HTTP/1.1\r\n" + _HOST, refuses(400)),
    should("9112 §2.2", "one empty line before the request is ignored", b"\r\n" + get(), serves("hello")),
    should(
        "9112 §2.2",
        "an empty line between two requests is ignored",
        get() + b"\r\n" + get(),
        sequence(serves("hello"), serves("hello")),
    ),
    house(
        "9112 §2.2", "a bare LF ends the request line", b"GET / HTTP/1.1\nHost: test\r\n\r\n", refuses(400)
    ),
    house("9112 §2.2", "every line ends in a bare LF", b"GET / HTTP/1.1\nHost: test\n\n", refuses(400)),
    house("9112 §2.2", "a bare LF before the request", b"\n" + get(), refuses(400)),
    must("9112 §2.2", "a bare CR within the target", b"GET /\rx HTTP/1.1\r\n" + _HOST, refuses(400)),
    must(
        "9112 §2.2",
        "a bare CR ends the request line",
        b"GET / HTTP/1.1\rHost: test\r\n\r\n",
        refuses(400, 505),
    ),
    must("9112 §2.2", "CR CR LF ends the request line", b"GET / HTTP/1.1\r\r\n" + _HOST, refuses(400, 505)),
    must(
        "9112 §2.2",
        "white space before the first field line",
        b"GET / HTTP/1.1\r\n X-Skipped: 1\r\nHost: test\r\n\r\n",
        refuses(400, instead=(serves("hello"),)),
    ),
    house("9112 §2.3", "HTTP/1.0 is served", b"GET / HTTP/1.0\r\n\r\n", answers(200)),
    should(
        "9110 §2.5", "a higher minor version is served as 1.1", b"GET / HTTP/1.2\r\n" + _HOST, serves("hello")
    ),
    house("9110 §15.6.6", "HTTP/2.0 in the request line", b"GET / HTTP/2.0\r\n" + _HOST, refuses(505)),
    house("9110 §15.6.6", "the HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", refuses(505)),
    house("9110 §15.6.6", "HTTP/3.0", b"GET / HTTP/3.0\r\n" + _HOST, refuses(505)),
    house("9110 §15.6.6", "HTTP/0.9 with a version", b"GET / HTTP/0.9\r\n" + _HOST, refuses(505)),
    should("9112 §3.2", "HTTP/0.9 without a version", b"GET /\r\n\r\n", refuses(400, 505)),
    should(
        "9112 §2.3", "the version's name is case-sensitive", b"GET / http/1.1\r\n" + _HOST, refuses(400, 505)
    ),
    should("9112 §2.3", "a version with two digits", b"GET / HTTP/1.10\r\n" + _HOST, refuses(400, 505)),
    should("9112 §2.3", "a version with leading zeros", b"GET / HTTP/01.1\r\n" + _HOST, refuses(400, 505)),
    should("9112 §2.3", "a version without a dot", b"GET / HTTP/11\r\n" + _HOST, refuses(400, 505)),
    should("9112 §2.3", "a version without a minor digit", b"GET / HTTP/1.\r\n" + _HOST, refuses(400, 505)),
    should("9112 §2.3", "a version that is no number", b"GET / HTTP/x.y\r\n" + _HOST, refuses(400, 505)),
    should("9112 §2.3", "another protocol's name", b"GET / ICAP/1.0\r\n" + _HOST, refuses(400, 505)),
    should("9112 §2.3", "an empty version", b"GET / HTTP/\r\n" + _HOST, refuses(400, 505)),
)
