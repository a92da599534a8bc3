from typing import Any

import pytest


@pytest.fixture
def url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GARDEN_OPENAPI_URL", request.param)
    return request.param


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/openapi.json", [200, 200, 200, 404]),
        ("/api.json", [404, 200, 200, 200]),
        ("", [404, 404, 404, 404]),
    ],
    indirect=["url"],
)
def test_where_documentation_is(url: str, client: Any, status: list[int]) -> None:
    assert client.get("/").json() == {"message": "Hello"}
    paths = ("/openapi.json", "/docs", "/redoc", "/api.json")
    assert [client.get(path).status_code for path in paths] == status
