"""Request target: its four forms (RFC 9112 §3.2) and the characters of a URI (RFC 3986 §2, §3.3)."""

from ..case import Case, answers, get, house, must, or_rfc, refuses, request, serves, should

CASES: tuple[Case, ...] = (
    must("9112 §3.2.1", "origin form with a query", get(target="/query?a=1&b=2"), serves("a=1&b=2")),
    must("9112 §3.2.1", "a query that contains a question mark", get(target="/query?a?b"), serves("a?b")),
    must("9112 §3.2.1", "an empty query", get(target="/query?"), serves("")),
    must(
        "9112 §3.2.1",
        "a query with every allowed character",
        get(target="/query?-._~!$&'()*+,;=:@/?"),
        serves("-._~!$&'()*+,;=:@/?"),
    ),
    must(
        "3986 §3.3",
        "a path segment with every allowed character",
        get(target="/items/-._~!$&'()*+,;=:@"),
        serves("-._~!$&'()*+,;=:@"),
    ),
    must("9112 §3.2.2", "absolute form is accepted", get(target="http://test/"), serves("hello")),
    must("9112 §3.2.2", "absolute form with a port", get(target="http://test:8000/items/a"), serves("a")),
    must("9112 §3.2.2", "absolute form with a query", get(target="http://test/query?a=1"), serves("a=1")),
    must(
        "9110 §4.2.3",
        "an absolute form with an empty path is the root",
        get(target="http://test"),
        serves("hello"),
    ),
    must(
        "9110 §4.2.3",
        "an absolute form with a query and no path",
        get(target="http://test?a=1"),
        serves("hello"),
    ),
    must(
        "3986 §3.1",
        "the scheme of an absolute form is case-insensitive",
        get(target="HTTP://test/"),
        serves("hello"),
    ),
    must(
        "9112 §3.2.2",
        "the target's host wins over Host",
        request("GET", "http://target.example/host", host="field.example"),
        serves("target.example"),
    ),
    must("9112 §3.2", "absolute form without Host", request("GET", "http://test/", host=None), refuses(400)),
    must(
        "9112 §3.2",
        "absolute form with two Host lines",
        get("Host: test", target="http://test/"),
        refuses(400),
    ),
    must("9110 §4.2.1", "absolute form with an empty host", get(target="http:///"), refuses(400)),
    should("9112 §3.2", "absolute form with a host that is none", get(target="http://a<b/"), refuses(400)),
    should(
        "9112 §3.2", "absolute form with a port that is none", get(target="http://test:8x/"), refuses(400)
    ),
    should(
        "9110 §4.2.4", "absolute form with user information", get(target="http://user@test/"), refuses(400)
    ),
    should("9112 §3.2", "a target of no form", get(target="items/a"), refuses(400)),
    should("9112 §3.2", "authority form is for CONNECT alone", get(target="test:80"), refuses(400)),
    should("9112 §3.2", "asterisk form is for OPTIONS alone", get(target="*"), refuses(400)),
    should("9112 §3.2", "an asterisk with more behind it", request("OPTIONS", "*/"), refuses(400)),
    should(
        "9112 §3.2.4",
        "OPTIONS * is no bad request",
        request("OPTIONS", "*"),
        or_rfc(answers(200, 204), answers(405, 501)),
    ),
    house("9112 §3.2.3", "CONNECT is refused", request("CONNECT", "test:443"), answers(400, 405, 501)),
    should("9112 §3.2", "a fragment in the target", get(target="/items/a#b"), refuses(400)),
    should("9112 §3.2", "a byte above 0x7F in the target", get(target="/items/\xe9"), refuses(400)),
    should("9112 §3.2", "a byte above 0x7F in the query", get(target="/query?\xe9"), refuses(400)),
    should("9112 §3.2", "NUL in the target", get(target="/items/\x00"), refuses(400)),
    should("9112 §3.2", "a control byte in the target", get(target="/items/\x1f"), refuses(400)),
    should("9112 §3.2", "DEL in the target", get(target="/items/\x7f"), refuses(400)),
    should("9112 §3.2", "a tab in the query", get(target="/query?a\tb"), refuses(400)),
    house("3986 §5.2.4", "dot segments are not normalised", get(target="/items/../items/a"), answers(404)),
    house("3986 §3.3", "empty segments are not merged", get(target="//items//a"), answers(404)),
    house(
        "3986 §3.3",
        "a trailing slash redirects",
        get(target="/items/a/"),
        serves(status=307, fields={"Location": r"(http://test)?/items/a"}),
    ),
    house(
        "3986 §3.3",
        "a trailing slash redirects with the query",
        get(target="/query/?a=1"),
        serves(status=307, fields={"Location": r"(http://test)?/query\?a=1"}),
    ),
)
