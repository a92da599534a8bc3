"""The scripts and styles of the documentation's pages: from an installed package, or from a CDN."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["FILES", "installed"]

#: By the name in the package: the address where the file is served by others.
FILES = {
    "favicon-32x32.png": "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/favicon-32x32.png",
    "redoc.standalone.js": "https://cdn.jsdelivr.net/npm/redoc@2/bundles/redoc.standalone.js",
    "swagger-ui-bundle.js": "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui-bundle.js",
    "swagger-ui.css": "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui.css",
}

#: Packages that have some of them in a folder "static"; they are found, not imported.
PACKAGES = ("swagger_ui", "fastapi_offline")


@cache
def installed() -> dict[str, Path]:
    """The files that are on this machine."""
    found: dict[str, Path] = {}
    for package in PACKAGES:
        spec = find_spec(package)
        for folder in (spec and spec.submodule_search_locations) or ():
            paths = {name: Path(folder, "static", name) for name in FILES}
            found = {name: path for name, path in paths.items() if path.is_file()} | found
    return found
