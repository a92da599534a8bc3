from typing import Any

from tests.tutorial.answers import answer


def test_overrides(client: Any, page: Any) -> None:
    path = "/books?q=sea&skip=1"
    declared = (200, {"q": "sea", "skip": 1, "limit": 100})
    assert answer(client.get(path)) == declared
    page.app.dependency_overrides[page.paging] = page.fixed_paging
    assert answer(client.get(path)) == (200, {"q": "sea", "skip": 5, "limit": 10})
    page.app.dependency_overrides = {}
    assert answer(client.get(path)) == declared
