"""Host (RFC 9112 §3.2, RFC 9110 §7.2; its syntax: RFC 3986 §3.2.2 and §3.2.3)."""

from ..case import Case, Expect, answers, get, house, must, refuses, request, serves


def _host(value: str) -> bytes:
    return request("GET", "/", host=value)


_BAD: Expect = refuses(400)
_INVALID = (
    ("a space", "a b"),
    ("a list", "a, b"),
    ("user information", "user@test"),
    ("a path", "test/path"),
    ("a scheme", "http://test"),
    ("a query", "test?a"),
    ("a fragment", "test#a"),
    ("a backslash", "test\\a"),
    ("a quote", '"test"'),
    ("angle brackets", "<test>"),
    ("a caret", "a^b"),
    ("a byte above 0x7F", "t\xe9st"),
    ("a control byte", "te\x01st"),
    ("NUL", "te\x00st"),
    ("a tab within", "te\tst"),
    ("a bad escape", "te%zzst"),
    ("an escape cut short", "test%4"),
    ("a port that is no number", "test:http"),
    ("a port with a sign", "test:+80"),
    ("a port with a space", "test: 80"),
    ("two ports", "test:80:80"),
    ("a bare IPv6 address", "::1"),
    ("an unclosed bracket", "[::1"),
    ("a closing bracket alone", "::1]"),
    ("an empty literal", "[]"),
    ("a literal that is no address", "[test]"),
    ("an IPv6 address with too many groups", "[1:2:3:4:5:6:7:8:9]"),
    ("an IPv6 address with two gaps", "[1::2::3]"),
    ("an IPv6 address with a group too long", "[12345::1]"),
    ("text after a literal", "[::1]x"),
    ("an IPvFuture without a version", "[v.a]"),
)
_VALID = (
    ("a name", "test"),
    ("a name with a port", "test:8000"),
    ("an empty port", "test:"),
    ("upper case", "TEST.Example"),
    ("an IPv4 address", "127.0.0.1"),
    ("an IPv4 address with a port", "127.0.0.1:80"),
    ("an IPv6 address", "[::1]"),
    ("an IPv6 address with a port", "[::1]:8000"),
    ("an IPv6 address of full length", "[2001:db8:0:1:2:3:4:5]"),
    ("an IPv6 address that ends in IPv4", "[::ffff:192.0.2.1]"),
    ("an underscore", "my_service"),
    ("a dot at the end", "test.example."),
    ("an escaped byte", "te%73t"),
    ("sub-delimiters", "a!$&'()*+,;=b"),
)

CASES: tuple[Case, ...] = (
    *(must("9112 §3.2", f"a host with {what} is invalid", _host(value), _BAD) for what, value in _INVALID),
    *(must("3986 §3.2.2", f"a host may be {what}", _host(value), serves("hello")) for what, value in _VALID),
    house("9110 §4.2.1", "an empty host", _host(""), refuses(400)),
    must("3986 §3.2.2", "a literal of a future version", _host("[v1.a:b]"), serves("hello")),
    must("9112 §3.2", "HTTP/1.1 without Host", request("GET", "/", host=None), _BAD),
    must("9112 §3.2", "two Host lines that differ", get("Host: other"), _BAD),
    must("9112 §3.2", "two Host lines that agree", get("Host: test"), _BAD),
    must("9112 §3.2", "two Host lines in HTTP/1.0", b"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", _BAD),
    must("9112 §3.2", "an invalid Host in HTTP/1.0", b"GET / HTTP/1.0\r\nHost: a b\r\n\r\n", _BAD),
    must(
        "9110 §5.1",
        "the name Host is case-insensitive",
        request("GET", "/", "hOsT: test", host=None),
        serves("hello"),
    ),
    must(
        "9110 §5.5",
        "white space around the value",
        request("GET", "/", "Host: \t test \t", host=None),
        serves("hello"),
    ),
    must(
        "9112 §3.2",
        "Host need not come first",
        request("GET", "/", "X-A: 1", "Host: test", host=None),
        serves("hello"),
    ),
    house("9112 §3.2", "HTTP/1.0 needs no Host", b"GET / HTTP/1.0\r\n\r\n", answers(200)),
    house(
        "9112 §3.2",
        "the application is given the host",
        request("GET", "/host", host="a.example"),
        serves("a.example"),
    ),
)
