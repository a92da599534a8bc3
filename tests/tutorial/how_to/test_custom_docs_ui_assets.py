from typing import Any

import pytest


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        (
            "/docs",
            [
                ": try it</title>",
                "https://assets.example.com/swagger-ui.js",
                "https://assets.example.com/swagger-ui.css",
                "/docs/oauth2-redirect",
                "/openapi.json",
            ],
        ),
        ("/redoc", [": read it</title>", "https://assets.example.com/redoc.js", "/openapi.json"]),
        ("/docs/oauth2-redirect", ["window.opener.swaggerUIRedirectOauth2"]),
    ],
)
def test_pages(client: Any, path: str, parts: list[str]) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert [part for part in parts if part not in response.text] == []


def test_they_are_not_documented(document: Any) -> None:
    assert list(document["paths"]) == ["/users/{username}"]
