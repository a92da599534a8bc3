"""Serve in interpreters with a GIL of their own: usage: interpreters.py COUNT, for so many of them at once.

Every interpreter serves on a thread of its own; this one asks each of them the same, all at the same time,
and prints what came of it as JSON.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import _interpreters
from fasterapi import _core

REQUESTS = 200

#: What runs in each: `descriptor`, `number` and `path` are put before it.
SERVER = """
import sys
sys.path[:] = path

import asyncio
import threading
from fasterapi import App, Request, StreamingResponse, _core
from fasterapi.hooks import Hooks
from fasterapi.loop import attach, new_event_loop

app = App()
counts = {"async": 0, "suspended": 0, "def": 0}
stopping = asyncio.Event()

@app.get("/async")
async def inline(request: Request):
    counts["async"] += 1
    return [number, request.path, asyncio.current_task() is not None]

@app.get("/suspended")
async def suspended():
    await asyncio.sleep(0)
    await asyncio.sleep(0.001)
    counts["suspended"] += 1
    return [number, await asyncio.to_thread(lambda: "thread")]

@app.get("/def")
def pooled():
    counts["def"] += 1
    return [number, threading.current_thread().daemon]

@app.get("/stream")
async def stream():
    async def pieces():
        yield f"[{number}, "
        await asyncio.sleep(0)
        yield '"stream"]'
    return StreamingResponse(pieces())

@app.get("/held")
async def held():
    await asyncio.get_running_loop().create_future()

@app.get("/stop")
async def stop():
    stopping.set()
    return counts

async def main():
    loop = asyncio.get_running_loop()
    engine = _core.Engine(
        app=app, plans=app.plans(), hooks=Hooks(), loop=loop, listeners=[descriptor], limits={},
        access_log="off", server_name="", pool_threads=2,
    )
    detach = attach(engine, loop)
    try:
        await stopping.wait()
        engine.drain()
        await asyncio.sleep(0)
    finally:
        engine.close()
        while not engine.closed:
            await asyncio.sleep(0)
        detach()

with asyncio.Runner(loop_factory=lambda: new_event_loop("asyncio")) as runner:
    runner.run(main())
"""


def connect(port: int) -> closing[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60))


def ask(connection: http.client.HTTPConnection, path: str) -> Any:
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, (response.status, body)
    return json.loads(body)


def load(port: int) -> list[Any]:
    """Ask for each kind of handler often; what was answered, each different answer once."""
    seen: list[Any] = []
    with connect(port) as connection, connect(port) as held:
        for _ in range(REQUESTS):
            for path in ("/async", "/suspended", "/def", "/stream"):
                if (answer := ask(connection, path)) not in seen:
                    seen.append(answer)
        # This is never answered, and the server stops in spite of it.
        held.request("GET", "/held")
        return [*seen, ask(connection, "/stop")]


def serve(number: int, listener: int) -> None:
    interpreter = _interpreters.create("isolated")
    names = {"descriptor": listener, "number": number, "path": sys.path}
    code = "".join(f"{name} = {value!r}\n" for name, value in names.items()) + SERVER
    try:
        failure = _interpreters.exec(interpreter, code)
        assert failure is None, failure.errdisplay
    finally:
        _interpreters.destroy(interpreter)


def main() -> None:
    count = int(sys.argv[1])
    # The module is used here as well, and has a state of its own in each.
    listeners = [_core.listen(port=0) for _ in range(count)]
    ports = [int(_core.describe_listener(listener).rpartition(":")[2]) for listener in listeners]
    failures: list[BaseException] = []

    def watched(number: int, listener: int) -> None:
        try:
            serve(number, listener)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=watched, args=arguments) for arguments in enumerate(listeners)]
    for thread in threads:
        thread.start()
    with ThreadPoolExecutor(count) as clients:
        answers = list(clients.map(load, ports))
    for thread in threads:
        thread.join()
    assert not failures, failures
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
