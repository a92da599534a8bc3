"""Requests that two servers could frame differently (RFC 9112 §11.2): one refusal, and the connection ends.

Each row holds a second request in what a lenient parser takes for the rest of the connection. That request
names /items/smuggled, so that an answer to it shows.
"""

from ..case import (
    Answer,
    Case,
    Fate,
    Level,
    Shape,
    both,
    either,
    house,
    keeps_waiting,
    must,
    or_rfc,
    post,
    refuses,
    serves_and_closes,
)

_INNER = "GET /items/smuggled HTTP/1.1\r\nHost: test\r\n\r\n"
_ENDED = "0\r\n\r\n"
_REFUSED = refuses(400, close=Level.MUST)
# What a parser does that replaces a fold or a bare CR by a space: the length alone frames the body.
_REPLACED = both(Shape((Answer((200,), b"5"), Answer((200,), b"smuggled")), Fate.ANY))
_EITHER = either(refuses(400, close=Level.MUST), refuses(501, 400, close=Level.MUST))


def _raw(*lines: str, body: str) -> bytes:
    return post("/length", *lines, body=body)


CASES: tuple[Case, ...] = (
    must(
        "9112 §6.1",
        "CL.TE: the length covers the smuggled request",
        _raw(f"Content-Length: {len(_ENDED + _INNER)}", "Transfer-Encoding: chunked", body=_ENDED + _INNER),
        or_rfc(_REFUSED, serves_and_closes("0")),
    ),
    must(
        "9112 §6.1",
        "TE.CL: the length ends before the chunk does",
        _raw(
            "Content-Length: 4",
            "Transfer-Encoding: chunked",
            body=f"{len(_INNER):x}\r\n{_INNER}\r\n0\r\n\r\n",
        ),
        or_rfc(_REFUSED, serves_and_closes(str(len(_INNER)))),
    ),
    must(
        "9112 §6.3",
        "CL.CL: two lengths",
        _raw("Content-Length: 0", f"Content-Length: {len(_INNER)}", body=_INNER),
        _REFUSED,
    ),
    must(
        "9112 §6.3",
        "CL.CL: a list of lengths",
        _raw(f"Content-Length: 0, {len(_INNER)}", body=_INNER),
        _REFUSED,
    ),
    must(
        "9112 §5.1",
        "a length hidden by a space before its colon",
        _raw(f"Content-Length : {len(_INNER)}", body=_INNER),
        refuses(400),
    ),
    must(
        "9112 §5.1",
        "a coding hidden by a space before its colon",
        _raw("Content-Length: 0", "Transfer-Encoding : chunked", body=_ENDED + _INNER),
        refuses(400),
    ),
    must(
        "9112 §5.2",
        "a coding on a folded line",
        _raw("Content-Length: 5", "X-A: 1", " Transfer-Encoding: chunked", body=_ENDED + _INNER),
        or_rfc(refuses(400), _REPLACED),
    ),
    must(
        "9112 §2.2",
        "a coding behind a bare CR",
        _raw("Content-Length: 5", "X-A: 1\rTransfer-Encoding: chunked", body=_ENDED + _INNER),
        or_rfc(refuses(400), _REPLACED),
    ),
    house(
        "9112 §2.2",
        "a coding behind a bare LF",
        _raw("Content-Length: 5", "X-A: 1\nTransfer-Encoding: chunked", body=_ENDED + _INNER),
        refuses(400),
    ),
    must(
        "9112 §6.3",
        "TE.TE: a coding with a letter too many",
        _raw("Content-Length: 5", "Transfer-Encoding: xchunked", body=_ENDED + _INNER),
        _EITHER,
    ),
    must(
        "9112 §6.3",
        "TE.TE: chunked, then a coding that is none",
        _raw("Transfer-Encoding: chunked", "Transfer-Encoding: x", body=_ENDED + _INNER),
        _EITHER,
    ),
    must(
        "9112 §6.3",
        "TE.TE: identity hides chunked",
        _raw("Content-Length: 5", "Transfer-Encoding: identity", body=_ENDED + _INNER),
        _EITHER,
    ),
    must(
        "9110 §5.5",
        "NUL within the coding",
        _raw("Content-Length: 5", "Transfer-Encoding: chunked\x00", body=_ENDED + _INNER),
        or_rfc(refuses(400), refuses(501)),
    ),
    house(
        "9112 §6.3",
        "a vertical tab before the coding",
        _raw("Content-Length: 5", "Transfer-Encoding: \x0bchunked", body=_ENDED + _INNER),
        either(refuses(400), refuses(501)),
    ),
    must(
        "9112 §7.1",
        "a chunk size that overflows to zero",
        _raw("Transfer-Encoding: chunked", body="10000000000000000\r\n\r\n" + _INNER),
        or_rfc(refuses(400, 413), keeps_waiting()),
    ),
    house(
        "9112 §7.1",
        "a chunk size with a bare LF and an extension",
        _raw("Transfer-Encoding: chunked", body=f"0;\n\r\n\r\n{_INNER}"),
        refuses(400),
    ),
    must(
        "9112 §6.3",
        "a body's length with a sign",
        _raw(f"Content-Length: +{len(_INNER)}", body=_INNER),
        _REFUSED,
    ),
    must(
        "9112 §6.3",
        "a body's length in hexadecimal",
        _raw(f"Content-Length: 0x{len(_INNER):x}", body=_INNER),
        _REFUSED,
    ),
    must(
        "9112 §6.3",
        "a body's length with a superscript digit",
        _raw("Content-Length: \xb2", body=_INNER),
        _REFUSED,
    ),
    must("9112 §6.3", "a length of nothing", _raw("Content-Length:", body=_INNER), _REFUSED),
)
