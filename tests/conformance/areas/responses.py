"""Responses: Date, framing, answers without a body, failures (RFC 9110 §6.6.1, §8.6, §15; RFC 9112 §6)."""

from ..case import (
    Case,
    Expect,
    Fate,
    answers,
    closes_silently,
    get,
    house,
    must,
    or_rfc,
    post,
    request,
    serves,
    serves_and_closes,
    should,
)

_DATE = {
    "Date": r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d\d:\d\d:\d\d GMT"
}
_NO_FRAMING = {"Content-Length": None, "Transfer-Encoding": None}


def _refused(fields: dict[str, str]) -> Expect:
    return answers(400, fate=Fate.CLOSED, fields=fields)


CASES: tuple[Case, ...] = (
    must("9110 §6.6.1", "Date in a 200, as an IMF-fixdate", get(), serves(fields=_DATE)),
    must(
        "9110 §6.6.1", "Date in an answer to HEAD", request("HEAD", "/"), serves(to_head=True, fields=_DATE)
    ),
    must("9110 §6.6.1", "Date in a 204", get(target="/no-content"), serves(status=204, fields=_DATE)),
    must("9110 §6.6.1", "Date in a 304", get(target="/not-modified"), serves(status=304, fields=_DATE)),
    must("9110 §6.6.1", "Date in a 307", get(target="/redirect"), serves(status=307, fields=_DATE)),
    must("9110 §6.6.1", "Date in a 404", get(target="/nowhere"), serves(status=404, fields=_DATE)),
    must("9110 §6.6.1", "Date in a 405", post("/"), serves(status=405, fields=_DATE)),
    must("9110 §6.6.1", "Date in a refusal", get("X-A : 1"), _refused(_DATE)),
    must("9110 §6.6.1", "Date in a streamed answer", get(target="/stream"), serves(fields=_DATE)),
    house("9110 §6.6.1", "Date in a 500", get(target="/error"), serves(status=500, fields=_DATE)),
    must(
        "9110 §8.6",
        "no Content-Length in a 204",
        get(target="/no-content"),
        serves(b"", status=204, fields={"Content-Length": None}),
    ),
    must(
        "9112 §6.1",
        "no Transfer-Encoding in a 204",
        get(target="/no-content"),
        serves(b"", status=204, fields={"Transfer-Encoding": None}),
    ),
    must("9110 §15.4.5", "a 304 has no body", get(target="/not-modified"), serves(b"", status=304)),
    should(
        "9110 §8.6",
        "Content-Length where the length is known",
        get(),
        serves("hello", fields={"Content-Length": "5"}),
    ),
    should(
        "9110 §8.6",
        "Content-Length of an echoed body",
        post("/echo", "Content-Length: 5", body="hello"),
        serves("hello", fields={"Content-Length": "5"}),
    ),
    house(
        "9110 §8.6",
        "Content-Length of an empty answer",
        post("/echo"),
        serves("", fields={"Content-Length": "0"}),
    ),
    should(
        "9110 §8.3",
        "Content-Type where there is a body",
        get(),
        serves(fields={"Content-Type": "text/plain.*"}),
    ),
    house(
        "9112 §7.1",
        "an answer of unknown length is chunked",
        get(target="/stream"),
        serves("onetwothree", fields={"Transfer-Encoding": "chunked", "Content-Length": None}),
    ),
    must(
        "9112 §6.1",
        "never chunked to HTTP/1.0",
        request("GET", "/stream", version="HTTP/1.0"),
        serves_and_closes("onetwothree", fields={"Transfer-Encoding": None}),
    ),
    must(
        "9112 §6.1",
        "never chunked to HTTP/1.0 with keep-alive",
        request("GET", "/stream", "Connection: keep-alive", version="HTTP/1.0"),
        answers(200, body="onetwothree", fields={"Transfer-Encoding": None}),
    ),
    must("9112 §6.3", "a large answer arrives whole", get(target="/bytes/1000000"), serves("x" * 1_000_000)),
    must(
        "9112 §6.3",
        "a large answer to HTTP/1.0",
        request("GET", "/bytes/1000000", version="HTTP/1.0"),
        serves_and_closes("x" * 1_000_000),
    ),
    must(
        "9110 §15.4.8",
        "a redirect has a location",
        get(target="/redirect"),
        serves(status=307, fields={"Location": r"(http://test)?/"}),
    ),
    must("9110 §15.6.1", "a failing handler is a 500", get(target="/error"), serves(status=500)),
    house(
        "9110 §15.6.1",
        "a 500 leaks nothing of the failure",
        get(target="/error"),
        answers(500, fate=Fate.KEPT, lacks=b"the secret of the handler"),
    ),
    should("9112 §6.3", "a refusal is framed", get("X-A : 1"), _refused({"Content-Length": r"\d+"})),
    should(
        "9110 §15.5", "a refusal explains itself", get("X-A : 1"), _refused({"Content-Length": r"[1-9]\d*"})
    ),
    must(
        "9110 §5.5",
        "a handler cannot split its response",
        get(target="/split"),
        or_rfc(
            serves(status=500, fields={"Injected": None}),
            answers(200, fields={"Injected": None}),
            closes_silently(),
        ),
    ),
    house(
        "9110 §8.6",
        "no length and no coding where there is no body",
        get(target="/no-content"),
        serves(b"", status=204, fields=_NO_FRAMING),
    ),
)
