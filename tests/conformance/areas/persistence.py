"""Which connections persist, and how they end (RFC 9112 §9.3, §9.6)."""

from ..case import (
    Case,
    EndSending,
    Fate,
    answers,
    chunked,
    either,
    get,
    house,
    must,
    post,
    refuses,
    request,
    sequence,
    serves,
    serves_and_closes,
    should,
)

_CLOSE = {"Connection": "close"}
_UNREAD = 1024 * 1024
_SECOND = get(target="/items/second")


def _get10(*lines: str) -> bytes:
    return request("GET", "/", *lines, version="HTTP/1.0")


CASES: tuple[Case, ...] = (
    should("9112 §9.3", "HTTP/1.1 persists by default", get(), serves("hello")),
    should(
        "9112 §9.3",
        "three requests, each after the last answer",
        get() + get() + get(),
        sequence(*[serves("hello")] * 3),
    ),
    must("9112 §9.6", "close ends the connection", get("Connection: close"), serves_and_closes("hello")),
    should(
        "9112 §9.6",
        "close is answered with close",
        get("Connection: close"),
        serves_and_closes("hello", fields=_CLOSE),
    ),
    must(
        "9110 §7.6.1",
        "connection options are case-insensitive",
        get("Connection: Close"),
        serves_and_closes("hello"),
    ),
    must("9110 §7.6.1", "close in a list", get("Connection: keep-alive, close"), serves_and_closes("hello")),
    must(
        "9110 §7.6.1",
        "close in a list without spaces",
        get("Connection: te,close,foo", "TE: trailers"),
        serves_and_closes("hello"),
    ),
    must(
        "9110 §7.6.1",
        "close on a second Connection line",
        get("Connection: foo", "Connection: close"),
        serves_and_closes("hello"),
    ),
    must("9110 §7.6.1", "an option that only begins like close", get("Connection: closed"), serves("hello")),
    must("9110 §7.6.1", "an unknown option", get("Connection: foo"), serves("hello")),
    must(
        "9112 §9.6",
        "no request is served after close",
        get("Connection: close") + _SECOND,
        serves_and_closes("hello"),
    ),
    must(
        "9112 §9.6",
        "close on the second of three",
        get() + get("Connection: close") + _SECOND,
        sequence(serves("hello"), serves_and_closes("hello")),
    ),
    must(
        "9112 §9.6",
        "close with a body",
        post("/length", "Connection: close", "Content-Length: 5", body="hello") + _SECOND,
        serves_and_closes("5"),
    ),
    must("9112 §9.3", "HTTP/1.0 does not persist by default", _get10(), serves_and_closes("hello")),
    must(
        "9112 §9.3", "HTTP/1.0 with an unknown option", _get10("Connection: foo"), serves_and_closes("hello")
    ),
    house(
        "9112 §9.3",
        "HTTP/1.0 with keep-alive persists",
        _get10("Connection: keep-alive"),
        serves("hello", fields={"Connection": "keep-alive"}),
    ),
    house(
        "9112 §9.3", "HTTP/1.0 with Keep-Alive persists", _get10("Connection: Keep-Alive"), serves("hello")
    ),
    must(
        "9112 §9.3",
        "HTTP/1.0 with keep-alive and close",
        _get10("Connection: keep-alive, close"),
        serves_and_closes("hello"),
    ),
    house("9112 §9.3", "an answer of 404 keeps the connection", get(target="/nowhere"), serves(status=404)),
    house("9112 §9.3", "an answer of 405 keeps the connection", request("DELETE", "/"), serves(status=405)),
    house("9112 §9.3", "a failed handler keeps the connection", get(target="/error"), serves(status=500)),
    must(
        "9112 §9.3",
        "a body nobody reads does not become the next request",
        post("/ignore", f"Content-Length: {len(_SECOND)}", body=_SECOND) + get(),
        either(sequence(serves("ignored"), serves("hello")), serves_and_closes("ignored")),
    ),
    must(
        "9112 §9.3",
        "a chunked body nobody reads",
        chunked("/ignore", "5\r\nhello\r\n0\r\n\r\n") + get(),
        either(sequence(serves("ignored"), serves("hello")), serves_and_closes("ignored")),
    ),
    must(
        "9112 §9.3",
        "a long body nobody reads",
        post("/ignore", f"Content-Length: {_UNREAD}", body="x" * _UNREAD),
        answers(200, body="ignored"),
    ),
    must(
        "9112 §9.3",
        "a body sent to a path that does not exist",
        post("/nowhere", "Content-Length: 5", body="hello"),
        answers(404),
    ),
    should(
        "9112 §9.6", "a refusal says close", get("X-A : 1"), answers(400, fate=Fate.CLOSED, fields=_CLOSE)
    ),
    must("9112 §9.6", "nothing is served after a refusal", get("X-A : 1") + _SECOND, refuses(400)),
    house(
        "9112 §9.6",
        "a client that has ended its half is answered",
        (get(), EndSending()),
        serves_and_closes("hello"),
    ),
    house(
        "9112 §9.6",
        "pipelined requests of a client that has ended its half",
        (get() + get() + _SECOND, EndSending()),
        sequence(serves("hello"), serves("hello"), serves_and_closes("second")),
    ),
    must(
        "9110 §7.8",
        "an upgrade to something unknown is ignored",
        get("Connection: upgrade", "Upgrade: unknown/1"),
        serves("hello"),
    ),
    must(
        "9110 §7.8",
        "an upgrade in HTTP/1.0 is ignored",
        _get10("Connection: upgrade", "Upgrade: websocket"),
        serves_and_closes("hello"),
    ),
)
