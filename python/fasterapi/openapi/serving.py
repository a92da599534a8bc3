"""The routes under which an application serves its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fasterapi import _core
from fasterapi.openapi.assets import FILES, installed
from fasterapi.request import Request
from fasterapi.responses import FileResponse, Response
from fasterapi.routing import Router

if TYPE_CHECKING:
    from fasterapi.app import App

__all__ = ["Documentation"]


class Documentation:
    """Serves an application's document, and the pages that show it, at the addresses it had when it was made.

    The document is written once for each path that the application is under; again only if `app.openapi()`
    gives another one.
    """

    def __init__(self, app: App) -> None:
        self.router = Router()
        self._app = app
        self._written: dict[str, tuple[dict[str, Any], bytes]] = {}
        if not app.openapi_url:
            return
        self._add(app.openapi_url, self.document)
        if app.docs_url:
            self._add(app.docs_url, self.swagger_ui)
            if app.swagger_ui_oauth2_redirect_url:
                self._add(app.swagger_ui_oauth2_redirect_url, self.oauth2_redirect)
        if app.redoc_url:
            self._add(app.redoc_url, self.redoc)
        self._assets_path = f"{app.docs_url or app.redoc_url}/assets/"
        if app.docs_url or app.redoc_url:
            for name in installed():
                self._add_asset(name)

    def _add(self, path: str, handler: Any) -> None:
        self.router.add_api_route(path, handler, include_in_schema=False, response_model=None)

    def _add_asset(self, name: str) -> None:
        async def asset() -> FileResponse:
            return FileResponse(str(installed()[name]))

        self._add(self._assets_path + name, asset)

    async def document(self, request: Request) -> Response:
        """The OpenAPI document."""
        root_path = root_path_of(request)
        document = self._app.openapi()
        known = self._written.get(root_path)
        if known is None or known[0] is not document:
            known = self._written[root_path] = (document, _core.dumps(self._placed(document, root_path)))
        return Response(known[1], media_type="application/json")

    def _placed(self, document: dict[str, Any], root_path: str) -> dict[str, Any]:
        """With the path that the application is under among its servers."""
        servers = document.get("servers", [])
        if (
            not root_path
            or not self._app.root_path_in_servers
            or root_path in (one.get("url") for one in servers)
        ):
            return document
        return {**document, "servers": [{"url": root_path}, *servers]}

    async def swagger_ui(self, request: Request) -> Response:
        """The page of Swagger UI."""
        from fasterapi.openapi.docs import get_swagger_ui_html

        root_path = root_path_of(request)
        redirect = self._app.swagger_ui_oauth2_redirect_url
        return get_swagger_ui_html(
            openapi_url=f"{root_path}{self._app.openapi_url}",
            title=f"{self._app.title} - Swagger UI",
            swagger_js_url=self._url_of("swagger-ui-bundle.js", root_path),
            swagger_css_url=self._url_of("swagger-ui.css", root_path),
            swagger_favicon_url=self._url_of("favicon-32x32.png", root_path),
            oauth2_redirect_url=root_path + redirect if redirect else None,
            init_oauth=self._app.swagger_ui_init_oauth,
            swagger_ui_parameters=self._app.swagger_ui_parameters,
        )

    async def oauth2_redirect(self) -> Response:
        """The page that ends an authorization which Swagger UI began."""
        from fasterapi.openapi.docs import get_swagger_ui_oauth2_redirect_html

        return get_swagger_ui_oauth2_redirect_html()

    async def redoc(self, request: Request) -> Response:
        """The page of ReDoc; without foreign fonts where its script is on this machine."""
        from fasterapi.openapi.docs import get_redoc_html

        root_path = root_path_of(request)
        return get_redoc_html(
            openapi_url=f"{root_path}{self._app.openapi_url}",
            title=f"{self._app.title} - ReDoc",
            redoc_js_url=self._url_of("redoc.standalone.js", root_path),
            redoc_favicon_url=self._url_of("favicon-32x32.png", root_path),
            with_google_fonts="redoc.standalone.js" not in installed(),
        )

    def _url_of(self, name: str, root_path: str) -> str:
        """Where a browser finds a file: here if it is on this machine."""
        return f"{root_path}{self._assets_path}{name}" if name in installed() else FILES[name]


def root_path_of(request: Request) -> str:
    path: str = request.scope["root_path"]
    return path.rstrip("/")
