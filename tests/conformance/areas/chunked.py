"""The chunked transfer coding (RFC 9112 §7.1)."""

from ..case import (
    Case,
    EndSending,
    Level,
    chunked,
    closes_silently,
    either,
    get,
    house,
    keeps_waiting,
    must,
    or_rfc,
    post,
    refuses,
    sequence,
    serves,
    should,
)

_BAD = refuses(400, close=Level.SHOULD)
_INNER = get().decode()

_INVALID_SIZES = (
    ("a plus sign", "+5"),
    ("a minus sign", "-5"),
    ("a 0x", "0x5"),
    ("a space before it", " 5"),
    ("a space behind it", "5 "),
    ("a tab behind it", "5\t"),
    ("a space within", "0 5"),
    ("a letter beyond f", "g"),
    ("a letter behind it", "5g"),
    ("an underscore", "0_5"),
    ("a fraction", "5.0"),
    ("a comma", "5,5"),
    ("no digit", ""),
    ("no digit before an extension", ";a"),
    ("NUL", "5\x00"),
    ("quotes", '"5"'),
)
_OVERFLOWS = (
    ("2^63", "8000000000000000"),
    ("2^64", "10000000000000000"),
    ("2^64 + 5", "10000000000000005"),
    ("2^128 + 5", "100000000000000000000000000000005"),
    ("300 digits", "f" * 300),
)

