from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, missing

SONG = {"title": "Rain", "seconds": 181.5}
LISTENER = {"name": "ada"}
WHOLE_LISTENER = {"name": "ada", "full_name": None}
BOTH = {"song": SONG, "listener": LISTENER}


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/optional/5", None, (200, {"song_id": 5, "q": None, "song": None})),
        ("/optional/5?q=loud", SONG, (200, {"song_id": 5, "q": "loud", "song": SONG})),
        (
            "/optional/1001",
            SONG,
            invalid(
                error(
                    "less_than_equal",
                    "path.song_id",
                    "Input should be less than or equal to 1000",
                    "1001",
                    le=1000,
                )
            ),
        ),
        ("/songs/5", BOTH, (200, {"song_id": 5, "song": SONG, "listener": WHOLE_LISTENER})),
        ("/songs/5", SONG, invalid(missing("body.song"), missing("body.listener"))),
        ("/songs/5", {"song": SONG, "listener": {}}, invalid(missing("body.listener.name", {}))),
        ("/songs/5", None, invalid(missing("body.song"), missing("body.listener"))),
        (
            "/songs/5/rating?q=again",
            {**BOTH, "stars": 4},
            (200, {"song_id": 5, "song": SONG, "listener": WHOLE_LISTENER, "stars": 4, "q": "again"}),
        ),
        ("/songs/5/rating", BOTH, invalid(missing("body.stars"))),
        (
            "/songs/5/rating",
            {**BOTH, "stars": 0},
            invalid(error("greater_than", "body.stars", "Input should be greater than 0", 0, gt=0)),
        ),
        ("/embedded/5", {"song": SONG}, (200, {"song_id": 5, "song": SONG})),
        ("/embedded/5", SONG, invalid(missing("body.song"))),
    ],
)
def test_bodies(client: Any, path: str, body: Any, expected: Any) -> None:
    assert answer(client.put(path, json=body)) == expected


def test_the_body_has_a_schema_of_its_own(document: Any) -> None:
    content = document["paths"]["/songs/{song_id}"]["put"]["requestBody"]["content"]
    [schema] = [media["schema"] for media in content.values()]
    name = schema["$ref"].removeprefix("#/components/schemas/")
    assert document["components"]["schemas"][name] == {
        "type": "object",
        "title": name,
        "required": ["song", "listener"],
        "properties": {
            "song": {"$ref": "#/components/schemas/Song"},
            "listener": {"$ref": "#/components/schemas/Listener"},
        },
    }
