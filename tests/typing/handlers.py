"""An application as users write it: `mypy --strict` accepts it, and finds the mistakes that are marked in it.

Checked by `make lint`; an ignored error that is none is an error there.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from fasterapi import (
    URL,
    Address,
    App,
    FileResponse,
    HTMLResponse,
    HTTPException,
    JSONResponse,
    PlainTextResponse,
    QueryParams,
    RedirectResponse,
    Request,
    Response,
    StreamingResponse,
)

app = App()
app.state.greeting = "Hello"


@app.get("/items/{item_id}")
async def item(item_id: int) -> dict[str, int]:
    return {"item_id": item_id}


@app.post("/items", status_code=201)
async def add_item(request: Request) -> JSONResponse:
    body: Any = await request.json()
    return JSONResponse({"received": body}, headers={"x-kind": "item"})


@app.route("/keys/{key}", methods=["GET", "DELETE"])
def key(key: UUID, request: Request) -> str:
    return f"{request.method} {key}"


@app.get("/text/{name:path}", response_class=PlainTextResponse, blocking=False)
def text(name: str) -> str:
    return name


@app.get("/request/{number}")
async def everything(number: float, request: Request) -> Response:
    url: URL = request.url
    query: QueryParams = request.query_params
    agent: str = request.headers["user-agent"]
    tags: list[str] = request.headers.getlist("x-tag")
    cookie: str | None = request.cookies.get("session")
    client: Address | None = request.client
    greeting: str = request.app.state.greeting
    whole: bytes = await request.body()
    gone: bool = await request.is_disconnected()
    request.state.user = "me"
    if client is not None and client.port == 0:
        raise HTTPException(400, {"reason": ["no", "port"]}, headers={"x-a": "b"})
    length = 0
    async for piece in request.stream():
        length += len(piece)
    response = HTMLResponse(f"{greeting} {url.path} {query['q']} {agent} {tags} {cookie} {whole!r} {gone}")
    response.set_cookie("session", "1", max_age=60, httponly=True, samesite="strict")
    response.delete_cookie("old")
    response.headers["x-user"] = request.state.user
    response.headers.append("x-length", str(length))
    return response


async def pieces() -> AsyncIterator[bytes | str]:
    yield b"a"
    yield "b"


def rows() -> Iterator[str]:
    yield "a,b\n"


@app.get("/stream")
async def stream() -> StreamingResponse:
    return StreamingResponse(pieces(), media_type="text/plain")


@app.get("/rows")
def table() -> Response:
    return StreamingResponse(rows(), headers={"x-rows": "1"})


@app.get("/file")
async def file() -> Response:
    return FileResponse(Path("report.pdf"), filename="report.pdf", content_disposition_type="inline")


@app.get("/elsewhere", response_class=RedirectResponse)
async def elsewhere() -> str:
    return "/items/1"


class Csv(Response):
    media_type = "text/csv"

    def render(self, content: Any) -> bytes:
        return ",".join(map(str, content)).encode()


@app.get("/csv", response_class=Csv)
async def csv() -> list[int]:
    return [1, 2, 3]


# A decorated handler keeps its type.
async def uses_it() -> int:
    return (await item(5))["item_id"]


app.get("/", status="201")  # type: ignore[call-arg]
app.get("/", status_code="201")  # type: ignore[arg-type]
app.get("/", response_class=str)  # type: ignore[arg-type]
app.get("/")("handler")  # type: ignore[type-var]
app.run(loop="trio")  # type: ignore[arg-type]
Response("x").set_cookie("a", samesite="some")  # type: ignore[arg-type]
StreamingResponse([1, 2])  # type: ignore[list-item]
Response("x").headers["a"] = 5  # type: ignore[assignment]
