"""The same application under FastAPI, in memory, and served here, over a socket."""

from __future__ import annotations

import asyncio
import importlib
import time
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import httpx
import pytest
from fastapi.exceptions import FastAPIDeprecationWarning

from tests.differential.fastapi_apps import fastapis
from tests.e2e.running import PATIENCE_S, Running

#: What an answer must have in common with FastAPI's.
HEADERS = ("allow", "content-length", "content-type", "location", "set-cookie", "www-authenticate")


class Answer(NamedTuple):
    """What is compared of an answer."""

    status: int
    headers: Mapping[str, list[str]]
    content: bytes

    @classmethod
    def of(cls, response: httpx.Response) -> Answer:
        names = {name for name in response.headers if name in HEADERS or name.startswith("x-")}
        if response.status_code == 405:
            names -= {"allow"}  # here HEAD and OPTIONS are answered, and all methods of the path are told
        if response.status_code == 205:
            names -= {"content-length"}  # FastAPI tells the length of what it does not send
        headers = {name: response.headers.get_list(name) for name in sorted(names)}
        return cls(response.status_code, headers, response.content)


class Twins:
    """One application of `fastapi_apps`, twice. Leaving the `with` block stops the one that is served."""

    def __init__(self, name: str) -> None:
        module = importlib.import_module(f"tests.differential.fastapi_apps.{name}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FastAPIDeprecationWarning)
            self._theirs = module.declare(fastapis())
        self._running = Running("run", f"tests.differential.fastapi_apps.{name}:app", "--port", "0")
        self._client = self._running.client()

    def agree(self, method: str, path: str, **options: Any) -> Answer:
        """Send a request to both; their answers have to be the same."""
        headers = [("host", "testserver"), *dict(options.pop("headers", {})).items()]
        return self.agree_raw(method, path, headers, **options)

    def agree_in_the_end(self, method: str, path: str) -> Answer:
        """The same of what still changes after an answer: background tasks and the like may be running."""
        deadline = time.monotonic() + PATIENCE_S
        ours, theirs = self.ask(method, path)
        while ours != theirs and time.monotonic() < deadline:
            time.sleep(0.01)
            ours, theirs = self.ask(method, path)
        assert ours == theirs, f"{method} {path}\n{ours}\n{theirs}"
        return ours

    def ask(self, method: str, path: str, **options: Any) -> tuple[Answer, Answer]:
        """Send a request to both, whose answers may differ: ours, and FastAPI's."""
        ours = Answer.of(self._client.request(method, path, **options))
        return ours, Answer.of(asyncio.run(self._ask_fastapi(method, path, **options)))

    def agree_raw(self, method: str, path: str, headers: list[tuple[str, str]], **options: Any) -> Answer:
        """The same with exactly these header fields, which are sent as latin-1."""
        fields = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        ours = Answer.of(self._client.request(method, path, headers=fields, **options))
        theirs = Answer.of(asyncio.run(self._ask_fastapi(method, path, headers=fields, **options)))
        assert ours == theirs, f"{method} {path}\n{ours}\n{theirs}"
        return ours

    async def _ask_fastapi(self, method: str, path: str, **options: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self._theirs, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.request(method, path, **options)

    def __enter__(self) -> Twins:
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()
        self._running.__exit__(*error)


def serve(name: str) -> Any:
    """A fixture: the application of that name, served for a module of tests."""

    @pytest.fixture(scope="module", name=name)
    def twins() -> Iterator[Twins]:
        with Twins(name) as both:
            yield both

    return twins
