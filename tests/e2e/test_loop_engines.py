"""An engine's life in this process: closed or forgotten, with requests in every state, loop after loop."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Iterator

import pytest
from fasterapi import App, StreamingResponse, _core
from fasterapi.hooks import Hooks
from fasterapi.loop import attach, new_event_loop
from fasterapi.settings import LoopKind

from .loop_apps.scenarios import forever

BLOCK = b"x" * 65536


class Service:
    """An application whose handlers never end, of which the first to run is known."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.released = threading.Event()
        self.app = App()
        self.app.get("/waiting")(self.waiting)
        self.app.get("/yielding")(self.yielding)
        self.app.get("/blocking")(self.blocking)
        self.app.get("/streaming")(self.streaming)
        self.app.get("/streaming-sync")(self.streaming_sync)

    async def waiting(self) -> None:
        self.began.set()
        await forever()

    async def yielding(self) -> None:
        while True:
            await asyncio.sleep(0)
            self.began.set()

    def blocking(self) -> None:
        self.began.set()
        self.released.wait()

    async def streaming(self) -> StreamingResponse:
        async def blocks() -> AsyncIterator[bytes]:
            while True:
                yield BLOCK
                self.began.set()

        return StreamingResponse(blocks())

    async def streaming_sync(self) -> StreamingResponse:
        def blocks() -> Iterator[bytes]:
            while True:
                yield BLOCK
                self.began.set()

        return StreamingResponse(blocks())


async def serve_one(service: Service, path: str, *, close: bool) -> None:
    """Serve until a handler runs; then close the engine, or forget it."""
    loop = asyncio.get_running_loop()
    listener = _core.listen(port=0)
    port = int(_core.describe_listener(listener).rpartition(":")[2])
    engine = _core.Engine(
        app=service.app,
        plans=service.app.plans(),
        hooks=Hooks(),
        loop=loop,
        listeners=[listener],
        limits={},
        access_log="off",
        server_name="",
        pool_threads=2,
    )
    detach = attach(engine, loop)
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: here\r\n\r\n".encode())
    await asyncio.to_thread(service.began.wait)
    if close:
        engine.close()
        while not engine.closed:  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(0)
        detach()
    writer.transport.abort()
    service.released.set()


def count_engines() -> int:
    for thread in threading.enumerate():
        if thread.name.startswith("fasterapi-pool"):
            thread.join()
    gc.collect()
    return sum(type(candidate).__module__ == _core.__name__ for candidate in gc.get_objects())


PATHS = ("/waiting", "/yielding", "/blocking", "/streaming", "/streaming-sync")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", ["asyncio", "uvloop"])
def test_nothing_is_left_of_an_engine_that_was_closed(kind: LoopKind, path: str) -> None:
    def serve() -> None:
        with asyncio.Runner(loop_factory=lambda: new_event_loop(kind)) as runner:
            runner.run(serve_one(Service(), path, close=True))

    serve()
    before = count_engines()
    serve()
    assert count_engines() <= before


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/blocking"])
@pytest.mark.parametrize("kind", ["asyncio", "uvloop"])
def test_an_engine_that_is_forgotten_harms_nobody(kind: LoopKind, path: str) -> None:
    loop = new_event_loop(kind)
    loop.run_until_complete(serve_one(Service(), path, close=False))
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
    del loop
    gc.collect()
