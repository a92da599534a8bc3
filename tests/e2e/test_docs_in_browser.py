"""The documentation in a real browser: Chromium opens /docs and executes a request."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from .running import Running


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    chromium = shutil.which("chromium")
    assert chromium, "scripts/setup test installs Chromium"
    with ExitStack() as started:
        with monkeypatch.context() as starting:
            # The driver and its browser inherit the environment; the server, which starts later, has its own.
            starting.delenv("LD_PRELOAD", raising=False)
            playwright = started.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(30_000)
        yield page
        browser.close()


def test_swagger_ui_executes_a_request(page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with Running("run", "examples/catalogue/main.py", "--port", "0") as server:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{server.url}/docs")
        expect(page.locator(".info .title")).to_contain_text("Catalogue")
        operation = page.locator("#operations-items-list_items_items_get")
        operation.locator(".opblock-summary-control").click()
        operation.get_by_role("button", name="Try it out").click()
        operation.get_by_role("button", name="Execute").click()
        answer = operation.locator(".live-responses-table .response")
        expect(answer.locator(".response-col_status")).to_contain_text("200")
        expect(answer.locator(".microlight, code").first).to_contain_text('"total": 0')
        assert not errors
        assert [url for url in asked if not url.startswith((server.url, "data:"))] == []
