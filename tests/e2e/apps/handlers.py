"""Handlers of every kind: what they take, what they return, where they run."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import threading
from typing import Any
from uuid import UUID

from fasterapi import App, HTMLResponse, HTTPException, JSONResponse, PlainTextResponse, Request, Response

app = App()

VALUES: dict[str, Any] = {
    "dict": {"a": 1, "é": [True, None]},
    "list": [1, 2.5, "x"],
    "tuple": (1, (2, 3)),
    "str": "text",
    "none": None,
    "int": 7,
    "big": 10**30,
    "float": 0.1,
    "true": True,
    "empty": {},
    "nan": float("nan"),
    "object": object(),
    "surrogate": "\ud800",
}

greeting: contextvars.ContextVar[str] = contextvars.ContextVar("greeting", default="hello")


@app.get("/values/{name}")
async def value(name: str) -> Any:
    return VALUES[name]


@app.get("/created", status_code=201)
async def created() -> dict[str, bool]:
    return {"created": True}


@app.get("/no-content", status_code=204)
async def no_content() -> None:
    return None


@app.get("/text", response_class=PlainTextResponse)
async def text() -> str:
    return "plain é"


@app.get("/html", response_class=HTMLResponse, status_code=202)
def html() -> str:
    return "<p>é</p>"


class Shouting(JSONResponse):
    media_type = "application/loud+json"

    def render(self, content: Any) -> bytes:
        return super().render(content).upper()


@app.get("/shouting", response_class=Shouting)
async def shouting() -> dict[str, str]:
    return {"a": "b"}


# --- methods


@app.route("/methods", methods=["GET", "PUT", "purge"])
async def methods(request: Request) -> str:
    return request.method


@app.post("/verbs")
@app.put("/verbs")
@app.patch("/verbs")
@app.delete("/verbs")
@app.head("/verbs")
@app.options("/verbs")
async def verbs(request: Request) -> Response:
    return Response(request.method, headers={"x-method": request.method})


# --- path parameters


@app.get("/int/{number}")
async def an_int(number: int) -> dict[str, Any]:
    return {"value": number, "type": type(number).__name__}


@app.get("/float/{number}")
async def a_float(number: float) -> dict[str, Any]:
    return {"value": repr(number), "type": type(number).__name__}


@app.get("/uuid/{key}")
async def a_uuid(key: UUID) -> dict[str, Any]:
    return {"value": str(key), "type": type(key).__name__}


@app.get("/str/{name}")
async def a_str(name: str) -> str:
    return name


@app.get("/rest/{rest:path}")
async def a_path(rest: str) -> str:
    return rest


@app.get("/pattern/{number:int}")
async def by_pattern(number) -> str:  # type: ignore[no-untyped-def]  # the path says it
    return type(number).__name__


@app.get("/two/{first}/{second}")
async def two(second: str, first: int, request: Request) -> dict[str, Any]:
    return {"first": first, "second": second, "params": request.path_params}


# --- the request


@app.post("/request")
async def request_parts(request: Request) -> dict[str, Any]:
    request.state.note = "kept"
    assert request.client is not None
    assert request.client.host == request.client[0]
    return {
        "method": request.method,
        "path": request.path,
        "raw_path": request.raw_path.decode(),
        "query": request.query_params.multi_items(),
        "q": request.query_params.get("q"),
        "url": str(request.url),
        "base_url": str(request.base_url),
        "scheme": request.scheme,
        "http_version": request.http_version,
        "agent": request.headers["User-Agent"],
        "tags": request.headers.getlist("x-tag"),
        "cookies": request.cookies,
        "client": request.client.host,
        "note": request.state.note,
        "app": request.app is app,
        "same": request.url is request.url and request.headers.get("x-none") is None,
    }


@app.post("/body")
async def body(request: Request) -> dict[str, Any]:
    whole = await request.body()
    return {"length": len(whole), "again": await request.body() == whole}


@app.post("/json")
async def json(request: Request) -> Any:
    return await request.json()


@app.post("/stream")
async def stream(request: Request) -> dict[str, Any]:
    length = 0
    async for piece in request.stream():
        assert isinstance(piece, bytes)
        length += len(piece)
    return {"length": length}


disconnected = asyncio.Event()


@app.get("/wait-for-disconnect")
async def wait_for_disconnect(request: Request) -> None:
    try:
        while not await request.is_disconnected():  # noqa: ASYNC110  (it is what is tested)
            await asyncio.sleep(0.01)
    finally:
        disconnected.set()


@app.get("/was-disconnected")
async def was_disconnected() -> bool:
    await asyncio.wait_for(disconnected.wait(), 30)
    return True


# --- where handlers run


@app.get("/where/async")
async def where_async() -> dict[str, Any]:
    task = asyncio.current_task()
    return {"main": threading.current_thread() is threading.main_thread(), "task": task is not None}


@app.get("/where/pool")
def where_pool() -> dict[str, Any]:
    return {"main": threading.current_thread() is threading.main_thread()}


@app.get("/where/inline", blocking=False)
def where_inline() -> dict[str, Any]:
    return {
        "main": threading.current_thread() is threading.main_thread(),
        "loop": asyncio.get_running_loop() is not None,
    }


together = threading.Barrier(3)


@app.get("/together")
def meet() -> int:
    """Returns only if three of these run at the same time."""
    return together.wait(30)


@app.get("/context/pool/{name}")
def context_in_pool(name: str) -> list[str]:
    before = greeting.get()
    greeting.set(name)
    return [before, greeting.get()]


@app.get("/context/async/{name}")
async def context_in_task(name: str) -> list[str]:
    before = greeting.get()
    greeting.set(name)
    await asyncio.sleep(0)
    return [before, greeting.get()]


async def greet(word: str, name: str) -> str:
    return f"{word} {name}"


app.get("/partial/{name}")(functools.partial(greet, "hello"))


class Counter:
    def __init__(self) -> None:
        self.count = 0

    async def __call__(self) -> int:
        self.count += 1
        return self.count


app.get("/callable")(Counter())


# --- errors


class SecretError(Exception):
    pass


@app.get("/fails/async")
async def fails() -> None:
    raise SecretError("the password is swordfish")


@app.get("/fails/later")
async def fails_later() -> None:
    await asyncio.sleep(0)
    raise SecretError("later")


@app.get("/fails/pool")
def fails_in_pool() -> None:
    raise SecretError("in the pool")


@app.get("/fails/inline", blocking=False)
def fails_inline() -> None:
    raise SecretError("inline")


@app.get("/teapot")
async def teapot() -> None:
    raise HTTPException(418, {"reason": ["short", "stout"]}, headers={"X-Tea": "green"})


@app.get("/teapot/pool")
def teapot_in_pool() -> None:
    raise HTTPException(418, "stout")


@app.get("/missing")
async def missing() -> None:
    raise HTTPException(404)


@app.get("/not-modified")
async def not_modified() -> None:
    raise HTTPException(304, headers={"ETag": '"1"'})


@app.get("/unfit-detail")
async def unfit_detail() -> None:
    raise HTTPException(400, object())
