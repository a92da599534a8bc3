"""Applications that are declared once and served twice: by FastAPI and here.

Each module has `declare(api)`, where `api` has the framework's names, and the `app` that is served here.
"""

from __future__ import annotations

import types
from typing import Any

import fasterapi
import fasterapi.exception_handlers
import fasterapi.exceptions
import fasterapi.models


def ours() -> types.SimpleNamespace:
    """The names of this framework."""
    names = {
        name: getattr(package, name) for package in (fasterapi.models, fasterapi) for name in package.__all__
    }
    return types.SimpleNamespace(**names, EveryHTTPException=fasterapi.HTTPException)


def fastapis() -> types.SimpleNamespace:
    """The same names of FastAPI."""
    import fastapi
    import fastapi.encoders
    import fastapi.exception_handlers
    import fastapi.exceptions
    import fastapi.responses
    import fastapi.security
    import pydantic
    import starlette.background
    import starlette.exceptions

    modules: tuple[Any, ...] = (
        fastapi.encoders,
        fastapi.exceptions,
        fastapi.responses,
        fastapi.security,
        pydantic,
        fastapi,
    )
    names = {name: value for module in modules for name, value in vars(module).items() if name[0] != "_"}
    names["App"] = fastapi.FastAPI
    names["BackgroundTask"] = starlette.background.BackgroundTask
    names["EveryHTTPException"] = starlette.exceptions.HTTPException  # those of the framework itself, too
    return types.SimpleNamespace(**names)
