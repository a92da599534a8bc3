from typing import Any

import pytest

from tests.tutorial.answers import answer, invalid, missing

TOKEN = {"x-token": "right-token"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "expected"),
    [
        ("GET", "/?token=ada", {}, (200, {"message": "Several files, one application"})),
        ("GET", "/", {}, invalid(missing("query.token"))),
        ("GET", "/readers?token=ada", {}, (200, [{"username": "ada"}, {"username": "bob"}])),
        ("GET", "/readers/me?token=ada", {}, (200, {"username": "whoever asks"})),
        ("GET", "/readers/eve?token=ada", {}, (200, {"username": "eve"})),
        ("GET", "/readers?token=eve", {}, (400, {"detail": "Wrong token"})),
        (
            "GET",
            "/books/?token=ada",
            TOKEN,
            (200, {"trees": {"name": "The Trees"}, "seas": {"name": "The Seas"}}),
        ),
        ("GET", "/books/seas?token=ada", TOKEN, (200, {"name": "The Seas", "book_id": "seas"})),
        ("GET", "/books/skies?token=ada", TOKEN, (404, {"detail": "No such book"})),
        ("GET", "/books/seas?token=ada", {"x-token": "no"}, (400, {"detail": "Wrong X-Token"})),
        ("GET", "/books/seas", {}, invalid(missing("query.token"), missing("header.x-token"))),
        ("PUT", "/books/seas?token=ada", TOKEN, (200, {"book_id": "seas", "name": "The great Seas"})),
        ("PUT", "/books/trees?token=ada", TOKEN, (403, {"detail": "Only the seas change"})),
        ("POST", "/admin/?token=ada", TOKEN, (200, {"message": "Changed"})),
        ("POST", "/admin/?token=ada", {}, invalid(missing("header.x-token"))),
    ],
)
def test_answers(client: Any, method: str, path: str, headers: Any, expected: Any) -> None:
    assert answer(client.request(method, path, headers=headers)) == expected


@pytest.mark.parametrize(
    ("method", "path", "tags", "responses"),
    [
        ("get", "/readers", ["readers"], {"200", "422"}),
        ("get", "/books/{book_id}", ["books"], {"200", "404", "422"}),
        ("put", "/books/{book_id}", ["books", "changes"], {"200", "403", "404", "422"}),
        ("post", "/admin/", ["admin"], {"200", "418", "422"}),
    ],
)
def test_documentation(document: Any, method: str, path: str, tags: Any, responses: Any) -> None:
    operation = document["paths"][path][method]
    assert (operation["tags"], set(operation["responses"])) == (tags, responses)
