from typing import Any

from tests.tutorial.answers import answer


def test_what_is_stored(client: Any) -> None:
    entry = {"title": "Rain", "written": "2026-02-03T04:05:06"}
    assert answer(client.put("/entries/a", json=entry)) == (200, {"kind": "str"})
    assert answer(client.get("/entries/a")) == (200, {**entry, "note": None})
