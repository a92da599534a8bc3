from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("path", "letters"),
    [
        ("/letters/ada", ["ada: hello", "ada (async): bye"]),
        ("/letters/ada?q=tea", ["log: found tea", "ada: hello", "ada (async): bye"]),
    ],
)
def test_tasks_run_after_the_answer_in_their_order(client: Any, page: Any, path: str, letters: Any) -> None:
    assert answer(client.post(path)) == (202, {"before": 0})
    assert letters == page.LETTERS
