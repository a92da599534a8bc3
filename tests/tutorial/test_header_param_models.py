from typing import Any

import pytest

from tests.tutorial.answers import answer, error

FOUND = {"host": "testserver", "save_data": True, "if_modified_since": None, "x_tag": []}


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/pages", [("save-data", "true")], FOUND),
        (
            "/pages",
            [("save-data", "true"), ("x-tag", "a"), ("x-tag", "b"), ("if-modified-since", "noon")],
            {**FOUND, "if_modified_since": "noon", "x_tag": ["a", "b"]},
        ),
        ("/pages/underscores", [("save_data", "on")], FOUND),
    ],
)
def test_headers(client: Any, path: str, headers: Any, expected: Any) -> None:
    assert answer(client.get(path, headers=headers)) == (200, expected)


@pytest.mark.parametrize(
    ("path", "headers", "told"),
    [
        ("/pages", [], [("missing", "save-data")]),
        ("/pages/underscores", [("save-data", "true")], [("missing", "save_data")]),
        ("/pages", [("save-data", "perhaps")], [("bool_parsing", "save-data")]),
    ],
)
def test_what_is_wrong(client: Any, path: str, headers: Any, told: Any) -> None:
    status, body = answer(client.get(path, headers=headers))
    assert (status, [(one["type"], one["loc"][1]) for one in body["detail"]]) == (422, told)


def test_other_fields_may_be_refused(client: Any) -> None:
    status, body = answer(client.get("/pages/strict", headers={"save-data": "true", "tool": "brush"}))
    assert status == 422
    assert (
        error("extra_forbidden", "header.tool", "Extra inputs are not permitted", "brush") in body["detail"]
    )
