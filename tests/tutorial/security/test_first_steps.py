from typing import Any

import pytest

from tests.tutorial.answers import answer

REFUSED = (401, {"detail": "Not authenticated"})


@pytest.mark.parametrize(
    ("authorization", "expected"),
    [
        ("Bearer abc", (200, {"token": "abc"})),
        ("bearer abc", (200, {"token": "abc"})),
        ("Basic abc", REFUSED),
        (None, REFUSED),
    ],
)
def test_answers(client: Any, authorization: str | None, expected: Any) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    response = client.get("/diary", headers=headers)
    assert answer(response) == expected
    assert response.headers.get("www-authenticate") == ("Bearer" if expected is REFUSED else None)


def test_documentation(document: Any) -> None:
    assert document["components"]["securitySchemes"] == {
        "OAuth2PasswordBearer": {
            "type": "oauth2",
            "flows": {"password": {"scopes": {}, "tokenUrl": "token"}},
        }
    }
    assert document["paths"]["/diary"]["get"]["security"] == [{"OAuth2PasswordBearer": []}]
