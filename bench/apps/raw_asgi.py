"""The benchmark routes as a bare ASGI callable: what a server costs without a framework."""

import json

TEXT = [(b"content-type", b"text/plain")]
JSON = [(b"content-type", b"application/json")]
calls = 0


def plaintext():
    global calls
    calls += 1
    return 200, TEXT, b"Hello, World!"


def hello():
    global calls
    calls += 1
    return 200, JSON, json.dumps({"message": "Hello, World!"}).encode()


def count():
    return 200, TEXT, str(calls).encode()


def not_found():
    return 404, TEXT, b"Not Found"


ROUTES = {"/plaintext": plaintext, "/json": hello, "/calls": count}


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    status, headers, body = ROUTES.get(scope["path"], not_found)()
    headers = [*headers, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def lifespan(receive, send):
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
