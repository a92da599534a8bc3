from typing import Any

from tests.tutorial.answers import answer, invalid, no_int


def test_what_a_request_has(client: Any) -> None:
    response = client.get("/things/5?a=1&a=2", headers={"cookie": "c=d"})
    assert answer(response) == (
        200,
        {
            "thing": 5,
            "client": "testclient",
            "method": "GET",
            "path": "/things/5",
            "all": ["1", "2"],
            "agent": "testclient",
            "cookie": "d",
            "in_path": {"thing": "5"},
        },
    )


def test_what_is_declared_is_checked(client: Any) -> None:
    assert answer(client.get("/things/x")) == invalid(no_int("path.thing", "x"))
