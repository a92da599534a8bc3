from typing import Any

import pytest

from tests.tutorial.answers import answer, invalid, missing


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("POST", "/notes?text=a", (201, {"text": "a"})),
        ("PUT", "/notes?text=a", (202, {"text": "a"})),
        ("DELETE", "/notes", (204, None)),
        ("POST", "/notes", invalid(missing("query.text"))),
    ],
)
def test_status(client: Any, method: str, path: str, expected: Any) -> None:
    assert answer(client.request(method, path)) == expected


def test_no_content_has_no_length(client: Any) -> None:
    assert "content-length" not in client.delete("/notes").headers


@pytest.mark.parametrize(("method", "status"), [("post", "201"), ("put", "202"), ("delete", "204")])
def test_documentation(document: Any, method: str, status: str) -> None:
    responses = document["paths"]["/notes"][method]["responses"]
    assert responses[status]["description"] == "Successful Response"
    assert ("content" in responses[status]) == (status != "204")
