"""A web framework and server with a C++20 engine."""

from fasterapi._core import Headers
from fasterapi.app import App
from fasterapi.datastructures import URL, Address, MutableHeaders, QueryParams, State
from fasterapi.exceptions import DeclarationError, HTTPException, RequestValidationError, ValidationError
from fasterapi.models import BaseModel, Model
from fasterapi.request import Request
from fasterapi.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from fasterapi.schema.fields import Field

__all__ = [
    "URL",
    "Address",
    "App",
    "BaseModel",
    "DeclarationError",
    "Field",
    "FileResponse",
    "HTMLResponse",
    "HTTPException",
    "Headers",
    "JSONResponse",
    "Model",
    "MutableHeaders",
    "PlainTextResponse",
    "QueryParams",
    "RedirectResponse",
    "Request",
    "RequestValidationError",
    "Response",
    "State",
    "StreamingResponse",
    "ValidationError",
]
