from typing import Any

import pytest

from tests.tutorial.answers import answer, invalid, missing, no_int


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/poems/rain", (200, {"poem": "It falls."})),
        ("/poems/snow", (404, {"detail": "No such poem"})),
        ("/poems/snow/reader", (404, {"detail": {"poem": "snow", "readers": []}})),
        ("/silence/sea", (418, {"message": "sea says nothing"})),
    ],
)
def test_errors(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == expected


def test_header_fields_of_an_error(client: Any) -> None:
    assert client.get("/poems/snow/reader").headers["x-error"] == "Nobody reads it"


def test_handlers_of_ones_own(page: Any, make_client: Any) -> None:
    with make_client(page.own) as client:
        refused = client.get("/poems/3")
        assert (refused.status_code, refused.text) == (418, "No third one")
        assert refused.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer(client.get("/poems/x")) == (400, {"wrong": [no_int("path.number", "x")], "body": None})
        assert answer(client.post("/verses", json={"title": "a"})) == (
            400,
            {"wrong": [missing("body.lines", {"title": "a"})], "body": {"title": "a"}},
        )


def test_the_default_handlers_may_be_called(page: Any, make_client: Any) -> None:
    with make_client(page.logging) as client:
        assert answer(client.get("/poems/1")) == (410, {"detail": "Lost"})
        assert answer(client.get("/poems/x")) == invalid(no_int("path.number", "x"))
    assert page.SEEN == ["/poems/1: 410", "/poems/x: 1 wrong"]
