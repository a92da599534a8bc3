from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, no_int


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/untyped/7", (200, {"item_id": "7"})),
        ("/items/7", (200, {"item_id": 7})),
        ("/items/seven", invalid(no_int("path.item_id", "seven"))),
        ("/items/4.2", invalid(no_int("path.item_id", "4.2"))),
        ("/users/me", (200, {"user_id": "whoever asks"})),
        ("/users/you", (200, {"user_id": "you"})),
        ("/planets/earth", (200, {"planet": "earth", "note": "you are here"})),
        ("/planets/mars", (200, {"planet": "mars", "note": "red"})),
        ("/planets/venus", (200, {"planet": "venus", "note": "hot"})),
        (
            "/planets/pluto",
            invalid(
                error(
                    "enum",
                    "path.planet",
                    "Input should be 'earth', 'mars' or 'venus'",
                    "pluto",
                    expected="'earth', 'mars' or 'venus'",
                )
            ),
        ),
        ("/files/notes.txt", (200, {"file_path": "notes.txt"})),
        ("/files/home/me/notes.txt", (200, {"file_path": "home/me/notes.txt"})),
        ("/files//home/me/notes.txt", (200, {"file_path": "/home/me/notes.txt"})),
    ],
)
def test_paths(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == expected
