from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("path", "expected"), [("/beds", [{"name": "north"}]), ("/plants", [{"name": "fern"}])]
)
def test_answers(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == (200, expected)


def test_documentation(document: Any) -> None:
    assert document["info"] == {
        "title": "Garden",
        "summary": "What grows where",
        "description": "Beds and **plants**.",
        "termsOfService": "https://example.com/terms",
        "contact": {"name": "Ada", "url": "https://example.com/ada", "email": "ada@example.com"},
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        "version": "2.1.0",
    }
    assert [tag["name"] for tag in document["tags"]] == ["beds", "plants"]
    assert document["tags"][1]["externalDocs"]["url"] == "https://example.com/plants"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/openapi.json", 200),
        ("/documentation", 200),
        ("/docs", 404),
        ("/redoc", 404),
        ("/openapi.json", 404),
    ],
)
def test_where_it_is(client: Any, document: Any, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    if path == "/api/openapi.json":
        assert response.json() == document
