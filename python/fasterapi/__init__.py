"""A web framework and server with a C++20 engine."""

from fasterapi import status
from fasterapi._core import Headers
from fasterapi.app import App, FastAPI
from fasterapi.background import BackgroundTask, BackgroundTasks
from fasterapi.concurrency import run_in_threadpool
from fasterapi.datastructures import URL, Address, MutableHeaders, QueryParams, State
from fasterapi.encoders import jsonable_encoder
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
    computed_field,
    field_serializer,
    model_serializer,
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
    "State",
    "StreamingResponse",
    "Tag",
    "ValidationError",
    "ValidationInfo",
    "WrapValidator",
    "computed_field",
    "field_serializer",
    "jsonable_encoder",
    "model_serializer",
    "run_in_threadpool",
    "status",
    "to_camel",
    "to_pascal",
    "to_snake",
]
