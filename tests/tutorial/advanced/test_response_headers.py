from typing import Any

import pytest


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/parameter", {"x-cat": "asleep", "x-count": "1"}),
        ("/own", {"x-cat": "awake", "content-language": "en", "x-count": None}),
    ],
)
def test_fields(client: Any, path: str, fields: dict[str, str | None]) -> None:
    response = client.get(path)
    assert response.json() == {"message": "quiet"}
    assert {name: response.headers.get(name) for name in fields} == fields
