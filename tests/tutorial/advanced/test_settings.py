from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GARDEN_ADMIN_EMAIL", "ada@example.com")
    monkeypatch.setenv("GARDEN_ITEMS_PER_USER", "7")


def test_from_the_environment(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {"app_name": "Garden", "admin_email": "ada@example.com", "items_per_user": 7}
    assert answer(client.get("/info")) == (200, expected)
    monkeypatch.setenv("GARDEN_APP_NAME", "Field")
    assert answer(client.get("/info")) == (200, expected)  # read once


def test_overridden_in_tests(client: Any, page: Any) -> None:
    other = page.Settings(admin_email="eve@example.com")
    page.app.dependency_overrides[page.settings] = lambda: other
    assert answer(client.get("/info")) == (
        200,
        {"app_name": "Garden", "admin_email": "eve@example.com", "items_per_user": 50},
    )


@pytest.mark.parametrize("value", ["0", "many"])
def test_what_is_wrong_is_told(page: Any, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GARDEN_ITEMS_PER_USER", value)
    with pytest.raises(ValueError, match="items_per_user"):
        page.settings()
