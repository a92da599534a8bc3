"""The application under test for FasterAPI; the package's docstring has the table of routes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from fasterapi import (
    App,
    HTTPException,
    PlainTextResponse,
    RedirectResponse,
    Request,
    Response,
    StreamingResponse,
)

app = App()

_BLOCK = b"x" * 65536


@app.get("/", response_class=PlainTextResponse)
async def root() -> str:
    return "hello"


@app.post("/echo")
async def echo(request: Request) -> Response:
    return Response(await request.body(), media_type="application/octet-stream")


@app.post("/length", response_class=PlainTextResponse)
async def length(request: Request) -> str:
    return str(len(await request.body()))


@app.post("/stream-upload", response_class=PlainTextResponse)
async def stream_upload(request: Request) -> str:
    count = 0
    async for piece in request.stream():
        count += len(piece)
    return str(count)


@app.post("/ignore", response_class=PlainTextResponse)
async def ignore() -> str:
    return "ignored"


@app.get("/items/{name}", response_class=PlainTextResponse)
async def item(name: str) -> str:
    return name


@app.get("/query", response_class=PlainTextResponse)
async def query(request: Request) -> str:
    return request.query_string.decode("ascii")


@app.get("/field/{name}")
async def field(name: str, request: Request) -> Response:
    values = request.headers.getlist(name)
    if not values:
        raise HTTPException(404)
    return Response(", ".join(values).encode("latin-1"), media_type="application/octet-stream")


@app.post("/field-after-body/{name}")
async def field_after_body(name: str, request: Request) -> Response:
    await request.body()
    return await field(name, request)


@app.get("/host", response_class=PlainTextResponse)
async def host(request: Request) -> str:
    return request.authority


@app.get("/redirect")
async def redirect() -> Response:
    return RedirectResponse("/")


@app.get("/no-content", status_code=204)
async def no_content() -> None:
    return None


@app.get("/not-modified")
async def not_modified() -> Response:
    return Response(status_code=304, headers={"ETag": '"1"'})


@app.get("/delayed", response_class=PlainTextResponse)
async def delayed() -> str:
    await asyncio.sleep(0.05)
    return "delayed"


@app.get("/stream")
async def stream() -> Response:
    async def words() -> AsyncIterator[bytes]:
        for word in (b"one", b"two", b"three"):
            await asyncio.sleep(0)
            yield word

    return StreamingResponse(words(), media_type="text/plain")


@app.get("/bytes/{count}")
async def some_bytes(count: int) -> Response:
    async def blocks() -> AsyncIterator[bytes]:
        for start in range(0, count, len(_BLOCK)):
            yield _BLOCK[: count - start]

    return StreamingResponse(blocks(), media_type="application/octet-stream")


@app.get("/error")
async def error() -> None:
    raise RuntimeError("the secret of the handler")


@app.get("/split")
async def split() -> Response:
    return Response(b"split", headers={"X-Value": "a\r\nInjected: yes"})
