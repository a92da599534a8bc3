"""Clients of every temper, for soak tests: good ones check each answer, the others abuse the server.

A good request that is not answered as it should be is an error; what an abuser is told is not looked at.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from ..conformance.case import chunked, get, post, request

# Longer than any answer takes on a machine that is merely busy.
_PATIENCE_S = 30.0


class WrongAnswerError(Exception):
    """A good request was answered wrongly, or not at all."""


@dataclass(slots=True)
class Count:
    """What the clients of one kind did."""

    requests: int = 0
    connections: int = 0


class Client:
    """One connection after another to one server; one generator decides, so that a seed tells the traffic."""

    def __init__(self, address: tuple[str, int], seed: int) -> None:
        self._address = address
        self.random = random.Random(seed)
        self.count = Count()

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """A connection that ends with the block."""
        reader, writer = await asyncio.open_connection(*self._address)
        self.count.connections += 1
        try:
            yield reader, writer
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Status and body of one answer with a Content-Length or in chunks."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
    if b"transfer-encoding" not in fields:
        return status, await reader.readexactly(int(fields[b"content-length"]))
    body = bytearray()
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return status, bytes(body)


async def _expect(reader: asyncio.StreamReader, body: bytes) -> None:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            answered = await _answer(reader)
    except (TimeoutError, ConnectionError, asyncio.IncompleteReadError) as error:
        raise WrongAnswerError(f"no answer: {error!r}") from error
    if answered != (200, body):
        raise WrongAnswerError(f"expected {body[:80]!r}, got {answered[0]} {answered[1][:80]!r}")


# --- good


async def asks(client: Client) -> None:
    """Some requests on one connection, each after the last answer."""
    async with client.connection() as (reader, writer):
        for _ in range(client.random.randint(1, 20)):
            name = str(client.random.getrandbits(64))
            writer.write(get(target=f"/items/{name}"))
            await _expect(reader, name.encode())
            client.count.requests += 1


async def pipelines(client: Client) -> None:
    """Many requests at once, of which some take their time."""
    async with client.connection() as (reader, writer):
        names = [str(client.random.getrandbits(64)) for _ in range(client.random.randint(2, 100))]
        slow = client.random.randrange(len(names))
        paths = [f"/items/{name}" if n != slow else "/delayed" for n, name in enumerate(names)]
        writer.write(b"".join(get(target=path) for path in paths))
        for n, name in enumerate(names):
            await _expect(reader, name.encode() if n != slow else b"delayed")
            client.count.requests += 1


async def uploads(client: Client) -> None:
    """A body of known or of unknown length, in pieces."""
    body = client.random.randbytes(client.random.randint(0, 300_000))
    async with client.connection() as (reader, writer):
        pieces = [body[start : start + 7001] for start in range(0, len(body), 7001)]
        if client.random.random() < 0.5:
            writer.write(post("/echo", f"Content-Length: {len(body)}"))
        else:
            writer.write(chunked("/echo", ""))
            pieces = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces] + [b"0\r\n\r\n"]
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        await _expect(reader, body)
        client.count.requests += 1


async def downloads(client: Client) -> None:
    """A streamed answer."""
    size = client.random.randint(1, 2_000_000)
    async with client.connection() as (reader, writer):
        writer.write(get(target=f"/bytes/{size}"))
        await _expect(reader, b"x" * size)
        client.count.requests += 1


async def drips(client: Client) -> None:
    """A whole request in pieces of a few bytes, with pauses between them: slow, yet answered."""
    data, body = client.random.choice(
        ((get(), b"hello"), (post("/length", "Content-Length: 20", body="x" * 20), b"20"))
    )
    async with client.connection() as (reader, writer):
        while data:
            size = client.random.randint(1, 10)
            writer.write(data[:size])
            data = data[size:]
            await asyncio.sleep(client.random.random() * 0.02)
        await _expect(reader, body)
        client.count.requests += 1


# --- bad


async def aborts(client: Client) -> None:
    """Sends some of a request or reads some of an answer, and is gone, with FIN or with RST."""
    data = client.random.choice(
        (
            get(),
            get() * 30,
            get(target="/bytes/1000000"),
            get(target="/delayed"),
            post("/length", "Content-Length: 100000", body="x" * 5000),
            post("/echo", "Expect: 100-continue", "Content-Length: 10"),
            chunked("/stream-upload", "5\r\nhello\r\n"),
        )
    )
    cut = client.random.choice((len(data), client.random.randint(0, len(data))))
    async with client.connection() as (reader, writer):
        writer.write(data[:cut])
        await writer.drain()
        if cut == len(data) and client.random.random() < 0.5:
            with contextlib.suppress(TimeoutError, ConnectionError):
                async with asyncio.timeout(0.05):
                    await reader.read(1000)
        if client.random.random() < 0.5:
            _reset_at_close(writer)
        client.count.requests += 1


async def babbles(client: Client) -> None:
    """Bytes that are no HTTP, or a request with some of its bytes changed."""
    if client.random.random() < 0.5:
        data = client.random.randbytes(client.random.randint(1, 5000))
    else:
        mutated = bytearray(request("POST", "/length", "Content-Length: 5", "X-A: 1", body="hello"))
        for _ in range(client.random.randint(1, 5)):
            mutated[client.random.randrange(len(mutated))] = client.random.randrange(256)
        data = bytes(mutated)
    async with client.connection() as (reader, writer):
        with contextlib.suppress(TimeoutError, ConnectionError):
            writer.write(data)
            async with asyncio.timeout(0.05):
                await reader.read(65536)
        client.count.requests += 1


def _reset_at_close(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Behaviour = Callable[[Client], Awaitable[None]]

#: How many clients of which kind there are at once.
MIX: tuple[tuple[Behaviour, int], ...] = (
    (asks, 8),
    (pipelines, 2),
    (uploads, 2),
    (downloads, 2),
    (drips, 8),
    (aborts, 6),
    (babbles, 4),
)


async def mixed(
    address: tuple[str, int], *, go_on: Callable[[Behaviour, int], bool], seed: int = 0
) -> dict[str, Count]:
    """Let all clients of MIX run at once, each again and again while `go_on(behaviour, rounds)` says so.

    Returns:
        What the clients of each kind did, by the behaviour's name.

    Raises:
        ExceptionGroup: of WrongAnswerError, if a good request was not answered as it should be.
    """
    counts: dict[str, Count] = {}

    async def repeat(behaviour: Behaviour, client: Client) -> None:
        rounds = 0
        while go_on(behaviour, rounds):
            await behaviour(client)
            rounds += 1
        count = counts.setdefault(behaviour.__name__, Count())
        count.requests += client.count.requests
        count.connections += client.count.connections

    async with asyncio.TaskGroup() as clients:
        for behaviour, times in MIX:
            for _ in range(times):
                seed += 1
                clients.create_task(repeat(behaviour, Client(address, seed)))
    return counts
