"""What runs around serving: in which order, with what, and what its failure is."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from fasterapi import APIRouter, App, DeclarationError


def run(app: App, log: list[str]) -> dict[str, Any]:
    async def serve() -> dict[str, Any]:
        async with app.lifespan.run(app) as state:
            log.append("serve")
            return dict(state)

    return asyncio.run(serve())


def test_every_form_of_a_lifespan() -> None:
    log: list[str] = []

    async def async_generator(app: App) -> AsyncIterator[dict[str, int]]:
        log.append("start")
        yield {"a": 1}
        log.append("stop")

    def generator(app: App) -> Iterator[dict[str, int]]:
        log.append("start")
        yield {"a": 1}
        log.append("stop")

    for lifespan in (
        async_generator,
        generator,
        asynccontextmanager(async_generator),
        contextmanager(generator),
    ):
        log.clear()
        assert run(App(lifespan=lifespan), log) == {"a": 1}
        assert log == ["start", "serve", "stop"]


def test_the_lifespan_gets_the_application_and_need_yield_nothing() -> None:
    seen = []

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncIterator[None]:
        seen.append(app)
        yield

    app = App(lifespan=lifespan)
    assert run(app, []) == {}
    assert seen == [app]


def test_the_order_of_routers() -> None:
    log: list[str] = []

    def lifespan_of(name: str) -> Any:
        @asynccontextmanager
        async def lifespan(app: App) -> AsyncIterator[dict[str, str]]:
            log.append(f"{name} enters")
            yield {name: name, "last": name}
            log.append(f"{name} leaves")

        return lifespan

    app = App(lifespan=lifespan_of("app"), on_startup=[lambda: log.append("app starts")])
    router = APIRouter(lifespan=lifespan_of("router"))

    @router.on_event("startup")
    async def start() -> None:
        log.append("router starts")

    @router.on_event("shutdown")
    def stop() -> None:
        log.append("router stops")

    app.include_router(router)
    app.add_event_handler("shutdown", lambda: log.append("app stops"))
    assert run(app, log) == {"app": "app", "router": "router", "last": "router"}
    assert log == [
        "app enters",
        "app starts",
        "router enters",
        "router starts",
        "serve",
        "app stops",
        "router stops",
        "router leaves",
        "app leaves",
    ]


def test_what_failed_to_start_is_stopped_as_far_as_it_had_come() -> None:
    log: list[str] = []

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncIterator[None]:
        try:
            yield
        finally:
            log.append("left")

    def fails() -> None:
        raise OSError("no database")

    with pytest.raises(OSError, match=r"^no database$"):
        run(App(lifespan=lifespan, on_startup=[fails]), log)
    assert log == ["left"]


def test_what_is_no_lifespan() -> None:
    async def lifespan(app: App) -> None: ...

    with pytest.raises(
        DeclarationError, match=r"lifespan\(\) is no lifespan: write @asynccontextmanager above"
    ):
        run(App(lifespan=lifespan), [])
