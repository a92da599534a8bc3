"""From a route's name and the values of its parameters to its URL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fasterapi.datastructures import URL
from fasterapi.patterns import PARAMETER, parameters_of

if TYPE_CHECKING:
    from fasterapi.routing import Router

__all__ = ["NoMatchFound", "URLPath", "path_of"]


class NoMatchFound(Exception):  # noqa: N818  (the name its users know)
    """No route has this name and these parameters."""

    def __init__(self, name: str, path_params: Mapping[str, Any]) -> None:
        super().__init__(
            f"no route has the name {name!r} and the parameters {', '.join(path_params) or '(none)'}"
        )


class URLPath(str):
    """The path of a URL."""

    def make_absolute_url(self, base_url: str | URL) -> URL:
        """This path behind the one of `base_url`, at its scheme and host."""
        base = URL(str(base_url))
        return base.replace(path=base.path.rstrip("/") + str(self), query="", fragment="")


def path_of(router: Router, name: str, path_params: Mapping[str, Any]) -> URLPath | None:
    """The path of the first route of `router` with this name and exactly these parameters; None without one.

    Routes of a mounted application are called "mount:route", or if the mount has no name as they are.
    """
    from fasterapi.route import Route

    for entry, context in router.walk():
        path = context.prefix + entry.path
        if isinstance(entry, Route):
            if entry.name == name and set(parameters_of(path)) == set(path_params):
                return URLPath(filled(path, path_params))
        elif (found := path_in_mount(entry.app, entry.name, path, name, path_params)) is not None:
            return found
    return None


def path_in_mount(
    app: Router, mount_name: str | None, path: str, name: str, path_params: Mapping[str, Any]
) -> URLPath | None:
    if mount_name is not None and name == mount_name and set(path_params) == {"path"}:
        return URLPath(path + "/" + str(path_params["path"]).lstrip("/"))
    if mount_name is not None and not name.startswith(mount_name + ":"):
        return None
    rest = name if mount_name is None else name[len(mount_name) + 1 :]
    own = {key: value for key, value in path_params.items() if key in parameters_of(path)}
    others = {key: value for key, value in path_params.items() if key not in own}
    if set(own) != set(parameters_of(path)):
        return None
    found = path_of(app, rest, others)
    return None if found is None else URLPath(filled(path, own) + found)


def filled(path: str, path_params: Mapping[str, Any]) -> str:
    """A pattern with values in place of its parameters.

    Raises:
        ValueError: a value that its parameter would not match.
    """

    def written(match: re.Match[str]) -> str:
        name, converter = match.groups()
        text = str(path_params[name])
        if converter != "path" and (not text or "/" in text):
            raise ValueError(f"{text!r} is no part of a path: of {name!r} {path!r} takes one without '/'")
        return text

    return PARAMETER.sub(written, path)
