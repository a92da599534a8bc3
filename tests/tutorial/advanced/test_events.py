from typing import Any

from tests.tutorial.answers import answer


def test_lifespan(page: Any, make_client: Any) -> None:
    assert page.LOG == []
    with make_client(page.app) as client:
        assert page.LOG == ["begin"]
        assert answer(client.get("/answer")) == (200, {"answer": 42, "asked": "the question"})
    assert page.LOG == ["begin", "end"]
    assert page.ANSWERS == {}
