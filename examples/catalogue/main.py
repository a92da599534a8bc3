"""The application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fasterapi import App, RedirectResponse

from . import items, users
from .store import Store


@asynccontextmanager
async def lifespan(_: App) -> AsyncIterator[dict[str, Store]]:
    """Make the store when the server starts; what is given here is every request's `state`."""
    yield {"store": Store()}


app = App(
    title="Catalogue",
    description="Items for sale: an example of FasterAPI.",
    version="1.0.0",
    lifespan=lifespan,
    responses={400: {"description": "What was sent cannot be read"}},
)
app.include_router(users.router)
app.include_router(items.router)


@app.get("/", include_in_schema=False)
async def index() -> RedirectResponse:
    return RedirectResponse("/docs")
