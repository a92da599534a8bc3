"""App as an ASGI 3 application: in httpx, in Starlette, in uvicorn, and spoken to by hand."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from fasterapi import App
from fasterapi.testing import AsyncTestClient, TestClient
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from .apps import calling
from .apps.calling import BrokenError, app, who
from .running import Running

Message = dict[str, Any]


def connected(target: Any = app, **options: Any) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=target, **options)
    return httpx.AsyncClient(transport=transport, base_url="http://testserver")


def get(path: str, target: Any = app, **options: Any) -> httpx.Response:
    async def ask() -> httpx.Response:
        async with connected(target, **options) as client:
            return await client.get(path)

    return asyncio.run(ask())


# --- by httpx's ASGITransport


def test_the_application_sees_the_scope() -> None:
    seen = get("/seen?q=%20a", client=("10.0.0.1", 7)).json()
    assert seen["url"] == "http://testserver/seen?q=%20a"
    assert seen["query"] == "q=%20a"
    assert seen["raw_path"] == "/seen"
    assert seen["client"] == ["10.0.0.1", 7]
    assert seen["server"] == ["testserver", 80]
    assert seen["headers"]["user-agent"].startswith("python-httpx/")


@pytest.mark.parametrize(("path", "kind"), [("/broken", "async"), ("/broken/pool", "pool")])
def test_what_a_handler_raises_is_raised(path: str, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(BrokenError, match=kind):
        get(path)
    answer = get(path, raise_app_exceptions=False)
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert not caplog.records, "the server logs what it is told"


def test_a_stream_that_breaks_is_told_by_raising() -> None:
    with pytest.raises(BrokenError, match="stream"):
        get("/broken/stream")


def test_it_takes_and_gives_bodies_as_they_come() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b"x" * 10_000

    async def test() -> None:
        async with connected() as client:
            assert (await client.post("/body", json={"a": 1})).json()["start"] == '{"a":1}'
            assert (await client.post("/body", content=pieces())).json()["length"] == 3_000_000
            assert len((await client.post("/echo", content=pieces())).content) == 3_000_000
            assert (await client.post("/early", content=b"x" * 1_000_000)).json() == "not read"
            answers = await asyncio.gather(*(client.get("/slow") for _ in range(20)))
            assert [answer.json() for answer in answers] == ["slow"] * 20

    asyncio.run(test())


def test_a_call_ends_with_what_is_done_after_the_answer() -> None:
    calling.done.clear()
    for what in ("whole", "stream"):
        assert get(f"/background/{what}").status_code == 200
    assert calling.done == ["whole", "stream"]
    with pytest.raises(BrokenError, match="background"):
        get("/background/broken")


def test_each_loop_has_its_engine() -> None:
    for _ in range(3):
        assert get("/slow").json() == "slow"


def test_an_application_can_ask_itself_on_its_own_loop() -> None:
    # Its engine has the loop's selector, and the one of ASGI is beside it.
    with TestClient(app) as client:
        assert client.get("/itself").json()["url"] == "http://inner/seen"

    async def test() -> None:
        async with AsyncTestClient(app) as client:
            assert (await client.get("/itself")).json()["url"] == "http://inner/seen"

    asyncio.run(test())
    assert get("/itself").json()["url"] == "http://inner/seen"


# --- in Starlette


@pytest.mark.parametrize(
    ("mount", "path", "expected"),
    [
        ("/", "/seen", {"root_path": "", "path": "/seen", "base_url": "http://testserver/"}),
        (
            "/api",
            "/api/seen",
            {"root_path": "/api", "path": "/api/seen", "base_url": "http://testserver/api/"},
        ),
        ("/ü/{x}", "/ü/1/seen", {"root_path": "/ü/1", "path": "/ü/1/seen"}),
    ],
)
def test_it_can_be_mounted(mount: str, path: str, expected: dict[str, str]) -> None:
    answer = get(path, Starlette(routes=[Mount(mount, app)]))
    assert expected.items() <= answer.json().items()


def test_what_is_mounted_redirects_to_where_it_is() -> None:
    answer = get("/api/slash", Starlette(routes=[Mount("/api", app)]))
    assert (answer.status_code, answer.headers["location"]) == (307, "http://testserver/api/slash/")
    answer = get("/api/nowhere", Starlette(routes=[Mount("/api", app)]))
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


def test_middleware_is_around_it() -> None:
    class Marking(BaseHTTPMiddleware):
        async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
            who.set("the middleware")
            response = await call_next(request)
            response.headers["x-marked"] = "yes"
            return response

    async def test() -> None:
        marked = Starlette(routes=[Mount("/", app)], middleware=[Middleware(Marking)])
        async with connected(marked) as client:
            answer = await client.post("/echo", content=b"x" * 100_000)
            assert (answer.headers["x-marked"], len(answer.content)) == ("yes", 100_000)
            with pytest.raises(BrokenError):
                await client.get("/broken")

    asyncio.run(test())


def test_handlers_see_the_callers_context_and_change_their_own() -> None:
    async def test() -> None:
        who.set("the caller")
        async with connected() as client:
            for path in ("/context", "/context/pool", "/context"):
                assert (await client.get(path)).json() == "the caller"
        assert who.get() == "the caller"

    asyncio.run(test())
    # Those that come by other ways have none of it.
    with TestClient(app) as client:
        assert client.get("/context").json() == "nobody"


# --- by hand


class Server:
    """Speaks ASGI as a server does; what it sends is asked of the test."""

    def __init__(self, **scope: Any) -> None:
        self.scope = {"type": "http", "method": "GET", "path": "/seen", **scope}
        self.incoming: asyncio.Queue[Message] = asyncio.Queue()
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        return await self.incoming.get()

    async def send(self, message: Any) -> None:
        self.sent.append(dict(message))

    def give(self, body: bytes = b"", more_body: bool = False) -> None:
        self.incoming.put_nowait({"type": "http.request", "body": body, "more_body": more_body})

    def leave(self) -> None:
        self.incoming.put_nowait({"type": "http.disconnect"})

    async def call(self, target: App = app) -> None:
        await target(self.scope, self.receive, self.send)

    @property
    def status(self) -> int:
        status: int = self.sent[0]["status"]
        return status

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        headers: list[tuple[bytes, bytes]] = self.sent[0]["headers"]
        return headers

    @property
    def content(self) -> bytes:
        assert [message["type"] for message in self.sent[1:]] == ["http.response.body"] * len(self.sent[1:])
        assert [message["more_body"] for message in self.sent[1:]][-1:] == [False]
        return b"".join(message["body"] for message in self.sent[1:])


def answer_to(**scope: Any) -> Server:
    server = Server(**scope)
    asyncio.run(server.call())
    return server


def seen_of(**scope: Any) -> dict[str, Any]:
    seen: dict[str, Any] = httpx.Response(200, content=answer_to(**scope).content).json()
    return seen


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({}, {"client": None, "server": None, "http_version": "1.1", "raw_path": "/seen", "headers": {}}),
        ({"http_version": "2"}, {"http_version": "2"}),
        ({"http_version": "3"}, {"http_version": "3"}),
        ({"http_version": "1.0"}, {"http_version": "1.0"}),
        ({"scheme": "https", "server": ["a", None]}, {"scheme": "https", "server": ["a", 443]}),
        ({"server": ("/run/socket", None)}, {"server": None}),
        ({"headers": [[b"Host", b"a:1"], [b"x-a", b"\xe9"]]}, {"headers": {"host": "a:1", "x-a": "é"}}),
        ({"root_path": "/api", "path": "/api/seen"}, {"root_path": "/api"}),
        ({"query_string": b"a=b"}, {"query": "a=b"}),
    ],
)
def test_a_scope_of_any_server_is_understood(scope: dict[str, Any], expected: dict[str, Any]) -> None:
    assert expected.items() <= seen_of(**scope).items()


def test_a_path_that_was_rewritten_is_matched() -> None:
    assert answer_to(path="/items/7", raw_path=b"/elsewhere").content == b"7"


@pytest.mark.parametrize(
    ("scope", "error"),
    [
        ({"headers": [(b"a",)]}, TypeError),
        ({"headers": [("a", "b")]}, TypeError),
        ({"client": ("a", 65536)}, ValueError),
        ({"client": "a"}, TypeError),
        ({"type": "websocket"}, NotImplementedError),
    ],
)
def test_a_scope_that_is_none_is_refused(scope: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        answer_to(**scope)


def test_framing_is_the_servers() -> None:
    head = answer_to(method="HEAD", path="/slow")
    assert (head.status, head.content) == (200, b"")
    assert dict(head.headers)[b"content-length"] == b"6"
    stream = Server(method="POST", path="/echo")
    stream.give(b"abc")
    asyncio.run(stream.call())
    assert stream.content == b"abc"
    assert {name for name, _ in stream.headers}.isdisjoint(
        {b"transfer-encoding", b"connection", b"content-length"}
    )


def test_a_client_that_leaves_cancels_the_handler() -> None:
    async def test() -> None:
        server = Server(path="/cleaning")
        calling.Cleaning.begun = False
        call = asyncio.create_task(server.call())
        await until(lambda: calling.Cleaning.begun)
        server.give()
        server.leave()
        await call
        await until(lambda: calling.Cleaning.ended)
        assert server.sent == []

    asyncio.run(test())


def test_a_call_that_is_cancelled_cancels_the_handler() -> None:
    async def test() -> None:
        server = Server(path="/cleaning")
        calling.Cleaning.begun = False
        call = asyncio.create_task(server.call())
        await until(lambda: calling.Cleaning.begun)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await until(lambda: calling.Cleaning.ended)

    asyncio.run(test())


def test_a_server_that_cannot_send_ends_the_stream() -> None:
    async def test() -> None:
        async def send(message: Any) -> None:
            if message["type"] == "http.response.body":
                raise OSError("gone")

        server = Server(path="/ticks")
        with pytest.raises(OSError, match="gone"):
            await app(server.scope, server.receive, send)
        await until(lambda: calling.ticking.ended)

    asyncio.run(test())


def test_a_server_that_cannot_receive_ends_the_handler() -> None:
    async def test() -> None:
        async def receive() -> Message:
            raise OSError("broken")

        server = Server(method="POST", path="/body")
        with pytest.raises(OSError, match="broken"):
            await app(server.scope, receive, server.send)

    asyncio.run(test())


def test_the_body_is_read_no_faster_than_it_is_taken() -> None:
    async def test() -> None:
        received = 0

        async def receive() -> Message:
            nonlocal received
            received += 1
            await asyncio.sleep(0)
            return {"type": "http.request", "body": b"x" * 10_000, "more_body": True}

        server = Server(path="/cleaning")
        calling.Cleaning.begun = False
        call = asyncio.create_task(app(server.scope, receive, server.send))
        await asyncio.sleep(0.1)
        read = received
        await asyncio.sleep(0.1)
        assert received == read
        call.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await call

    asyncio.run(test())


@pytest.mark.parametrize("fails", ["never", "startup", "shutdown"])
def test_the_servers_lifespan_is_the_applications(fails: str) -> None:
    happened = []

    async def lifespan(_: App) -> AsyncIterator[dict[str, int]]:
        happened.append("startup")
        if fails == "startup":
            raise BrokenError("startup")
        yield {"answer": 42}
        happened.append("shutdown")
        if fails == "shutdown":
            raise BrokenError("shutdown")

    lived = App(lifespan=lifespan)
    server = Server(type="lifespan", state={"server": 1})
    server.incoming.put_nowait({"type": "lifespan.startup"})
    server.incoming.put_nowait({"type": "lifespan.shutdown"})
    if fails == "never":
        asyncio.run(server.call(lived))
        assert server.scope["state"] == {"server": 1, "answer": 42}
    else:
        with pytest.raises(BrokenError):
            asyncio.run(server.call(lived))
        assert "BrokenError: " + fails in server.sent[-1]["message"]
    complete = ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    expected = {
        "never": complete,
        "startup": ["lifespan.startup.failed"],
        "shutdown": [complete[0], "lifespan.shutdown.failed"],
    }
    assert [message["type"] for message in server.sent] == expected[fails]
    assert happened == ["startup", "shutdown"][: 1 if fails == "startup" else 2]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(0.001)


# --- under uvicorn


@pytest.fixture(scope="module", params=["asyncio", "uvloop"])
def uvicorn(request: pytest.FixtureRequest) -> Iterator[Running]:
    arguments = ("tests.e2e.apps.calling:app", "--port", "0", "--loop", request.param)
    announcement = r"(?s)Started server process \[(?=.*Uvicorn running on (http\S+))(\d+)\]"
    with Running(*arguments, command=("-m", "uvicorn"), announcement=announcement) as server:
        yield server


def test_uvicorn_serves_it(uvicorn: Running) -> None:
    with uvicorn.client() as client:
        assert client.get("/seen").json()["http_version"] == "1.1"
        assert client.post("/body", content=b"x" * 500_000).json()["length"] == 500_000
        assert len(client.post("/echo", content=b"x" * 500_000).content) == 500_000
        assert client.get("/login", follow_redirects=True).json() == {"session": "1"}
        answer = client.get("/broken")
        assert (answer.status_code, answer.text) == (500, "Internal Server Error")
        uvicorn.stderr.wait_for("Exception in ASGI application")
        with pytest.raises(httpx.TransportError):
            client.get("/broken/stream")


def test_uvicorn_tells_of_clients_that_leave(uvicorn: Running) -> None:
    with uvicorn.client() as client:
        with client.stream("GET", "/ticks") as answer:
            assert next(answer.iter_raw())
        assert client.get("/ticks/ended").json() is True


def test_uvicorn_stops_cleanly() -> None:
    arguments = ("tests.e2e.apps.calling:app", "--port", "0")
    announcement = r"(?s)Started server process \[(?=.*Uvicorn running on (http\S+))(\d+)\]"
    with Running(*arguments, command=("-m", "uvicorn"), announcement=announcement) as server:
        assert server.get("/slow").json() == "slow"
        server.signal(signal.SIGINT)
        assert server.wait() in (0, -signal.SIGINT)
