"""Expect: 100-continue (RFC 9110 §10.1.1)."""

from ..case import (
    AwaitContinue,
    Case,
    Expect,
    Fate,
    answers,
    get,
    house,
    must,
    post,
    request,
    sequence,
    serves,
)

_EXPECT = "Expect: 100-continue"
_FIVE = "Content-Length: 5"
_AWAIT = AwaitContinue()


def _without_continue(*statuses: int) -> Expect:
    """A final answer at once; the body that was never sent stands between it and a further request."""
    return answers(*statuses, fate=Fate.ANY, interim=())


CASES: tuple[Case, ...] = (
    must(
        "9110 §10.1.1",
        "100 comes before the body is sent",
        (post("/echo", _EXPECT, _FIVE), _AWAIT, b"hello"),
        serves("hello", interim=(100,)),
    ),
    must(
        "9110 §10.1.1",
        "with a chunked body",
        (post("/echo", _EXPECT, "Transfer-Encoding: chunked"), _AWAIT, b"5\r\nhello\r\n0\r\n\r\n"),
        serves("hello", interim=(100,)),
    ),
    must(
        "9110 §10.1.1",
        "with a streamed body",
        (post("/stream-upload", _EXPECT, _FIVE), _AWAIT, b"hello"),
        serves("5", interim=(100,)),
    ),
    must(
        "9110 §10.1.1",
        "the expectation is case-insensitive",
        (post("/echo", "expect: 100-Continue", _FIVE), _AWAIT, b"hello"),
        serves("hello", interim=(100,)),
    ),
    must(
        "9110 §10.1.1",
        "a body sent without waiting",
        post("/echo", _EXPECT, _FIVE, body="hello"),
        serves("hello"),
    ),
    must(
        "9110 §10.1.1",
        "part of the body sent without waiting",
        (post("/echo", _EXPECT, _FIVE, body="he"), b"llo"),
        serves("hello"),
    ),
    must(
        "9110 §10.1.1",
        "HTTP/1.0 gets no interim answer",
        request("POST", "/echo", _EXPECT, _FIVE, body="hello", version="HTTP/1.0"),
        answers(200, body="hello", fate=Fate.CLOSED, interim=()),
    ),
    must(
        "9110 §10.1.1",
        "a request that expects nothing gets no interim answer",
        post("/echo", _FIVE, body="hello"),
        serves("hello", interim=()),
    ),
    house("9110 §10.1.1", "no interim answer without a body", get(_EXPECT), serves("hello", interim=())),
    house(
        "9110 §10.1.1",
        "no interim answer for a length of zero",
        post("/length", _EXPECT, "Content-Length: 0"),
        serves("0", interim=()),
    ),
    house(
        "9110 §10.1.1",
        "none if the handler does not read the body",
        post("/ignore", _EXPECT, _FIVE),
        _without_continue(200),
    ),
    house(
        "9110 §10.1.1",
        "none for a path that does not exist",
        post("/nowhere", _EXPECT, _FIVE),
        _without_continue(404),
    ),
    house(
        "9110 §10.1.1",
        "none for a method that is not allowed",
        post("/", _EXPECT, _FIVE),
        _without_continue(405),
    ),
    house(
        "9110 §10.1.1",
        "none for a body over the limit",
        post("/length", _EXPECT, "Content-Length: 17000000"),
        answers(413, fate=Fate.CLOSED, interim=()),
    ),
    must(
        "9110 §10.1.1",
        "a final answer or 100 comes, whichever",
        (post("/nowhere", _EXPECT, _FIVE), _AWAIT, b"hello"),
        answers(404, fate=Fate.ANY),
    ),
    must(
        "9110 §10.1.1",
        "the interim answer keeps its place in a pipeline",
        (get() + post("/echo", _EXPECT, _FIVE), b"hello"),
        sequence(serves("hello"), serves("hello")),
    ),
    house(
        "9110 §10.1.1",
        "an unknown expectation is refused or ignored",
        get("Expect: coffee"),
        answers(417, 200),
    ),
    must(
        "9110 §10.1.1",
        "two requests that both expect",
        (post("/echo", _EXPECT, _FIVE), _AWAIT, b"hello" + post("/echo", _EXPECT, _FIVE), b"world"),
        sequence(serves("hello"), serves("world")),
    ),
    must(
        "9110 §10.1.1",
        "a bad request is refused without 100",
        post("/echo", _EXPECT, "Content-Length: x"),
        answers(400, fate=Fate.CLOSED, interim=()),
    ),
)
