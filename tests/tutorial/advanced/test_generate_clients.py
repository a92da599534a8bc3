from typing import Any

import pytest

from tests.tutorial.answers import answer


def test_names_change_no_answer(client: Any) -> None:
    assert answer(client.post("/items", json={"name": "cup"})) == (200, {"message": "cup received"})
    assert answer(client.get("/items")) == (200, [{"name": "cup"}])


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [("post", "/items", "items-create"), ("get", "/items", "items-read"), ("post", "/users", "sign_up")],
)
def test_names(document: Any, method: str, path: str, name: str) -> None:
    assert document["paths"][path][method]["operationId"] == name
