from typing import Any

from tests.tutorial.answers import answer


def test_json_of_ones_own(client: Any) -> None:
    meeting = {"title": "Tea", "begins": "2026-05-06T16:00:00"}
    response = client.put("/meetings/m1", json=meeting)
    assert answer(response) == (200, meeting)
    assert response.headers["x-meeting"] == "m1"


def test_xml(client: Any) -> None:
    response = client.get("/legacy")
    assert response.text == "<?xml version='1.0'?><greeting>Hello</greeting>"
    assert response.headers["content-type"] == "application/xml"
