"""response_class: HTML, text, redirects, streams, files, one's own; and a default for all routes."""

import json
from pathlib import Path
from typing import Any

from fasterapi import App
from fasterapi.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)

app = App()
page = App(default_response_class=HTMLResponse)


class IndentedResponse(JSONResponse):
    media_type = "application/x-indented+json"

    def render(self, content: Any) -> bytes:
        return json.dumps(content, indent=1).encode()


@app.get("/html", response_class=HTMLResponse)
async def read_html():
    return "<h1>Hello</h1>"


@app.get("/html/own")
async def read_own_html():
    return HTMLResponse("<h1>Hello</h1>", status_code=203)


@app.get("/text", response_class=PlainTextResponse)
async def read_text():
    return "Hello"


@app.get("/away")
async def away():
    return RedirectResponse("https://example.com/")


@app.get("/away/class", response_class=RedirectResponse, status_code=302)
async def away_by_class():
    return "https://example.com/"


async def counting():
    for number in range(3):
        yield f"{number},".encode()


@app.get("/stream")
async def stream():
    return StreamingResponse(counting(), media_type="text/csv")


@app.get("/file", response_class=FileResponse)
async def read_file():
    return str(Path(__file__).with_name("__init__.py"))


@app.get("/indented", response_class=IndentedResponse)
async def read_indented():
    return {"greeting": "Hello"}


@app.get("/bare", response_class=Response)
async def read_bare():
    return b"Hello"


@page.get("/")
async def read_page():
    return "<h1>Every page</h1>"
