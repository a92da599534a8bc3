from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/app", (200, {"message": "outside"})),
        ("/inner/sub", (200, {"message": "inside", "root_path": "/inner", "path": "/inner/sub"})),
        ("/inner/locked", (423, {"locked": True})),
        ("/inner/app", (404, {"detail": "Not Found"})),
        ("/sub", (404, {"detail": "Not Found"})),
    ],
)
def test_answers(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == expected


def test_each_has_its_own_documentation(client: Any, document: Any) -> None:
    assert list(document["paths"]) == ["/app"]
    inside = client.get("/inner/openapi.json").json()
    assert (inside["info"]["title"], list(inside["paths"])) == ("Inside", ["/sub", "/locked"])
    assert inside["servers"] == [{"url": "/inner"}]
    assert client.get("/inner/docs").status_code == 200
