"""A web framework and server with a C++20 engine."""

from typing import TYPE_CHECKING, Any

from fasterapi import status
from fasterapi._core import Headers
from fasterapi.app import App, FastAPI
from fasterapi.background import BackgroundTask, BackgroundTasks
from fasterapi.concurrency import run_in_threadpool
from fasterapi.datastructures import URL, Address, MutableHeaders, QueryParams, State
from fasterapi.exceptions import (
    DeclarationError,
    HTTPException,
    RequestValidationError,
    ResponseValidationError,
    ValidationError,
)
from fasterapi.models import (
    BaseModel,
    ConfigDict,
    Model,
    PrivateAttr,
    RootModel,
    SerializationInfo,
    computed_field,
    field_serializer,
    field_validator,
    model_serializer,
    model_validator,
)
from fasterapi.param_functions import Body, Cookie, Depends, Form, Header, Path, Query, Security
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
from fasterapi.routing import APIRoute, APIRouter, Router
from fasterapi.schema.aliases import AliasChoices, AliasGenerator, AliasPath, to_camel, to_pascal, to_snake
from fasterapi.schema.discriminator import Discriminator, Tag
from fasterapi.schema.fields import Field
from fasterapi.schema.functions import (
    AfterValidator,
    BeforeValidator,
    PlainValidator,
    ValidationInfo,
    WrapValidator,
)
from fasterapi.schema.markers import FailFast, InstanceOf, SkipValidation, Strict, WithJsonSchema
from fasterapi.schema.network import AnyHttpUrl, AnyUrl, EmailStr, HttpUrl
from fasterapi.schema.serializing import PlainSerializer, WrapSerializer
from fasterapi.security import (
    APIKeyCookie,
    APIKeyHeader,
    APIKeyQuery,
    HTTPAuthorizationCredentials,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
    HTTPDigest,
    OAuth2,
    OAuth2AuthorizationCodeBearer,
    OAuth2PasswordBearer,
    OAuth2PasswordRequestForm,
    OAuth2PasswordRequestFormStrict,
    OpenIdConnect,
    SecurityScopes,
)
from fasterapi.urls import NoMatchFound

if TYPE_CHECKING:
    from fasterapi.encoders import jsonable_encoder

__all__ = [
    "URL",
    "APIKeyCookie",
    "APIKeyHeader",
    "APIKeyQuery",
    "APIRoute",
    "APIRouter",
    "Address",
    "AfterValidator",
    "AliasChoices",
    "AliasGenerator",
    "AliasPath",
    "AnyHttpUrl",
    "AnyUrl",
    "App",
    "BackgroundTask",
    "BackgroundTasks",
    "BaseModel",
    "BeforeValidator",
    "Body",
    "ConfigDict",
    "Cookie",
    "DeclarationError",
    "Depends",
    "Discriminator",
    "EmailStr",
    "FailFast",
    "FastAPI",
    "Field",
    "FileResponse",
    "Form",
    "HTMLResponse",
    "HTTPAuthorizationCredentials",
    "HTTPBasic",
    "HTTPBasicCredentials",
    "HTTPBearer",
    "HTTPDigest",
    "HTTPException",
    "Header",
    "Headers",
    "HttpUrl",
    "InstanceOf",
    "JSONResponse",
    "Model",
    "MutableHeaders",
    "NoMatchFound",
    "OAuth2",
    "OAuth2AuthorizationCodeBearer",
    "OAuth2PasswordBearer",
    "OAuth2PasswordRequestForm",
    "OAuth2PasswordRequestFormStrict",
    "OpenIdConnect",
    "Path",
    "PlainSerializer",
    "PlainTextResponse",
    "PlainValidator",
    "PrivateAttr",
    "Query",
    "QueryParams",
    "RedirectResponse",
    "Request",
    "RequestValidationError",
    "Response",
    "ResponseValidationError",
    "RootModel",
    "Router",
    "Security",
    "SecurityScopes",
    "SerializationInfo",
    "SkipValidation",
    "State",
    "StreamingResponse",
    "Strict",
    "Tag",
    "ValidationError",
    "ValidationInfo",
    "WithJsonSchema",
    "WrapSerializer",
    "WrapValidator",
    "computed_field",
    "field_serializer",
    "field_validator",
    "jsonable_encoder",
    "model_serializer",
    "model_validator",
    "run_in_threadpool",
    "status",
    "to_camel",
    "to_pascal",
    "to_snake",
]


def __getattr__(name: str) -> Any:
    """What few services need is imported when it is asked for: it has modules of its own to import."""
    if name == "jsonable_encoder":
        from fasterapi.encoders import jsonable_encoder

        return jsonable_encoder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
