"""The documentation that an application serves: its document, the pages that show it, and their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fasterapi import App
from fasterapi.openapi import assets
from fasterapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fasterapi.testing import TestClient

PATHS = ("/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc")


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is on this machine."""
    monkeypatch.setattr(assets, "PACKAGES", ())
    assets.installed.cache_clear()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A package with the files of the pages."""
    folder = tmp_path / "some_assets" / "static"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("raise AssertionError('it is only looked into')")
    for name in ("swagger-ui-bundle.js", "swagger-ui.css", "redoc.standalone.js"):
        (folder / name).write_text(f"/* {name} */")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(assets, "PACKAGES", ("not_there", "some_assets"))
    assets.installed.cache_clear()
    return "some_assets"


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ({}, set()),
        ({"openapi_url": None}, set(PATHS)),
        ({"docs_url": None}, {"/docs", "/docs/oauth2-redirect"}),
        ({"redoc_url": None}, {"/redoc"}),
        ({"swagger_ui_oauth2_redirect_url": None}, {"/docs/oauth2-redirect"}),
    ],
)
def test_what_is_served(options: dict[str, Any], missing: set[str]) -> None:
    with TestClient(App(**options)) as client:
        found = {path for path in PATHS if client.get(path).status_code == 200}
    assert found == set(PATHS) - missing


def test_the_document_is_what_openapi_gives() -> None:
    app = App(title="Tïtle")
    app.get("/a")(lambda: None)
    with TestClient(app) as client:
        response = client.get("/openapi.json")
        assert response.headers["content-type"] == "application/json"
        assert response.json() == app.openapi()
        assert client.get("/openapi.json").content == response.content
        app.openapi_schema = {"openapi": "3.1.0", "info": {"title": "Changed"}}
        assert client.get("/openapi.json").json() == app.openapi_schema


def test_the_method_can_be_replaced() -> None:
    app = App(openapi_url="/api/v1.json")
    app.openapi = lambda: {"openapi": "3.1.0"}  # type: ignore[method-assign]  # what users do
    with TestClient(app) as client:
        assert client.get("/api/v1.json").json() == {"openapi": "3.1.0"}


@pytest.mark.parametrize(
    ("options", "root_path", "servers"),
    [
        ({}, "", None),
        ({}, "/under", [{"url": "/under"}]),
        ({"servers": [{"url": "/b"}]}, "/under", [{"url": "/under"}, {"url": "/b"}]),
        ({"servers": [{"url": "/under"}]}, "/under", [{"url": "/under"}]),
        ({"root_path_in_servers": False}, "/under", None),
    ],
)
def test_the_path_that_it_is_under_is_a_server(
    options: dict[str, Any], root_path: str, servers: list[dict[str, str]] | None
) -> None:
    with TestClient(App(**options), root_path=root_path) as client:
        assert client.get("/openapi.json").json().get("servers") == servers
        page = client.get("/docs").text
        assert f'"url": "{root_path}/openapi.json"' in page
        assert f'"oauth2RedirectUrl": "{root_path}/docs/oauth2-redirect"' in page
        assert f'spec-url="{root_path}/openapi.json"' in client.get("/redoc").text


def test_mounted_applications_have_documentation_of_their_own() -> None:
    app, sub = App(title="Outer"), App(title="Inner")
    sub.get("/a")(lambda: None)
    app.mount("/sub", sub)
    with TestClient(app) as client:
        assert client.get("/openapi.json").json()["paths"] == {}
        inner = client.get("/sub/openapi.json").json()
        assert (inner["info"]["title"], list(inner["paths"])) == ("Inner", ["/a"])
        assert inner["servers"] == [{"url": "/sub"}]
        assert '"url": "/sub/openapi.json"' in client.get("/sub/docs").text


def test_pages_take_their_files_from_a_cdn() -> None:
    with TestClient(App()) as client:
        docs, redoc = client.get("/docs").text, client.get("/redoc").text
        assert client.get("/docs/assets/swagger-ui.css").status_code == 404
    assert 'src="https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui-bundle.js"' in docs
    assert 'src="https://cdn.jsdelivr.net/npm/redoc@2/bundles/redoc.standalone.js"' in redoc


@pytest.mark.usefixtures("installed")
def test_pages_need_no_other_server_where_the_files_are_installed() -> None:
    with TestClient(App(), root_path="/under") as client:
        docs, redoc = client.get("/docs").text, client.get("/redoc").text
        for name in ("swagger-ui-bundle.js", "swagger-ui.css", "redoc.standalone.js"):
            assert f'"/under/docs/assets/{name}"' in docs + redoc
            assert client.get(f"/docs/assets/{name}").text == f"/* {name} */"
    assert "googleapis" not in redoc


def test_what_the_application_says_of_swagger_ui() -> None:
    app = App(
        swagger_ui_parameters={"deepLinking": False, "syntaxHighlight": {"theme": "</script>"}},
        swagger_ui_init_oauth={"clientId": "me"},
    )
    with TestClient(app) as client:
        page = client.get("/docs").text
    assert '"deepLinking": false' in page
    assert r'{"theme": "\u003c/script\u003e"}' in page
    assert 'ui.initOAuth({"clientId": "me"})' in page


def test_pages_escape_what_they_are_told() -> None:
    pages = (
        get_swagger_ui_html(openapi_url="/</script>", title="<b>", swagger_css_url='"x'),
        get_redoc_html(openapi_url='/"<', title="<b>", redoc_js_url='"x'),
    )
    for page in pages:
        text = bytes(page.body).decode()
        assert "<title>&lt;b&gt;</title>" in text
        assert '"x' not in text
        assert '/"<' not in text
        assert "/</script>" not in text