CASES: tuple[Case, ...] = (
    must("9112 §7.1", "one chunk", chunked("/echo", "5\r\nhello\r\n0\r\n\r\n"), serves("hello")),
    must(
        "9112 §7.1",
        "several chunks",
        chunked("/echo", "1\r\nh\r\n3\r\nell\r\n1\r\no\r\n0\r\n\r\n"),
        serves("hello"),
    ),
    must("9112 §7.1", "no data", chunked("/length", "0\r\n\r\n"), serves("0")),
    must(
        "9112 §7.1",
        "lower-case hexadecimal",
        chunked("/length", f"1a\r\n{'x' * 26}\r\n0\r\n\r\n"),
        serves("26"),
    ),
    must(
        "9112 §7.1",
        "upper-case hexadecimal",
        chunked("/length", f"1A\r\n{'x' * 26}\r\n0\r\n\r\n"),
        serves("26"),
    ),
    must(
        "9112 §7.1",
        "a size with leading zeros",
        chunked("/length", "0005\r\nhello\r\n0\r\n\r\n"),
        serves("5"),
    ),
    must(
        "9112 §7.1",
        "a last chunk of several zeros",
        chunked("/length", "5\r\nhello\r\n000\r\n\r\n"),
        serves("5"),
    ),
    must(
        "9112 §7.1",
        "data that looks like framing",
        chunked("/echo", "7\r\n0\r\n\r\n0\r\r\n0\r\n\r\n"),
        serves("0\r\n\r\n0\r"),
    ),
    must(
        "9112 §7.1",
        "data that looks like a request",
        chunked("/length", f"{len(_INNER):x}\r\n{_INNER}\r\n0\r\n\r\n"),
        serves(str(len(_INNER))),
    ),
    must(
        "9112 §7.1",
        "bytes one by one",
        tuple(bytes((b,)) for b in chunked("/echo", '3;a="b"\r\nhel\r\n2\r\nlo\r\n0\r\nX-T: 1\r\n\r\n')),
        serves("hello"),
    ),
    must(
        "9112 §7.1",
        "the next request follows at once",
        chunked("/length", "5\r\nhello\r\n0\r\n\r\n") + get(),
        sequence(serves("5"), serves("hello")),
    ),
    must(
        "9112 §7.1",
        "a streamed body",
        chunked("/stream-upload", "5\r\nhello\r\n6\r\nworlds\r\n0\r\n\r\n"),
        serves("11"),
    ),
    must(
        "9112 §7.1.1",
        "an extension without a value",
        chunked("/length", "5;a\r\nhello\r\n0\r\n\r\n"),
        serves("5"),
    ),
    must(
        "9112 §7.1.1",
        "an extension with a value",
        chunked("/length", "5;a=b\r\nhello\r\n0\r\n\r\n"),
        serves("5"),
    ),
    must(
        "9112 §7.1.1",
        "an extension with a quoted value",
        chunked("/length", '5;a="b;c d"\r\nhello\r\n0\r\n\r\n'),
        serves("5"),
    ),
    must(
        "9112 §7.1.1",
        "several extensions",
        chunked("/length", '5;a;b=c;d="e"\r\nhello\r\n0;f\r\n\r\n'),
        serves("5"),
    ),
    must("9112 §7.1.2", "a trailer", chunked("/length", "5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n"), serves("5")),
    must(
        "9112 §7.1.2",
        "several trailers",
        chunked("/length", "5\r\nhello\r\n0\r\nX-A: 1\r\nX-B: 2\r\n\r\n"),
        serves("5"),
    ),
    must(
        "9112 §7.1.2",
        "a trailer is not merged into the header",
        post(
            "/field-after-body/x-a", "Transfer-Encoding: chunked", body="1\r\na\r\n0\r\nX-A: trailer\r\n\r\n"
        ),
        serves(status=404),
    ),
    must(
        "9112 §7.1.2",
        "a Content-Length in the trailers frames nothing",
        chunked("/length", "5\r\nhello\r\n0\r\nContent-Length: 30\r\n\r\n"),
        or_rfc(refuses(400), serves("5")),
    ),
    *(
        should(
            "9112 §7.1",
            f"a size with {what} is invalid",
            chunked("/length", f"{size}\r\nhello\r\n0\r\n\r\n"),
            _BAD,
        )
        for what, size in _INVALID_SIZES
    ),
    *(
        must(
            "9112 §7.1",
            f"a size of {what} is no smaller one",
            chunked("/length", f"{size}\r\nhello\r\n0\r\n\r\n"),
            or_rfc(refuses(400, 413), closes_silently(), keeps_waiting()),
        )
        for what, size in _OVERFLOWS
    ),
    should("9112 §7.1", "data longer than its size", chunked("/length", "4\r\nhello\r\n0\r\n\r\n"), _BAD),
    should("9112 §7.1", "no CRLF after the data", chunked("/length", "5\r\nhello0\r\n\r\n"), _BAD),
    should(
        "9112 §7.1",
        "two bytes other than CRLF after the data",
        chunked("/length", "5\r\nhelloXX0\r\n\r\n"),
        _BAD,
    ),
    should("9112 §7.1", "a bare CR after the data", chunked("/length", "5\r\nhello\rX0\r\n\r\n"), _BAD),
    house("9112 §7.1", "a bare LF after the data", chunked("/length", "5\r\nhello\n0\r\n\r\n"), refuses(400)),
    house("9112 §7.1", "a bare LF after the size", chunked("/length", "5\nhello\r\n0\r\n\r\n"), refuses(400)),
    house(
        "9112 §7.1",
        "a bare LF after the last size",
        chunked("/length", "5\r\nhello\r\n0\n\r\n"),
        refuses(400),
    ),
    house(
        "9112 §7.1.1",
        "a bare LF within an extension",
        chunked("/length", "5;a\nb\r\nhello\r\n0\r\n\r\n"),
        refuses(400),
    ),
    must("9112 §2.2", "a bare CR after the size", chunked("/length", "5\rhello\r\n0\r\n\r\n"), refuses(400)),
    must(
        "9112 §2.2",
        "a bare CR within an extension",
        chunked("/length", "5;a\rb\r\nhello\r\n0\r\n\r\n"),
        or_rfc(refuses(400), serves("5")),
    ),
    should(
        "9112 §7.1.1", "NUL within an extension", chunked("/length", "5;a\x00\r\nhello\r\n0\r\n\r\n"), _BAD
    ),
    should(
        "9112 §7.1.2",
        "a trailer with a space before the colon",
        chunked("/length", "0\r\nX-A : 1\r\n\r\n"),
        refuses(400),
    ),
    should("9112 §7.1.2", "a trailer without a colon", chunked("/length", "0\r\nX-A\r\n\r\n"), _BAD),
    should("9112 §7.1.2", "a trailer with an empty name", chunked("/length", "0\r\n: 1\r\n\r\n"), _BAD),
    should("9112 §7.1.2", "a trailer with NUL", chunked("/length", "0\r\nX-A: \x00\r\n\r\n"), _BAD),
    must(
        "9112 §5.2",
        "a folded trailer",
        chunked("/length", "0\r\nX-A: 1\r\n 2\r\n\r\n"),
        or_rfc(refuses(400), serves("0")),
    ),
    house("9112 §7.1.2", "a bare LF ends a trailer", chunked("/length", "0\r\nX-A: 1\n\r\n"), refuses(400)),
    house(
        "9112 §7.1.2", "a bare LF ends the trailers", chunked("/length", "0\r\nX-A: 1\r\n\n"), refuses(400)
    ),
    must(
        "9112 §8",
        "a body that ends before its last chunk is no request",
        (chunked("/length", "5\r\nhello\r\n"), EndSending()),
        either(closes_silently(), refuses(400, close=Level.MUST)),
    ),
)
