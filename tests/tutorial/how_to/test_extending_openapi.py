from typing import Any

INFO = {
    "title": "Garden",
    "version": "2.5.0",
    "summary": "What grows",
    "description": "Plants",
    "x-logo": {"url": "https://example.com/logo.png"},
}


def test_the_document_is_ones_own(client: Any, document: Any) -> None:
    assert document["info"] == INFO
    assert list(document["paths"]) == ["/items"]
    assert client.get("/openapi.json").json() == document
