"""TestClient and AsyncTestClient: httpx over the engine in this process."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from fasterapi import App, Request, testclient
from fasterapi.testing import AsyncTestClient, TestClient

from .apps import calling
from .apps.calling import BrokenError, app


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


def test_it_can_be_imported_from_where_fastapi_has_it() -> None:
    assert testclient.TestClient is TestClient
    assert testclient.AsyncTestClient is AsyncTestClient


def test_it_says_that_httpx_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("fasterapi.testing")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ImportError, match=r"pip install 'fasterapi-core\[testing\]'"):
        __import__("fasterapi.testing")


# --- what the application sees


def test_the_application_sees_a_request_as_any_other(client: TestClient) -> None:
    seen = client.get("/seen", params={"q": "ä"}, headers={"X-A": "b"}).json()
    assert seen["url"] == "http://testserver/seen?q=%C3%A4"
    assert seen["client"] == ["testclient", 50000]
    assert seen["server"] == ["testserver", 80]
    assert seen["headers"]["host"] == "testserver"
    assert seen["headers"]["user-agent"] == "testclient"
    assert seen["headers"]["x-a"] == "b"
    assert seen["http_version"] == "1.1"


@pytest.mark.parametrize(
    ("options", "path", "expected"),
    [
        ({"client": ("10.0.0.1", 7)}, "/seen", {"client": ["10.0.0.1", 7]}),
        ({"client": None}, "/seen", {"client": None}),
        ({"base_url": "https://a.example:8443"}, "/seen", {"scheme": "https", "server": ["a.example", 8443]}),
        ({"base_url": "https://a.example"}, "/seen", {"server": ["a.example", 443]}),
        ({"base_url": "http://a.example/api"}, "seen", None),
        ({}, "http://other.example/seen", {"url": "http://other.example/seen"}),
        (
            {"root_path": "/api"},
            "/seen",
            {"root_path": "/api", "path": "/seen", "base_url": "http://testserver/api/"},
        ),
        ({"root_path": "/api"}, "/api/seen", {"root_path": "/api", "path": "/api/seen"}),
    ],
)
def test_the_client_says_who_asks_and_where(options: Any, path: str, expected: dict[str, Any] | None) -> None:
    with TestClient(app, **options) as client:
        answer = client.get(path)
    if expected is None:
        assert answer.status_code == 404
    else:
        assert expected.items() <= answer.json().items()


def test_headers_and_cookies_of_the_client_are_in_every_request() -> None:
    with TestClient(app, headers={"X-A": "b", "User-Agent": "own"}, cookies={"a": "1"}) as client:
        seen = client.get("/seen").json()["headers"]
        assert (seen["x-a"], seen["user-agent"]) == ("b", "own")
        assert client.get("/cookies").json() == {"a": "1"}


def test_it_keeps_cookies_and_follows_redirects(client: TestClient) -> None:
    answer = client.get("/login")
    assert answer.json() == {"session": "1"}
    assert [step.status_code for step in answer.history] == [303]
    assert client.cookies["session"] == "1"
    assert client.get("/login", follow_redirects=False).status_code == 303
    assert client.get("/slash").json() == "slash"
    with TestClient(app, follow_redirects=False) as other:
        assert other.get("/slash").headers["location"] == "http://testserver/slash/"


def test_a_header_cannot_be_split(client: TestClient) -> None:
    with pytest.raises(httpx.LocalProtocolError):
        client.get("/seen", headers={"x-a": "1\r\nx-b: 2"})


# --- errors


@pytest.mark.parametrize(
    ("path", "error"),
    [("/broken", BrokenError), ("/broken/pool", BrokenError), ("/broken/json", (TypeError, ValueError))],
)
def test_what_a_handler_raises_is_raised(
    client: TestClient, path: str, error: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(error):
        client.get(path)
    assert not caplog.records
    assert client.get("/slow").json() == "slow"


def test_or_is_answered_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/broken")
        assert (answer.status_code, answer.text) == (500, "Internal Server Error")
        assert [record.name for record in caplog.records] == ["fasterapi.error"]
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/broken/stream")


def test_an_error_in_the_middle_of_an_answer_is_raised(client: TestClient) -> None:
    with client.stream("GET", "/broken/stream") as answer:
        assert answer.status_code == 200
        pieces = answer.iter_raw()
        assert next(pieces) == b"some"
        with pytest.raises(BrokenError, match="stream"):
            next(pieces)
    with pytest.raises(BrokenError, match="stream"):
        client.get("/broken/stream")


def test_an_answer_that_was_meant_is_none(client: TestClient) -> None:
    answer = client.get("/refused")
    assert (answer.status_code, answer.json(), answer.headers["x-a"]) == (500, {"detail": "expected"}, "b")
    assert client.get("/nowhere").status_code == 404
    assert client.post("/seen").status_code == 405


def test_system_exit_ends_the_test(client: TestClient) -> None:
    with pytest.raises(SystemExit):
        client.get("/exit")
    assert client.get("/slow").json() == "slow"


@pytest.mark.parametrize("what", ["whole", "stream"])
def test_what_is_done_after_an_answer_is_waited_for(client: TestClient, what: str) -> None:
    calling.done.clear()
    assert client.get(f"/background/{what}").status_code == 200
    assert calling.done == [what]
    with pytest.raises(BrokenError, match="background"):
        client.get("/background/broken")

    async def test() -> None:
        async with AsyncTestClient(app) as twin:
            assert (await twin.get(f"/background/{what}")).status_code == 200
            assert calling.done == [what, what]

    asyncio.run(test())


# --- bodies


def test_bodies_of_every_kind_arrive(client: TestClient, tmp_path: Path) -> None:
    assert client.post("/body").json()["length"] == 0
    assert client.post("/body", json={"a": 1}).json() == {
        "length": 7,
        "type": "application/json",
        "start": '{"a":1}',
    }
    assert client.post("/body", data={"a": "b c"}).json() == {
        "length": 5,
        "type": "application/x-www-form-urlencoded",
        "start": "a=b+c",
    }
    file = tmp_path / "file.txt"
    file.write_bytes(b"x" * 100_000)
    with file.open("rb") as content:
        assert client.post("/body", content=content).json()["length"] == 100_000
    with file.open("rb") as content:
        answer = client.post("/body", files={"f": content}, data={"a": "b"}).json()
    assert answer["type"].startswith("multipart/form-data; boundary=")
    assert answer["length"] > 100_000


def pieces(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"x" * 10_000


def test_a_body_is_sent_as_it_is_made_and_read_as_it_comes(client: TestClient) -> None:
    assert client.post("/body", content=pieces(3)).json()["length"] == 30_000
    # More than either side keeps: each waits for the other.
    with client.stream("POST", "/echo", content=pieces(500)) as answer:
        assert sum(len(piece) for piece in answer.iter_raw()) == 5_000_000


def test_an_early_answer_ends_a_body_without_end(client: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 10_000

    assert client.post("/early", content=endless()).json() == "not read"


def test_an_error_of_a_body_is_the_callers(client: TestClient) -> None:
    def failing() -> Iterator[bytes]:
        yield b"x"
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        client.post("/body", content=failing())
    assert client.get("/slow").json() == "slow"


def test_a_stream_that_is_left_ends(client: TestClient) -> None:
    with client.stream("GET", "/ticks") as answer:
        read = answer.iter_raw()
        assert (next(read), next(read)) == (b"tick", b"tick")
        assert not calling.ticking.ended
    client.get("/slow")
    assert calling.ticking.ended


# --- loops, threads, ends


def test_it_runs_on_the_calling_thread(client: TestClient) -> None:
    assert client.get("/thread").json() == threading.current_thread().name


def test_or_on_another_where_a_loop_runs(client: TestClient) -> None:
    async def test() -> str:
        name: str = client.get("/thread").json()
        return name

    assert asyncio.run(test()) != threading.current_thread().name
    assert client.get("/thread").json() == threading.current_thread().name


def test_threads_can_share_it(client: TestClient) -> None:
    with ThreadPoolExecutor(9) as threads:
        waiting = [threads.submit(client.get, f"/gates/{n}/wait") for n in range(8)]
        opening = [threads.submit(client.get, f"/gates/{n}/open") for n in range(4)]
        opening += [threads.submit(client.get, f"/gates/{n}/open") for n in range(4, 8)]
        assert [answer.result(30).json() for answer in waiting] == ["passed"] * 8
        assert all(answer.result(30).json() for answer in opening)


def test_it_works_without_with_and_needs_no_closing() -> None:
    client = TestClient(app)
    assert client.get("/slow").json() == "slow"
    del client
    gc.collect()  # warnings are errors


def test_it_can_be_used_after_with() -> None:
    client = TestClient(app)
    for _ in range(2):
        with client:
            assert client.get("/slow").json() == "slow"
        assert client.get("/slow").json() == "slow"
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.get("/slow")


def test_handlers_that_still_run_are_cancelled_at_the_end(client: TestClient) -> None:
    with client.stream("GET", "/ticks"):
        client.close()
        assert calling.ticking.ended


def test_errors_nobody_waits_for_are_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), client.stream("GET", "/broken/stream") as answer:
        assert answer.status_code == 200
    client.get("/slow")
    assert len(caplog.records) <= 1


# --- lifespan


class Lived:
    """An application that tells what happened to it."""

    def __init__(self, fails: str = "never") -> None:
        self.happened: list[str] = []
        self.app = App(lifespan=self.lifespan)
        self.fails = fails

        @self.app.get("/")
        async def answer(request: Request) -> int:
            self.happened.append("request")
            value: int = getattr(request.state, "answer", 0)
            return value

    async def lifespan(self, _: App) -> AsyncIterator[dict[str, int]]:
        # Which must be left by the task that has entered it.
        async with asyncio.timeout(30):
            self.happened.append("startup")
            if self.fails == "startup":
                raise BrokenError("startup")
            yield {"answer": 42}
            self.happened.append("shutdown")
            if self.fails == "shutdown":
                raise BrokenError("shutdown")


def test_with_runs_the_lifespan_around_the_block() -> None:
    lived = Lived()
    client = TestClient(lived.app)
    assert client.get("/").json() == 0
    for _ in range(2):
        lived.happened.clear()
        with client:
            assert client.get("/").json() == 42
            assert lived.happened == ["startup", "request"]
        assert lived.happened == ["startup", "request", "shutdown"]
    with client:
        lived.happened.clear()
        client.close()
        assert lived.happened == ["shutdown"]
    assert lived.happened == ["shutdown"]


@pytest.mark.parametrize("fails", ["startup", "shutdown"])
def test_what_the_lifespan_raises_is_raised(fails: str) -> None:
    with pytest.raises(BrokenError, match=fails), TestClient(Lived(fails).app) as client:
        assert client.get("/").json() == 42

    async def test() -> None:
        async with AsyncTestClient(Lived(fails).app) as client:
            assert (await client.get("/")).json() == 42

    with pytest.raises(BrokenError, match=fails):
        asyncio.run(test())


def test_the_async_twin_runs_it_too() -> None:
    lived = Lived()

    async def test() -> None:
        async with AsyncTestClient(lived.app) as client:
            assert (await client.get("/")).json() == 42
        # Fixtures are entered in one task and left in another.
        client = AsyncTestClient(lived.app)
        await asyncio.create_task(client.__aenter__())
        await asyncio.create_task(client.__aexit__())

    asyncio.run(test())
    assert lived.happened == ["startup", "request", "shutdown", "startup", "shutdown"]


# --- on the test's own loop


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(0.001)


def test_the_async_twin_runs_on_the_tests_loop() -> None:
    async def test() -> None:
        async with AsyncTestClient(app, headers={"x-a": "b"}) as client:
            seen = (await client.get("/seen")).json()
            assert seen["client"] == ["testclient", 50000]
            assert seen["headers"]["x-a"] == "b"
            assert (await client.get("/thread")).json() == threading.current_thread().name
            answers = await asyncio.gather(*(client.get("/slow") for _ in range(20)))
            assert [answer.json() for answer in answers] == ["slow"] * 20
            with pytest.raises(BrokenError):
                await client.get("/broken")
            assert (await client.get("/login")).json() == {"session": "1"}

    asyncio.run(test())


def test_the_async_twin_streams() -> None:
    async def body() -> AsyncIterator[bytes]:
        for piece in pieces(500):
            await asyncio.sleep(0)
            yield piece

    async def test() -> None:
        async with AsyncTestClient(app) as client:
            async with client.stream("POST", "/echo", content=body()) as answer:
                assert sum([len(piece) async for piece in answer.aiter_raw()]) == 5_000_000
            async with client.stream("GET", "/ticks") as answer:
                read = answer.aiter_raw()
                assert await anext(read) == b"tick"
            await until(lambda: calling.ticking.ended)

    asyncio.run(test())


def test_the_async_twin_ends_with_its_loop() -> None:
    clients = []

    async def test() -> None:
        client = AsyncTestClient(app)
        clients.append(client)
        calling.Cleaning.begun = False
        request = asyncio.create_task(client.get("/cleaning"))
        await until(lambda: calling.Cleaning.begun)
        request.cancel()
        await until(lambda: calling.Cleaning.ended)
        streaming = client.stream("GET", "/ticks")
        await streaming.__aenter__()

    asyncio.run(test())
    assert calling.ticking.ended
    # On another loop it has another engine.
    assert asyncio.run(clients[0].get("/slow")).json() == "slow"
