from typing import Any

import pytest

BODY = b'{"name": "cup"}'


@pytest.mark.parametrize(
    ("app", "content_type", "status"),
    [
        ("app", "application/json", 200),
        ("app", "application/vnd.garden+json", 200),
        ("app", "text/plain", 422),
        ("app", None, 422),
        ("lenient", "application/json", 200),
        ("lenient", "text/plain", 422),
        ("lenient", None, 200),
    ],
)
def test_content_types(page: Any, make_client: Any, app: str, content_type: str | None, status: int) -> None:
    headers = {} if content_type is None else {"content-type": content_type}
    with make_client(getattr(page, app)) as client:
        response = client.post("/items", content=BODY, headers=headers)
    assert response.status_code == status
    if status == 200:
        assert response.json() == {"name": "cup"}
