from typing import Any

from tests.tutorial.answers import answer


def test_status(client: Any) -> None:
    assert answer(client.put("/tasks/wash")) == (200, "Wash the cups")
    assert answer(client.put("/tasks/dry")) == (201, "New")
    assert answer(client.put("/tasks/dry")) == (200, "New")
