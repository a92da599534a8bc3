"""Content-Length (RFC 9110 §8.6, RFC 9112 §6.2 and §6.3)."""

from ..case import (
    Case,
    EndSending,
    Fate,
    Level,
    answers,
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
)

_BAD = refuses(400, close=Level.MUST)


_INNER = get()


def _length(value: str, body: str = "hello") -> bytes:
    return post("/length", f"Content-Length: {value}", body=body)


_INVALID = (
    ("a sign", "+5"),
    ("a minus sign", "-5"),
    ("a negative zero", "-0"),
    ("hexadecimal digits", "0x5"),
    ("a letter behind it", "5a"),
    ("letters", "five"),
    ("a fraction", "5.0"),
    ("an exponent", "5e0"),
    ("an underscore", "1_0"),
    ("a space within", "1 0"),
    ("a quoted string", '"5"'),
    ("a parameter", "5;a"),
    ("nothing", ""),
    ("a list of different values", "5, 6"),
    ("a list with a bad member", "5, x"),
)
_HUGE = (
    ("2^63 - 1", "9223372036854775807"),
    ("2^63", "9223372036854775808"),
    ("2^64 + 5", "18446744073709551621"),
    ("2^128 + 5", "340282366920938463463374607431768211461"),
    ("10^40", "1" + "0" * 40),
)

CASES: tuple[Case, ...] = (
    must("9112 §6.2", "the body has this length", _length("5"), serves("5")),
    must("9110 §8.6", "leading zeros are digits", _length("0005"), serves("5")),
    must("9112 §6.2", "a length of zero", _length("0", ""), serves("0")),
    must("9112 §6.3", "no length is no body", post("/length"), serves("0")),
    must("9110 §8.6", "white space around the value", _length(" \t5 \t"), serves("5")),
    must("9112 §6.3", "a GET may have a body", get("Content-Length: 5") + b"hello", serves("hello")),
    must(
        "9112 §6.2",
        "any byte may be in a body",
        post("/echo", "Content-Length: 5", body="\0\r\n\r\n"),
        serves("\0\r\n\r\n"),
    ),
    must(
        "9112 §6.2",
        "a request inside a body is no request",
        _length(str(len(_INNER)), _INNER.decode()),
        serves(str(len(_INNER))),
    ),
    must(
        "9112 §6.2",
        "a body in pieces",
        (post("/echo", "Content-Length: 5"), b"he", b"l", b"lo"),
        serves("hello"),
    ),
    must(
        "9112 §6.3",
        "what follows the body is the next request",
        _length("5") + _length("3", "abc"),
        sequence(serves("5"), serves("3")),
    ),
    *(
        must("9112 §6.3", f"a length with {what} is invalid", _length(value), _BAD)
        for what, value in _INVALID
    ),
    *(
        must(
            "9110 §8.6",
            f"a length of {what} is no smaller one",
            _length(value),
            or_rfc(either(refuses(400), refuses(413)), answers(400, 413, fate=Fate.ANY), keeps_waiting()),
        )
        for what, value in _HUGE
    ),
    must(
        "9112 §6.3",
        "two lengths that differ",
        post("/length", "Content-Length: 5", "Content-Length: 6", body="hello!"),
        _BAD,
    ),
    must(
        "9112 §6.3",
        "two lengths, one invalid",
        post("/length", "Content-Length: 5", "Content-Length: x", body="hello"),
        _BAD,
    ),
    must(
        "9112 §6.3",
        "two lengths that agree",
        post("/length", "Content-Length: 5", "Content-Length: 5", body="hello"),
        or_rfc(_BAD, serves("5")),
    ),
    must("9112 §6.3", "a list of values that agree", _length("5, 5"), or_rfc(_BAD, serves("5"))),
    must("9112 §6.3", "a bad length on GET", get("Content-Length: x"), _BAD),
    must(
        "9112 §6.3",
        "a body that ends too early is no request",
        (_length("6"), EndSending()),
        either(closes_silently(), refuses(400, close=Level.MUST)),
    ),
    house(
        "9110 §8.6",
        "a body that is not read does not become a request",
        post("/ignore", f"Content-Length: {len(_INNER)}", body=_INNER) + get(),
        sequence(serves("ignored"), serves("hello")),
    ),
)
