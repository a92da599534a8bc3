from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("POST", "/in", {"note": "n", "data": "aGVsbG8="}, {"note": "n", "length": 5, "text": "hello"}),
        ("GET", "/out", None, {"note": "hello", "data": "aGVsbMO2"}),
        ("POST", "/both", {"note": "n", "data": "aGVsbG8="}, {"note": "n", "data": "aGVsbG8="}),
    ],
)
def test_bytes(client: Any, method: str, path: str, body: Any, expected: Any) -> None:
    assert answer(client.request(method, path, json=body)) == (200, expected)


def test_what_is_no_base64(client: Any) -> None:
    status, body = answer(client.post("/in", json={"note": "n", "data": "?"}))
    [told] = body["detail"]
    assert (status, told["type"], told["loc"]) == (422, "bytes_invalid_encoding", ["body", "data"])


def test_documentation(document: Any) -> None:
    schema = document["components"]["schemas"]["Parcel"]
    assert schema["properties"]["data"]["contentEncoding"] == "base64"
