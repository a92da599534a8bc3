"""The documentation's pages: Swagger UI and ReDoc, which read the OpenAPI document."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from fasterapi.openapi.assets import FILES
from fasterapi.openapi.jsonable import jsonable
from fasterapi.responses import HTMLResponse

__all__ = [
    "get_redoc_html",
    "get_swagger_ui_html",
    "get_swagger_ui_oauth2_redirect_html",
    "swagger_ui_default_parameters",
]

#: Of Swagger UI's configuration; App(swagger_ui_parameters=) has more and others.
swagger_ui_default_parameters: dict[str, Any] = {
    "dom_id": "#swagger-ui",
    "layout": "BaseLayout",
    "deepLinking": True,
    "showExtensions": True,
    "showCommonExtensions": True,
}

SWAGGER_UI = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="shortcut icon" href="{favicon}">
<link rel="stylesheet" href="{css}">
</head>
<body>
<div id="swagger-ui"></div>
<script src="{script}"></script>
<script>
const parameters = {parameters};
if (parameters.oauth2RedirectUrl?.startsWith("/")) {{
  parameters.oauth2RedirectUrl = window.location.origin + parameters.oauth2RedirectUrl;
}}
parameters.presets = [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset];
const ui = SwaggerUIBundle(parameters);
{after}</script>
</body>
</html>
"""

REDOC = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="shortcut icon" href="{favicon}">
{fonts}<style>body {{ margin: 0; padding: 0; }}</style>
</head>
<body>
<noscript>This page is made by JavaScript, which your browser does not run.</noscript>
<redoc spec-url="{openapi_url}"></redoc>
<script src="{script}"></script>
</body>
</html>
"""

FONTS = (
    '<link rel="stylesheet" '
    'href="https://fonts.googleapis.com/css?family=Montserrat:300,400,700|Roboto:300,400,700">\n'
)

# The authorization server sends the browser here with its answer (RFC 6749 4.1.2, 4.2.2) in the query or the
# fragment. Swagger UI, in the window that opened this one, left what it asked and waits to be called back.
OAUTH2_REDIRECT = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Authorization</title>
</head>
<body>
<script>
"use strict";
const asked = window.opener.swaggerUIRedirectOauth2;
const inFragment = /code|token|error/.test(window.location.hash);
const answer = new URLSearchParams(inFragment ? window.location.hash.slice(1) : window.location.search);
const isValid = answer.get("state") === asked.state;
const byCode = ["accessCode", "authorizationCode", "authorization_code"];

function tell(level, message) {
  asked.errCb({ authId: asked.auth.name, source: "auth", level: level, message: message });
}

if (byCode.includes(asked.auth.schema.get("flow")) && !asked.auth.code) {
  if (!isValid) {
    tell("warning", "The answer has another state than was sent: it may not be the server's.");
  }
  if (answer.get("code")) {
    delete asked.state;
    asked.auth.code = answer.get("code");
    asked.callback({ auth: asked.auth, redirectUrl: asked.redirectUrl });
  } else {
    const why = ["error", "error_description", "error_uri"].map((name) => answer.get(name));
    tell("error", why.filter(Boolean).join(": ") || "The server sent no code.");
  }
} else {
  const token = Object.fromEntries(answer);
  asked.callback({ auth: asked.auth, token: token, isValid: isValid, redirectUrl: asked.redirectUrl });
}
window.close();
</script>
</body>
</html>
"""


def get_swagger_ui_html(
    *,
    openapi_url: str,
    title: str,
    swagger_js_url: str = FILES["swagger-ui-bundle.js"],
    swagger_css_url: str = FILES["swagger-ui.css"],
    swagger_favicon_url: str = FILES["favicon-32x32.png"],
    oauth2_redirect_url: str | None = None,
    init_oauth: Mapping[str, Any] | None = None,
    swagger_ui_parameters: Mapping[str, Any] | None = None,
) -> HTMLResponse:
    """A page that shows a document and sends requests to what it describes.

    Args:
        openapi_url: where the document is.
        title: of the page.
        swagger_js_url: where Swagger UI's script is.
        swagger_css_url: where its style is.
        swagger_favicon_url: where its icon is.
        oauth2_redirect_url: the path of get_swagger_ui_oauth2_redirect_html().
        init_oauth: what Swagger UI's initOAuth() is given.
        swagger_ui_parameters: of its configuration, over the default ones.
    """
    parameters = {
        "url": openapi_url,
        **swagger_ui_default_parameters,
        **(swagger_ui_parameters or {}),
        **({"oauth2RedirectUrl": oauth2_redirect_url} if oauth2_redirect_url else {}),
    }
    page = SWAGGER_UI.format(
        title=html.escape(title),
        favicon=html.escape(swagger_favicon_url),
        css=html.escape(swagger_css_url),
        script=html.escape(swagger_js_url),
        parameters=in_script(parameters),
        after=f"ui.initOAuth({in_script(init_oauth)});\n" if init_oauth else "",
    )
    return HTMLResponse(page)


def get_redoc_html(
    *,
    openapi_url: str,
    title: str,
    redoc_js_url: str = FILES["redoc.standalone.js"],
    redoc_favicon_url: str = FILES["favicon-32x32.png"],
    with_google_fonts: bool = True,
) -> HTMLResponse:
    """A page that shows a document.

    Args:
        openapi_url: where the document is.
        title: of the page.
        redoc_js_url: where ReDoc's script is.
        redoc_favicon_url: where the page's icon is.
        with_google_fonts: the page loads its fonts from Google.
    """
    page = REDOC.format(
        title=html.escape(title),
        favicon=html.escape(redoc_favicon_url),
        fonts=FONTS if with_google_fonts else "",
        openapi_url=html.escape(openapi_url),
        script=html.escape(redoc_js_url),
    )
    return HTMLResponse(page)


def get_swagger_ui_oauth2_redirect_html() -> HTMLResponse:
    """The page that an authorization server sends the browser back to."""
    return HTMLResponse(OAUTH2_REDIRECT)


def in_script(value: Any) -> str:
    """As JSON that cannot end the script that it is in."""
    text = json.dumps(jsonable(value))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
