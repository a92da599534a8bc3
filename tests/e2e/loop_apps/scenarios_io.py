"""What else runs on the loop: callbacks, timers, threads, processes, sockets, signals."""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import signal
import socket
import sys
import threading
from typing import Any

from .scenarios import describe, scenario


@scenario
async def sleeping() -> Any:
    return [await asyncio.sleep(delay, delay) for delay in (0, 0.001, -1)]


@scenario
async def callbacks_and_timers() -> Any:
    loop = asyncio.get_running_loop()
    order: list[str] = []
    done = loop.create_future()
    loop.call_at(loop.time() + 0.02, done.set_result, None)
    loop.call_later(0.01, order.append, "later")
    loop.call_later(0, order.append, "at once")
    loop.call_soon(order.append, "soon")
    never = loop.call_later(0.005, order.append, "never")
    never.cancel()
    await done
    return order


@scenario
async def threads() -> Any:
    loop = asyncio.get_running_loop()
    here = threading.get_ident()

    def elsewhere(value: str) -> list[Any]:
        return [value, threading.get_ident() == here]

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        own = await loop.run_in_executor(pool, elsewhere, "own pool")
    return [await asyncio.to_thread(elsewhere, "to_thread"), own, threading.get_ident() == here]


@scenario
async def an_error_from_a_thread() -> Any:
    def fail() -> None:
        raise OSError("in a thread")

    try:
        await asyncio.to_thread(fail)
    except OSError as error:
        return describe(error)


@scenario
async def a_coroutine_called_from_a_thread() -> Any:
    loop = asyncio.get_running_loop()

    async def add(left: int, right: int) -> int:
        await asyncio.sleep(0)
        return left + right

    return await asyncio.to_thread(lambda: asyncio.run_coroutine_threadsafe(add(1, 2), loop).result())


@scenario
async def a_process() -> Any:
    process = await asyncio.create_subprocess_exec(
        "/bin/cat", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate(b"through a process")
    return [out.decode(), process.returncode]


@scenario
async def a_process_by_the_shell() -> Any:
    process = await asyncio.create_subprocess_shell("exit 7")
    return await process.wait()


@scenario
async def a_server_and_a_connection() -> Any:
    async def shout(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.readline()).upper())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(shout, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"through a server\n")
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
    return answer.decode()


@scenario
async def sockets_and_readers() -> Any:
    loop = asyncio.get_running_loop()
    left, right = socket.socketpair()
    left.setblocking(False)
    right.setblocking(False)
    try:
        await loop.sock_sendall(left, b"by sock_sendall")
        seen = [(await loop.sock_recv(right, 100)).decode()]
        readable = loop.create_future()
        loop.add_reader(right, readable.set_result, "readable")
        left.send(b"by send")
        seen.append(await readable)
        loop.remove_reader(right)
        return [*seen, right.recv(100).decode()]
    finally:
        left.close()
        right.close()


@scenario
async def a_connection_refused() -> Any:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    try:
        await asyncio.open_connection("127.0.0.1", port)
    except OSError as error:
        return type(error).__name__


@scenario
async def a_name_looked_up() -> Any:
    found = await asyncio.get_running_loop().getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)
    return [list(entry[4]) for entry in found]


@scenario
async def a_signal() -> Any:
    loop = asyncio.get_running_loop()
    seen: asyncio.Future[str] = loop.create_future()
    loop.add_signal_handler(signal.SIGUSR1, seen.set_result, "signalled")
    try:
        os.kill(os.getpid(), signal.SIGUSR1)
        return await seen
    finally:
        loop.remove_signal_handler(signal.SIGUSR1)


@scenario
async def what_a_running_loop_refuses() -> Any:
    loop = asyncio.get_running_loop()
    seen = []
    coroutine = asyncio.sleep(0)
    for run in (lambda: asyncio.run(coroutine), lambda: loop.run_until_complete(loop.create_future())):
        try:
            run()
        except RuntimeError as error:
            seen.append(describe(error))
    coroutine.close()
    return [*seen, loop.is_running(), loop.is_closed(), asyncio.get_event_loop() is loop]


@scenario
async def a_loop_in_a_thread() -> Any:
    return await asyncio.to_thread(lambda: asyncio.run(asyncio.sleep(0, "another loop")))


@scenario
async def imports_while_running() -> Any:
    for name in ("wave", "colorsys"):
        sys.modules.pop(name, None)
    import colorsys

    return await asyncio.to_thread(lambda: __import__("wave").__name__) + colorsys.__name__
