"""An application that starts and stops something around serving; what it does is on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fasterapi import APIRouter, App, Request


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


@asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[dict[str, Any]]:
    say("starting")
    if os.environ.get("FAILS") == "startup":
        raise OSError("no database")
    app.state.started = True
    yield {"connection": {"requests": 0}, "name": "shared"}
    say("stopping")
    if os.environ.get("FAILS") == "shutdown":
        raise OSError("no database any more")


app = App(lifespan=lifespan)
router = APIRouter(on_startup=[lambda: say("router starts")], on_shutdown=[lambda: say("router stops")])


@router.get("/state")
async def state(request: Request) -> dict[str, Any]:
    request.state.connection["requests"] += 1
    name, request.state.name = request.state.name, "changed"
    return {
        "requests": request.state.connection["requests"],
        "name": name,
        "started": request.app.state.started,
        "scope": request.scope["state"] == vars(request.state),
    }


app.include_router(router)
