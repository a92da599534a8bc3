"""The lifespan in tests: around the client's `with` block, and not without it."""

from contextlib import asynccontextmanager

from fasterapi import App
from fasterapi.testclient import TestClient

WORDS: dict[str, str] = {}


@asynccontextmanager
async def lifespan(app: App):
    WORDS["hello"] = "a greeting"
    yield
    WORDS.clear()


app = App(lifespan=lifespan)


@app.get("/words")
async def read_words():
    return WORDS


def check_lifespan():
    assert WORDS == {}
    with TestClient(app) as client:
        assert WORDS == {"hello": "a greeting"}
        assert client.get("/words").json() == {"hello": "a greeting"}
    assert WORDS == {}


def check_without():
    assert TestClient(app).get("/words").json() == {}
