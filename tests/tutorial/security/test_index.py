from typing import Any

import pytest

from tests.tutorial.answers import answer

REFUSED = (401, {"detail": "Not authenticated"})


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/key-header", {"x-key": "k"}, "k"),
        ("/key-query?key=k", {}, "k"),
        ("/key-cookie", {"cookie": "key=k"}, "k"),
        ("/basic", {"authorization": "Basic dXNlcjpwYXNz"}, {"username": "user", "password": "pass"}),
        ("/bearer", {"authorization": "Bearer t"}, {"scheme": "Bearer", "credentials": "t"}),
        ("/digest", {"authorization": "Digest d"}, {"scheme": "Digest", "credentials": "d"}),
        ("/oauth2", {"authorization": "Bearer t"}, "t"),
        ("/openid", {"authorization": "anything"}, "anything"),
    ],
)
def test_what_is_found(client: Any, path: str, headers: Any, expected: Any) -> None:
    assert answer(client.get(path, headers=headers)) == (200, expected)


@pytest.mark.parametrize(
    ("path", "challenge"),
    [
        ("/key-header", "APIKey"),
        ("/key-query", "APIKey"),
        ("/key-cookie", "APIKey"),
        ("/basic", "Basic"),
        ("/bearer", "Bearer"),
        ("/digest", "Digest"),
        ("/oauth2", "Bearer"),
        ("/openid", "Bearer"),
    ],
)
def test_without_credentials(client: Any, path: str, challenge: str) -> None:
    response = client.get(path)
    assert answer(response) == REFUSED
    assert response.headers["www-authenticate"] == challenge


def test_documentation(document: Any) -> None:
    schemes = document["components"]["securitySchemes"]
    assert schemes["APIKeyHeader"] == {"type": "apiKey", "in": "header", "name": "X-Key"}
    assert schemes["HTTPBearer"] == {"type": "http", "scheme": "bearer"}
    assert schemes["OpenIdConnect"] == {"type": "openIdConnect", "openIdConnectUrl": "/openid"}
    assert document["paths"]["/basic"]["get"]["security"] == [{"HTTPBasic": []}]
