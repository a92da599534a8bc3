"""Limits, at their defaults: request line 16 KiB, header 64 KiB in 128 lines, body read whole 16 MiB.

RFC 9110 §5.4, §15.5.14, §15.5.15; RFC 6585 §5; RFC 9112 §3. A server with larger limits may serve what
is refused here.
"""

from ..case import (
    Case,
    Expect,
    Repeat,
    answers,
    chunked,
    either,
    get,
    house,
    keeps_waiting,
    must,
    or_rfc,
    post,
    refuses,
    serves,
    should,
)

_MIB = 1024 * 1024
_SERVED = answers(200, 404)
_BLOCK = b"x" * 65536


def _body(mib: int) -> Repeat:
    return Repeat(_BLOCK, mib * 16)


def _too_large(status: int, *others: int) -> Expect:
    return or_rfc(refuses(status, *others), _SERVED)


CASES: tuple[Case, ...] = (
    should(
        "9112 §3",
        "a request line of 8,000 octets is served",
        get(target="/items/" + "a" * 7978),
        serves("a" * 7978),
    ),
    should(
        "9112 §3", "a query of 7,900 octets is served", get(target="/query?" + "a" * 7900), serves("a" * 7900)
    ),
    house(
        "9112 §3",
        "a request line just under 16 KiB is served",
        get(target="/query?" + "a" * 16_300),
        serves("a" * 16_300),
    ),
    must("9112 §3", "a path too long", get(target="/items/" + "a" * 17_000), _too_large(414)),
    must("9112 §3", "a query too long", get(target="/query?" + "a" * 17_000), _too_large(414)),
    must(
        "9112 §3",
        "an absolute form too long",
        get(target="http://test/query?" + "a" * 17_000),
        _too_large(414),
    ),
    must(
        "9112 §3",
        "a request line without an end",
        b"GET /" + b"a" * 200_000,
        or_rfc(refuses(414), keeps_waiting()),
    ),
    should(
        "9112 §3",
        "a method without an end",
        b"A" * 200_000,
        either(refuses(501, 400, 414), refuses(400), refuses(414)),
    ),
    house("9110 §5.4", "a field of 60,000 bytes is served", get("X-A: " + "a" * 60_000), serves("hello")),
    must("9110 §5.4", "a field too long", get("X-A: " + "a" * 70_000), _too_large(431, 400, 413)),
    must("9110 §5.4", "a name too long", get("X" * 70_000 + ": 1"), _too_large(431, 400, 413)),
    must(
        "9110 §5.4",
        "a field without an end",
        get()[:-2] + b"X-A: " + b"a" * 1_000_000,
        or_rfc(refuses(431, 400, 413), keeps_waiting()),
    ),
    must(
        "9110 §5.4",
        "fields too long together",
        get(*(f"X-{n}: {'a' * 1000}" for n in range(70))),
        _too_large(431, 400, 413),
    ),
    must("9110 §5.4", "too many fields", get(*(f"X-{n}: 1" for n in range(200))), _too_large(431, 400, 413)),
    must(
        "9110 §5.4",
        "fields without an end",
        get()[:-2] + b"X-A: 1\r\n" * 200_000,
        or_rfc(refuses(431, 400, 413), keeps_waiting()),
    ),
    house(
        "9110 §15.5.14",
        "a body of 16 MiB is read whole",
        (post("/length", f"Content-Length: {16 * _MIB}"), _body(16)),
        serves(str(16 * _MIB)),
    ),
    must(
        "9110 §15.5.14",
        "a body over the limit is refused before it is sent",
        post("/length", f"Content-Length: {16 * _MIB + 1}"),
        or_rfc(refuses(413), keeps_waiting()),
    ),
    must(
        "9110 §15.5.14",
        "a body over the limit that is sent at once",
        (post("/length", f"Content-Length: {17 * _MIB}"), _body(17)),
        _too_large(413),
    ),
    must(
        "9110 §15.5.14",
        "a chunked body over the limit",
        (chunked("/length", ""), Repeat(b"10000\r\n" + _BLOCK + b"\r\n", 17 * 16), b"0\r\n\r\n"),
        _too_large(413),
    ),
    house(
        "9110 §15.5.14",
        "a streamed body has no limit",
        (post("/stream-upload", f"Content-Length: {17 * _MIB}"), _body(17)),
        serves(str(17 * _MIB)),
    ),
    house(
        "9112 §7.1.1",
        "a chunk extension without an end",
        chunked("/length", "5;" + "a" * 200_000),
        either(refuses(400), refuses(413), refuses(431)),
    ),
    house(
        "9112 §7.1.1",
        "chunk extensions without an end",
        (chunked("/length", ""), Repeat(b"1;" + b"a" * 100 + b"\r\nx\r\n", 10_000), b"0\r\n\r\n"),
        either(refuses(400), refuses(413), refuses(431), answers(200)),
    ),
    house(
        "9112 §7.1",
        "a chunk size of many zeros",
        chunked("/length", "0" * 200_000 + "5\r\nhello\r\n0\r\n\r\n"),
        either(refuses(400), refuses(413)),
    ),
    house(
        "9112 §7.1.2",
        "trailers too long",
        chunked("/length", "0\r\n" + "X-A: 1\r\n" * 100_000),
        either(refuses(431), refuses(400)),
    ),
    house(
        "9112 §7.1.2",
        "a trailer too long",
        chunked("/length", "0\r\nX-A: " + "a" * 1_000_000),
        either(refuses(431), refuses(400)),
    ),
)
