"""Methods and what a resource allows (RFC 9110 §9, §15.5.6)."""

from ..case import Case, answers, get, house, listing, must, post, request, serves, should

_OWS_GET = listing("GET", "HEAD")

CASES: tuple[Case, ...] = (
    must("9110 §9.3.2", "HEAD has no body", request("HEAD", "/"), serves(b"", to_head=True)),
    should(
        "9110 §9.3.2",
        "HEAD has the length of GET",
        request("HEAD", "/"),
        serves(b"", to_head=True, fields={"Content-Length": "5"}),
    ),
    should(
        "9110 §9.3.2",
        "HEAD has the content type of GET",
        request("HEAD", "/"),
        serves(b"", to_head=True, fields={"Content-Type": "text/plain.*"}),
    ),
    must(
        "9110 §9.3.2",
        "HEAD of a streamed answer has no body",
        request("HEAD", "/stream"),
        serves(b"", to_head=True),
    ),
    must(
        "9110 §9.3.2",
        "HEAD of a large answer has no body",
        request("HEAD", "/bytes/300000"),
        serves(b"", to_head=True),
    ),
    must(
        "9110 §9.3.2",
        "HEAD of an unknown path has no body",
        request("HEAD", "/nowhere"),
        serves(b"", status=404, to_head=True),
    ),
    must(
        "9110 §9.3.2",
        "HEAD of a failing handler has no body",
        request("HEAD", "/error"),
        serves(b"", status=500, to_head=True),
    ),
    must(
        "9110 §9.3.2",
        "HEAD of a redirect has its location",
        request("HEAD", "/redirect"),
        serves(b"", status=307, to_head=True, fields={"Location": ".+"}),
    ),
    must(
        "9110 §9.3.2", "HEAD with path parameters", request("HEAD", "/items/abc"), serves(b"", to_head=True)
    ),
    must(
        "9110 §15.5.6", "405 names what is allowed", post("/"), serves(status=405, fields={"Allow": _OWS_GET})
    ),
    must(
        "9110 §15.5.6",
        "405 for DELETE",
        request("DELETE", "/"),
        serves(status=405, fields={"Allow": _OWS_GET}),
    ),
    must(
        "9110 §15.5.6",
        "405 for PUT with a body",
        request("PUT", "/items/a", "Content-Length: 2", body="{}"),
        serves(status=405, fields={"Allow": _OWS_GET}),
    ),
    must(
        "9110 §15.5.6",
        "405 for PATCH",
        request("PATCH", "/items/a"),
        serves(status=405, fields={"Allow": _OWS_GET}),
    ),
    must(
        "9110 §15.5.6",
        "405 for GET where only POST is",
        get(target="/echo"),
        serves(status=405, fields={"Allow": listing("POST")}),
    ),
    must(
        "9110 §15.5.6",
        "405 to HEAD has no body",
        request("HEAD", "/echo"),
        serves(b"", status=405, to_head=True, fields={"Allow": listing("POST")}),
    ),
    should(
        "9110 §9.3.7",
        "OPTIONS names what is allowed",
        request("OPTIONS", "/"),
        serves(b"", status=204, fields={"Allow": listing("GET", "HEAD", "OPTIONS")}),
    ),
    should(
        "9110 §9.3.7",
        "OPTIONS where only POST is",
        request("OPTIONS", "/echo"),
        serves(b"", status=204, fields={"Allow": listing("POST", "OPTIONS")}),
    ),
    should(
        "9110 §9.3.7",
        "OPTIONS with a body",
        request("OPTIONS", "/", "Content-Length: 2", body="{}"),
        serves(b"", status=204, fields={"Allow": ".+"}),
    ),
    house("9110 §15.5.5", "OPTIONS of an unknown path", request("OPTIONS", "/nowhere"), answers(404)),
    house("9110 §9.3.8", "TRACE is not offered", request("TRACE", "/"), answers(405, 501)),
    must("9110 §15.5.5", "an unknown path", get(target="/nowhere"), serves(status=404)),
    house(
        "9110 §15.5.5",
        "an unknown path is 404 for any method",
        request("DELETE", "/nowhere"),
        serves(status=404),
    ),
)
