"""Every class of response."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

from fasterapi import (
    App,
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Request,
    Response,
    StreamingResponse,
)

app = App()


@app.get("/bytes")
async def some_bytes() -> Response:
    return Response(b"\x00\xff", media_type="application/octet-stream", headers={"X-One": "1", "x-two": "é"})


@app.get("/str")
async def text() -> Response:
    return Response("é", 203, media_type="text/csv")


@app.get("/empty")
async def empty() -> Response:
    return Response(status_code=204)


@app.get("/own-type")
async def own_type() -> Response:
    return Response("x", headers={"Content-Type": "text/x-own"}, media_type="text/plain")


@app.get("/json")
async def json() -> Response:
    return JSONResponse({"a": [1, "é"]}, 206, {"x-a": "b"})


@app.get("/html")
async def html() -> Response:
    return HTMLResponse("<p>é")


@app.get("/plain", status_code=201)
async def plain() -> Response:
    return PlainTextResponse("text")


@app.get("/changed")
async def changed() -> Response:
    response = PlainTextResponse("x", headers={"x-a": "1"})
    response.headers["X-A"] = "2"
    response.headers["x-b"] = "3"
    response.headers.append("x-b", "4")
    response.headers.setdefault("x-b", "5")
    del response.headers["content-type"]
    response.status_code = 202
    return response


@app.get("/split")
async def split() -> Response:
    response = PlainTextResponse("x")
    response.headers["x-a"] = "1\r\nx-b: 2"
    return response


@app.get("/split-raw")
async def split_raw() -> Response:
    response = PlainTextResponse("x")
    response.raw_headers.append((b"x-a", b"1\r\nx-b: 2"))
    return response


@app.get("/cookies")
async def cookies() -> Response:
    response = PlainTextResponse("x")
    response.set_cookie("plain", "value")
    response.set_cookie(
        "full",
        "a b;é",
        max_age=60,
        expires=datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC),
        path="/p",
        domain="example.com",
        secure=True,
        httponly=True,
        samesite="none",
        partitioned=True,
    )
    response.set_cookie("bare", "1", path=None, samesite=None)
    response.delete_cookie("old", path="/p")
    return response


@app.get("/cookies-back")
async def cookies_back(request: Request) -> dict[str, str]:
    return request.cookies


@app.get("/redirect")
async def redirect() -> Response:
    return RedirectResponse("/ü?q=a b&r=%20")


@app.get("/redirect/303")
async def redirect_303() -> Response:
    return RedirectResponse("https://example.com/x", 303, headers={"x-a": "b"})


@app.get("/redirect/by-class", response_class=RedirectResponse)
async def redirect_by_class() -> str:
    return "/elsewhere"


# --- streams


async def words() -> AsyncIterator[str | bytes]:
    yield "eins é "
    await asyncio.sleep(0)
    yield b"zwei "
    yield "drei"


@app.get("/stream/async")
async def stream_async() -> Response:
    return StreamingResponse(words(), 201, {"x-a": "b"}, "text/plain")


@app.get("/stream/sync")
async def stream_sync() -> Response:
    return StreamingResponse(iter(["one ", b"two ", "three"]))


@app.get("/stream/pool")
def stream_from_pool() -> Response:
    return StreamingResponse(words())


@app.get("/stream/list")
async def stream_list() -> Response:
    return StreamingResponse(["a", "", "b"])


@app.get("/stream/empty")
async def stream_empty() -> Response:
    return StreamingResponse([])


@app.get("/stream/large")
async def stream_large() -> Response:
    return StreamingResponse(b"x" * 100_000 for _ in range(100))


@app.get("/stream/with-length")
async def stream_with_length() -> Response:
    return StreamingResponse(iter([b"abc", b"def"]), headers={"Content-Length": "6"})


def failing() -> Iterator[bytes]:
    yield b"some"
    raise RuntimeError("in the middle")


async def failing_async() -> AsyncIterator[bytes]:
    yield b"some"
    raise RuntimeError("in the async middle")


@app.get("/stream/failing")
async def stream_failing() -> Response:
    return StreamingResponse(failing())


@app.get("/stream/failing-async")
async def stream_failing_async() -> Response:
    return StreamingResponse(failing_async())


@app.get("/stream/unfit")
async def stream_unfit() -> Response:
    return StreamingResponse([b"a", 5])  # type: ignore[list-item]  # wrong on purpose


closed = asyncio.Event()


async def endless() -> AsyncIterator[bytes]:
    try:
        while True:
            yield b"x" * 1000
            await asyncio.sleep(0.001)
    finally:
        closed.set()


@app.get("/stream/endless")
async def stream_endless() -> Response:
    return StreamingResponse(endless())


@app.get("/stream/closed")
async def stream_closed() -> bool:
    await asyncio.wait_for(closed.wait(), 30)
    return True


# --- files


@app.get("/file/{name:path}")
async def file(name: str) -> Response:
    return FileResponse(f"/{name}")


@app.get("/download/{name:path}")
async def download(name: str, request: Request) -> Response:
    return FileResponse(Path("/", name), filename=request.query_params["as"], headers={"x-a": "b"})


@app.get("/inline/{name:path}")
def inline(name: str) -> Response:
    return FileResponse(
        f"/{name}", 202, media_type="text/x-own", filename="own.txt", content_disposition_type="inline"
    )
