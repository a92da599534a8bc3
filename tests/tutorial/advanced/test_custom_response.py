from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("path", "status", "kind", "text"),
    [
        ("/html", 200, "text/html; charset=utf-8", "<h1>Hello</h1>"),
        ("/html/own", 203, "text/html; charset=utf-8", "<h1>Hello</h1>"),
        ("/text", 200, "text/plain; charset=utf-8", "Hello"),
        ("/stream", 200, "text/csv; charset=utf-8", "0,1,2,"),
        ("/indented", 200, "application/x-indented+json", '{\n "greeting": "Hello"\n}'),
        ("/bare", 200, None, "Hello"),
        (
            "/file",
            200,
            "text/x-python; charset=utf-8",
            Path(__file__).with_name("__init__.py").read_text(),
        ),
    ],
)
def test_responses(client: Any, path: str, status: int, kind: str | None, text: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers.get("content-type"), response.text) == (status, kind, text)


@pytest.mark.parametrize(("path", "status"), [("/away", 307), ("/away/class", 302)])
def test_redirects(client: Any, path: str, status: int) -> None:
    response = client.get(path, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (status, "https://example.com/")


def test_a_default_for_all_routes(page: Any, make_client: Any) -> None:
    with make_client(page.page) as client:
        response = client.get("/")
    assert response.text == "<h1>Every page</h1>"
    assert response.headers["content-type"] == "text/html; charset=utf-8"


def test_documentation(document: Any) -> None:
    def content(path: str) -> list[str]:
        return list(document["paths"][path]["get"]["responses"]["200"].get("content", {}))

    assert content("/html") == ["text/html"]
    assert content("/text") == ["text/plain"]
    assert content("/indented") == ["application/x-indented+json"]
    assert "302" in document["paths"]["/away/class"]["get"]["responses"]
