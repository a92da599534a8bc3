"""Transfer-Encoding as a field: which codings, in which order, beside what (RFC 9112 §6.1, §6.3, §7)."""

from ..case import (
    Case,
    Level,
    house,
    must,
    or_rfc,
    post,
    refuses,
    request,
    serves,
    serves_and_closes,
    should,
)

_BODY = "5\r\nhello\r\n0\r\n\r\n"
_BAD = refuses(400, close=Level.MUST)
_UNKNOWN = or_rfc(refuses(501, 400), refuses(400, close=Level.MUST))
_MALFORMED = or_rfc(refuses(400, close=Level.MUST), refuses(501, 400))


def _coded(*values: str) -> bytes:
    return post("/length", *(f"Transfer-Encoding: {value}" for value in values), body=_BODY)


CASES: tuple[Case, ...] = (
    must("9112 §6.1", "chunked", _coded("chunked"), serves("5")),
    must("9112 §7", "coding names are case-insensitive", _coded("Chunked"), serves("5")),
    must("9112 §7", "coding names in upper case", _coded("CHUNKED"), serves("5")),
    must("9110 §5.5", "white space around the value", _coded(" \tchunked\t "), serves("5")),
    should("9112 §6.1", "an unknown coding before chunked", _coded("shrink, chunked"), refuses(501)),
    should("9112 §6.1", "gzip before chunked", _coded("gzip, chunked"), refuses(501)),
    should("9112 §6.1", "codings on two lines", _coded("gzip", "chunked"), refuses(501)),
    must(
        "9112 §6.3",
        "chunked is not the last coding",
        _coded("chunked, gzip"),
        or_rfc(_BAD, refuses(501, 400)),
    ),
    must(
        "9112 §6.3",
        "chunked is not the last coding, on two lines",
        _coded("chunked", "gzip"),
        or_rfc(_BAD, refuses(501, 400)),
    ),
    must("9112 §6.3", "an unknown coding alone", _coded("shrink"), _UNKNOWN),
    must("9112 §6.3", "gzip alone", _coded("gzip"), _UNKNOWN),
    must("9112 §6.3", "identity is no coding any more", _coded("identity"), _UNKNOWN),
    must("9112 §6.3", "an empty value", _coded(""), _MALFORMED),
    must("9112 §6.3", "a name that only begins like chunked", _coded("chunkedx"), _UNKNOWN),
    must("9112 §6.3", "a name that only ends like chunked", _coded("xchunked"), _UNKNOWN),
    must("9112 §6.3", "chunked in quotes", _coded('"chunked"'), _MALFORMED),
    must("9112 §6.3", "a space within the name", _coded("chu nked"), _MALFORMED),
    must("9112 §6.3", "chunked behind another word", _coded("x chunked"), _MALFORMED),
    must("9112 §6.3", "chunked, then a comma and a word", _coded("chunked, identity"), _MALFORMED),
    should(
        "9112 §7.1",
        "chunked with a parameter",
        _coded("chunked;a=b"),
        or_rfc(refuses(400, 501), refuses(501)),
    ),
    house("9112 §6.1", "chunked twice", _coded("chunked, chunked"), or_rfc(refuses(400), refuses(501))),
    house(
        "9112 §6.1",
        "chunked twice, on two lines",
        _coded("chunked", "chunked"),
        or_rfc(refuses(400), refuses(501)),
    ),
    house(
        "9112 §6.1",
        "a vertical tab before chunked",
        _coded("\x0bchunked"),
        or_rfc(refuses(400), refuses(501)),
    ),
    must(
        "9112 §6.1",
        "in HTTP/1.0 the framing is faulty",
        request("POST", "/length", "Transfer-Encoding: chunked", body=_BODY, version="HTTP/1.0"),
        or_rfc(refuses(400, close=Level.MUST), serves_and_closes()),
    ),
    must(
        "9112 §6.1",
        "in HTTP/1.0 with keep-alive and a Content-Length",
        request(
            "POST",
            "/length",
            "Connection: keep-alive",
            "Content-Length: 5",
            "Transfer-Encoding: chunked",
            body=_BODY,
            version="HTTP/1.0",
        ),
        or_rfc(refuses(400, close=Level.MUST), serves_and_closes()),
    ),
    must(
        "9112 §6.1",
        "together with Content-Length the connection closes",
        post("/length", "Content-Length: 15", "Transfer-Encoding: chunked", body=_BODY),
        or_rfc(refuses(400, close=Level.MUST), serves_and_closes("5")),
    ),
    must(
        "9112 §6.1",
        "before Content-Length the connection closes",
        post("/length", "Transfer-Encoding: chunked", "Content-Length: 15", body=_BODY),
        or_rfc(refuses(400, close=Level.MUST), serves_and_closes("5")),
    ),
    must(
        "9112 §6.1",
        "together with Content-Length: 0",
        post("/length", "Content-Length: 0", "Transfer-Encoding: chunked", body=_BODY),
        or_rfc(refuses(400, close=Level.MUST), serves_and_closes("5")),
    ),
)
