"""Clients that people use: each must get right answers, and keep its connection where it wants to."""

from __future__ import annotations

import asyncio
import http.client
import io
import re
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import httpx
import pytest

from ..servers.environment import without_sanitizers
from ..servers.process import Server

_GO_CLIENT = Path(__file__).with_name("go_client")
_LARGE = bytes(range(256)) * 20_000


def _run(*command: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        command, input=stdin, capture_output=True, cwd=cwd, env=without_sanitizers(), timeout=110, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr.decode(errors='replace')[-2000:]}"
    return done


def _pieces() -> Iterator[bytes]:
    for start in range(0, len(_LARGE), 65_536):
        yield _LARGE[start : start + 65_536]


class TestCurl:
    def curl(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return _run("curl", "--silent", "--show-error", "--fail", "--max-time", "60", *arguments, stdin=stdin)

    def test_two_requests_share_a_connection(self, server: Server) -> None:
        connects = "%{num_connects}\n"
        done = self.curl("-w", connects, f"{server.url}/", f"{server.url}/items/a")
        assert done.stdout == b"hello1\na0\n"

    def test_head(self, server: Server) -> None:
        done = self.curl("--head", f"{server.url}/")
        assert b"\r\ncontent-length: 5\r\n" in done.stdout.lower()

    def test_head_then_get_on_one_connection(self, server: Server) -> None:
        done = self.curl(
            "--head", f"{server.url}/", "--next", "-s", "-w", "%{num_connects}", f"{server.url}/"
        )
        assert done.stdout.endswith(b"\r\n\r\nhello0")

    @pytest.mark.parametrize("expect", ["Expect:", "Expect: 100-continue"])
    @pytest.mark.parametrize("coding", ["Transfer-Encoding:", "Transfer-Encoding: chunked"])
    def test_upload(self, server: Server, expect: str, coding: str) -> None:
        # Were 100 (Continue) not sent, curl would wait for it longer than it may take altogether.
        arguments = ("-v", "--expect100-timeout", "120", "-H", expect, "-H", coding, "--data-binary", "@-")
        done = self.curl(*arguments, f"{server.url}/echo", stdin=_LARGE)
        assert done.stdout == _LARGE
        assert (b"< HTTP/1.1 100 Continue" in done.stderr) == expect.endswith("continue")

    def test_put_to_a_route_that_has_only_post_needs_no_body(self, server: Server) -> None:
        arguments = (
            "--max-time",
            "60",
            "--expect100-timeout",
            "120",
            "-H",
            "Expect: 100-continue",
            "-T",
            "-",
        )
        done = _run("curl", "-s", "-w", "%{http_code}", *arguments, f"{server.url}/echo", stdin=b"unwanted")
        assert done.stdout.endswith(b"405")

    def test_redirect(self, server: Server) -> None:
        assert self.curl("--location", f"{server.url}/redirect").stdout == b"hello"

    def test_redirect_keeps_method_and_body(self, server: Server) -> None:
        assert self.curl("--location", "-d", "abc", f"{server.url}/echo/").stdout == b"abc"

    def test_download(self, server: Server) -> None:
        assert self.curl(f"{server.url}/bytes/10000000").stdout == b"x" * 10_000_000

    def test_http_1_0(self, server: Server) -> None:
        assert self.curl("--http1.0", f"{server.url}/stream", f"{server.url}/").stdout == b"onetwothreehello"

    def test_many_at_once(self, server: Server) -> None:
        done = self.curl("--parallel", "--parallel-max", "32", f"{server.url}/items/[100-299]")
        assert sorted(re.findall(rb"\d{3}", done.stdout)) == [str(n).encode() for n in range(100, 300)]


class TestHttpClient:
    @pytest.fixture
    def connection(self, server: Server) -> Iterator[http.client.HTTPConnection]:
        connection = http.client.HTTPConnection(*server.address, timeout=30)
        yield connection
        connection.close()

    def ask(self, connection: http.client.HTTPConnection, method: str, path: str) -> tuple[int, bytes]:
        connection.request(method, path)
        response = connection.getresponse()
        return response.status, response.read()

    def test_one_connection_for_everything(self, connection: http.client.HTTPConnection) -> None:
        assert self.ask(connection, "GET", "/") == (200, b"hello")
        socket = connection.sock
        assert self.ask(connection, "HEAD", "/") == (200, b"")
        assert self.ask(connection, "GET", "/stream") == (200, b"onetwothree")
        assert self.ask(connection, "GET", "/nowhere")[0] == 404
        assert self.ask(connection, "GET", "/no-content") == (204, b"")
        assert self.ask(connection, "GET", "/not-modified") == (304, b"")
        assert self.ask(connection, "GET", "/error")[0] == 500
        assert self.ask(connection, "GET", "/bytes/3000000") == (200, b"x" * 3_000_000)
        assert connection.sock is socket

    def test_upload(self, connection: http.client.HTTPConnection) -> None:
        connection.request("POST", "/echo", body=_LARGE)
        assert connection.getresponse().read() == _LARGE

    def test_chunked_upload(self, connection: http.client.HTTPConnection) -> None:
        connection.request("POST", "/echo", body=_pieces(), encode_chunked=True)
        assert connection.getresponse().read() == _LARGE


class TestHttpx:
    def test_one_connection_for_everything(self, server: Server) -> None:
        with httpx.Client(base_url=server.url, timeout=30) as client:
            ports = set()
            for path, status, body in (
                ("/", 200, b"hello"),
                ("/stream", 200, b"onetwothree"),
                ("/error", 500, None),
            ):
                with client.stream("GET", path) as response:
                    ports.add(response.extensions["network_stream"].get_extra_info("client_addr"))
                    assert response.status_code == status
                    content = response.read()
                    assert body is None or content == body
            assert len(ports) == 1

    def test_head(self, server: Server) -> None:
        response = httpx.head(f"{server.url}/", timeout=30)
        assert (response.status_code, response.headers["content-length"], response.content) == (200, "5", b"")

    def test_redirect(self, server: Server) -> None:
        response = httpx.get(f"{server.url}/redirect", follow_redirects=True, timeout=30)
        assert (response.text, response.url.path) == ("hello", "/")

    @pytest.mark.parametrize("content", [lambda: _LARGE, _pieces], ids=["length", "chunked"])
    def test_upload(self, server: Server, content: object) -> None:
        assert callable(content)
        assert httpx.post(f"{server.url}/echo", content=content(), timeout=30).content == _LARGE


class TestAiohttp:
    def test_one_connection_for_everything(self, server: Server) -> None:
        made = 0

        async def count(*_: object) -> None:
            nonlocal made
            made += 1

        async def talk() -> None:
            trace = aiohttp.TraceConfig()
            trace.on_connection_create_end.append(count)
            async with aiohttp.ClientSession(server.url, trace_configs=[trace]) as session:
                for path, body in (
                    ("/", b"hello"),
                    ("/stream", b"onetwothree"),
                    ("/bytes/1000000", b"x" * 1_000_000),
                ):
                    async with session.get(path) as response:
                        assert await response.read() == body
                async with session.head("/") as response:
                    assert response.headers["Content-Length"] == "5"
                async with session.get("/redirect") as response:
                    assert (response.url.path, await response.text()) == ("/", "hello")

        asyncio.run(talk())
        assert made == 1

    @pytest.mark.parametrize("expect100", [False, True])
    def test_uploads(self, server: Server, expect100: bool) -> None:
        async def pieces() -> AsyncIterator[bytes]:
            for piece in _pieces():
                yield piece

        async def talk() -> None:
            async with aiohttp.ClientSession(server.url) as session:
                for data in (io.BytesIO(_LARGE), pieces()):
                    async with session.post("/echo", data=data, expect100=expect100) as response:
                        assert await response.read() == _LARGE

        asyncio.run(talk())

    def test_many_at_once(self, server: Server) -> None:
        async def ask(session: aiohttp.ClientSession, name: str) -> None:
            async with session.get(f"/items/{name}") as response:
                assert await response.text() == name

        async def talk() -> None:
            async with aiohttp.ClientSession(server.url) as session:
                await asyncio.gather(*(ask(session, str(n)) for n in range(300)))

        asyncio.run(talk())


def test_go_net_http(server: Server) -> None:
    _run("go", "run", ".", server.url, cwd=_GO_CLIENT)


def test_wrk(server: Server) -> None:
    printed = _run("wrk", "-t1", "-c16", "-d1s", f"{server.url}/").stdout.decode()
    answered = re.search(r"(\d+) requests in", printed)
    assert answered is not None
    assert int(answered[1]) > 0
    assert "Socket errors" not in printed
    assert "Non-2xx" not in printed


@pytest.mark.parametrize(
    ("options", "path", "kept"),
    [((), "/", 0), (("-k",), "/", 400), (("-k", "-i"), "/", 400), (("-k", "-p", __file__), "/length", 400)],
    ids=["HTTP/1.0", "keep-alive", "HEAD", "POST"],
)
def test_ab(server: Server, options: tuple[str, ...], path: str, kept: int) -> None:
    printed = _run("ab", "-q", "-n", "400", "-c", "8", *options, f"{server.url}{path}").stdout.decode()
    assert re.search(r"Complete requests: +400\n", printed)
    assert re.search(r"Failed requests: +0\n", printed)
    assert "Non-2xx" not in printed
    assert kept == 0 or re.search(rf"Keep-Alive requests: +{kept}\n", printed)
