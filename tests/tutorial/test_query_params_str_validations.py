from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, missing


def short(loc: str, given: str, least: int = 3) -> dict[str, Any]:
    message = f"String should have at least {least} characters"
    return error("string_too_short", loc, message, given, min_length=least)


def long(loc: str, given: str, most: int = 8) -> dict[str, Any]:
    message = f"String should have at most {most} characters"
    return error("string_too_long", loc, message, given, max_length=most)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/optional", (200, {"q": None})),
        ("/optional?q=short", (200, {"q": "short"})),
        ("/optional?q=long-winded", invalid(long("query.q", "long-winded"))),
        ("/old-style", (200, {"q": None})),
        ("/old-style?q=long-winded", invalid(long("query.q", "long-winded"))),
        ("/bounded", (200, {"q": None})),
        ("/bounded?q=book", (200, {"q": "book"})),
        ("/bounded?q=b", invalid(short("query.q", "b"))),
        ("/bounded?q=bookbookk", invalid(long("query.q", "bookbookk"))),
        (
            "/bounded?q=look",
            invalid(
                error(
                    "string_pattern_mismatch",
                    "query.q",
                    "String should match pattern '^b.*k$'",
                    "look",
                    pattern="^b.*k$",
                )
            ),
        ),
        ("/default", (200, {"q": "book"})),
        ("/default?q=", invalid(short("query.q", ""))),
        ("/required", invalid(missing("query.q"))),
        ("/required?q=map", (200, {"q": "map"})),
        ("/required-or-none", invalid(missing("query.q"))),
        ("/required-or-none?q=map", (200, {"q": "map"})),
        ("/list", (200, {"q": None})),
        ("/list?q=a&q=b", (200, {"q": ["a", "b"]})),
        ("/list-default", (200, {"q": ["a", "b"]})),
        ("/list-default?q=c", (200, {"q": ["c"]})),
        ("/untyped-list", (200, {"q": []})),
        ("/untyped-list?q=1&q=b", (200, {"q": ["1", "b"]})),
        ("/documented?search-words=trees", (200, {"q": "trees", "hidden": None})),
        ("/documented?q=trees&hidden=h", (200, {"q": None, "hidden": "h"})),
        ("/documented?search-words=t", invalid(short("query.search-words", "t"))),
    ],
)
def test_validations(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/validator?identifier=isbn-2", (200, {"identifier": "isbn-2", "name": "The Seas"})),
        ("/validator?identifier=tape-9", (200, {"identifier": "tape-9", "name": None})),
        (
            "/validator?identifier=disc-1",
            invalid(
                error(
                    "value_error",
                    "query.identifier",
                    'Value error, it has to begin with "isbn-" or "tape-"',
                    "disc-1",
                    error={},
                )
            ),
        ),
    ],
)
def test_a_validator_of_ones_own(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == expected


def test_without_an_identifier_one_is_chosen(client: Any) -> None:
    assert client.get("/validator").json()["identifier"] in ("isbn-1", "isbn-2", "tape-1")


def test_documentation(document: Any) -> None:
    [parameter] = document["paths"]["/documented"]["get"]["parameters"]
    assert parameter == {
        "name": "search-words",
        "in": "query",
        "required": False,
        "deprecated": True,
        "description": "What the title has in it",
        "schema": {
            "anyOf": [{"type": "string", "minLength": 3}, {"type": "null"}],
            "title": "Search words",
            "description": "What the title has in it",
            "deprecated": True,
        },
    }
