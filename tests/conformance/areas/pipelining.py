"""Pipelining: answers in the order of the requests, each request framed by itself (RFC 9112 §9.3.2)."""

from ..case import (
    Case,
    chunked,
    get,
    house,
    must,
    post,
    refuses,
    request,
    sequence,
    serves,
    serves_and_closes,
)

_ITEMS = [(get(target=f"/items/{n}"), serves(str(n))) for n in range(100)]
_PAIR = get(target="/items/a") + post("/echo", "Content-Length: 2", body="b!")


def _pieces(data: bytes, size: int) -> tuple[bytes, ...]:
    return tuple(data[n : n + size] for n in range(0, len(data), size))


CASES: tuple[Case, ...] = (
    must("9112 §9.3.2", "two requests", _ITEMS[0][0] + _ITEMS[1][0], sequence(_ITEMS[0][1], _ITEMS[1][1])),
    must(
        "9112 §9.3.2", "a hundred requests", b"".join(r for r, _ in _ITEMS), sequence(*(e for _, e in _ITEMS))
    ),
    must(
        "9112 §9.3.2",
        "a slow answer before a fast one",
        get(target="/delayed") + get(),
        sequence(serves("delayed"), serves("hello")),
    ),
    must(
        "9112 §9.3.2",
        "two slow answers",
        get(target="/delayed") * 2 + get(),
        sequence(serves("delayed"), serves("delayed"), serves("hello")),
    ),
    must(
        "9112 §9.3.2",
        "a streamed answer before another",
        get(target="/stream") + get(),
        sequence(serves("onetwothree"), serves("hello")),
    ),
    must(
        "9112 §9.3.2",
        "a request with a body between two without",
        get() + post("/echo", "Content-Length: 3", body="abc") + get(),
        sequence(serves("hello"), serves("abc"), serves("hello")),
    ),
    must(
        "9112 §9.3.2",
        "chunked bodies behind each other",
        chunked("/echo", "1\r\na\r\n0\r\n\r\n") + chunked("/echo", "1\r\nb\r\n0\r\nX-T: 1\r\n\r\n") + get(),
        sequence(serves("a"), serves("b"), serves("hello")),
    ),
    must(
        "9112 §9.3.2",
        "a HEAD between two GETs",
        get() + request("HEAD", "/") + get(),
        sequence(serves("hello"), serves(b"", to_head=True), serves("hello")),
    ),
    must(
        "9112 §9.3.2",
        "an answer without a body between two others",
        get() + get(target="/no-content") + get(),
        sequence(serves("hello"), serves(b"", status=204), serves("hello")),
    ),
    must(
        "9112 §9.3.2",
        "a 304 between two others",
        get() + get(target="/not-modified") + get(),
        sequence(serves("hello"), serves(b"", status=304), serves("hello")),
    ),
    house(
        "9112 §9.3.2",
        "a failed handler between two others",
        get() + get(target="/error") + get(),
        sequence(serves("hello"), serves(status=500), serves("hello")),
    ),
    must(
        "9112 §9.3.2",
        "an unknown path between two others",
        get() + get(target="/nowhere") + get(),
        sequence(serves("hello"), serves(status=404), serves("hello")),
    ),
    *(
        must(
            "9112 §9.3.2",
            f"two requests in pieces of {size} bytes",
            _pieces(_PAIR, size),
            sequence(serves("a"), serves("b!")),
        )
        for size in (1, 2, 3, 7, 31, 47)
    ),
    house(
        "9112 §9.3.2",
        "good requests before a bad one are answered",
        get() + get(target="/items/a") + get("X-A : 1"),
        sequence(serves("hello"), serves("a"), refuses(400)),
    ),
    house(
        "9112 §9.3.2",
        "a slow good request before a bad one is answered",
        get(target="/delayed") + get("X-A : 1"),
        sequence(serves("delayed"), refuses(400)),
    ),
    house(
        "9112 §9.3.2",
        "a streamed answer before a bad request is whole",
        get(target="/stream") + get("X-A : 1"),
        sequence(serves("onetwothree"), refuses(400)),
    ),
    house(
        "9112 §9.3.2",
        "nothing after a bad one is answered",
        get() + get("X-A : 1") + get(),
        sequence(serves("hello"), refuses(400)),
    ),
    must(
        "9112 §9.3.2",
        "large answers in order",
        get(target="/bytes/300000") * 3 + get(),
        sequence(*[serves("x" * 300_000)] * 3, serves("hello")),
    ),
    must(
        "9112 §9.6",
        "nothing after HTTP/1.0 is answered",
        request("GET", "/", version="HTTP/1.0") + get(),
        serves_and_closes("hello"),
    ),
)
