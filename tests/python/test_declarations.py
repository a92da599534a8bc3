"""What a route may declare, what it becomes, and what is said about what it may not."""

from __future__ import annotations

import functools
import inspect
import typing
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import fasterapi
import pytest
from fasterapi import (
    App,
    DeclarationError,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Request,
    Response,
    _core,
)
from fasterapi.plan import Plan

if TYPE_CHECKING:
    from decimal import Decimal

Handler = Callable[..., Any]


def plan_of(handler: Handler, path: str = "/", **options: Any) -> Plan:
    app = App()
    app.route(path, methods=options.pop("methods", ["GET"]), **options)(handler)
    (plan,) = app.plans()
    return plan


def mistake_in(handler: Handler, path: str = "/", **options: Any) -> str:
    with pytest.raises(DeclarationError) as raised:
        plan_of(handler, path, **options)
    return str(raised.value)


async def nothing() -> None: ...


# --- what is right


def test_a_plan_says_what_was_declared() -> None:
    async def handler(request: Request, b: int, a: str) -> None: ...

    assert plan_of(handler, "/{a}/{b}", methods=["GET", "put", "PUT"], status_code=201) == Plan(
        pattern="/{a}/{b}",
        methods=("GET", "PUT"),
        call=handler,
        run="async",
        arguments=(("request", "request", ""), ("b", "path", "int"), ("a", "path", "str")),
        response_class=JSONResponse,
        status_code=201,
    )


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "head", "options"])
def test_each_method_has_its_decorator(method: str) -> None:
    app = App()
    assert getattr(app, method)("/", response_class=PlainTextResponse, blocking=False)(nothing) is nothing
    (plan,) = app.plans()
    assert (plan.methods, plan.response_class) == ((method.upper(),), PlainTextResponse)


def _unannotated(x): ...  # type: ignore[no-untyped-def]  # wrong on purpose


def _text(x: str) -> None: ...


def _int(x: int) -> None: ...


def _float(x: float) -> None: ...


def _uuid(x: UUID) -> None: ...


def _uuid_by_module(x: uuid.UUID) -> None: ...


@pytest.mark.parametrize(
    ("handler", "path", "kind"),
    [
        (_unannotated, "/{x}", "str"),
        (_unannotated, "/{x:int}", "int"),
        (_unannotated, "/{x:path}", "path"),
        (_text, "/{x}", "str"),
        (_text, "/{x:str}", "str"),
        (_text, "/{x:path}", "path"),
        (_int, "/{x}", "int"),
        (_int, "/{x:int}", "int"),
        (_float, "/{x}", "float"),
        (_uuid, "/{x}", "uuid"),
        (_uuid, "/{x:uuid}", "uuid"),
        (_uuid_by_module, "/a/{x}/b", "uuid"),
    ],
)
def test_kinds_of_path_parameters(handler: Handler, path: str, kind: str) -> None:
    assert plan_of(handler, path).arguments == (("x", "path", kind),)


def test_annotations_are_resolved_where_the_handler_is_defined() -> None:
    """This file's annotations are strings; so are those behind a decorator and a partial."""

    def decorated(function: Handler) -> Handler:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        return wrapper

    async def handler(prefix: str, x: UUID, r: Request) -> None: ...

    for wrapped in (functools.partial(handler, "a"), decorated(functools.partial(handler, "a"))):
        assert plan_of(wrapped, "/{x}").arguments == (("x", "path", "uuid"), ("r", "request", ""))


class Resource:
    async def __call__(self, x: int) -> None: ...

    def method(self, x: int) -> None: ...

    @classmethod
    async def class_method(cls, x: int) -> None: ...

    @staticmethod
    def static_method(x: int) -> None: ...


@pytest.mark.parametrize(
    ("handler", "run"),
    [
        (Resource(), "async"),
        (Resource().method, "pool"),
        (Resource.class_method, "async"),
        (Resource.static_method, "pool"),
        (functools.partial(Resource()), "async"),
        (functools.partial(Resource().method), "pool"),
    ],
)
def test_every_callable_is_a_handler(handler: Handler, run: str) -> None:
    plan = plan_of(handler, "/{x}")
    assert (plan.run, plan.arguments) == (run, (("x", "path", "int"),))


def plain() -> None: ...


@functools.wraps(nothing)
def around_async() -> Any:
    return nothing()


@functools.wraps(plain)
async def around_plain() -> None: ...


@pytest.mark.parametrize(
    ("handler", "blocking", "run"),
    [
        (nothing, None, "async"),
        (nothing, False, "async"),
        (around_async, None, "async"),
        (around_plain, None, "async"),
        (plain, None, "pool"),
        (plain, True, "pool"),
        (plain, False, "inline"),
    ],
)
def test_where_a_handler_runs(handler: Handler, blocking: bool | None, run: str) -> None:
    assert plan_of(handler, blocking=blocking).run == run


class Gone(Response):
    def __init__(self, content: Any, status_code: int = 410) -> None:
        super().__init__(content, status_code)


@pytest.mark.parametrize(
    ("response_class", "given", "status"),
    [
        (JSONResponse, None, 200),
        (HTMLResponse, None, 200),
        (RedirectResponse, None, 307),
        (RedirectResponse, 303, 303),
        (Gone, None, 410),
        (_core.Response, 202, 202),
    ],
)
def test_the_status_is_the_routes_or_its_response_classs(
    response_class: type[Response], given: int | None, status: int
) -> None:
    assert plan_of(nothing, response_class=response_class, status_code=given).status_code == status


def test_a_parameter_of_the_path_need_not_be_taken() -> None:
    assert plan_of(nothing, "/{unused}").arguments == ()


# --- what is wrong

WHERE = "tests.python.test_declarations"


def _query(limit: int = 10) -> None: ...


def _args(*args: int) -> None: ...


def _kwargs(**kwargs: int) -> None: ...


def _positional(x: int, /) -> None: ...


def _bool(x: bool) -> None: ...


def _optional(x: int | None) -> None: ...


def _annotated(x: Annotated[int, "positive"]) -> None: ...


def _list(x: list[int]) -> None: ...


def _unresolved(x: Decimal) -> None: ...


def _request_without_annotation(request) -> None: ...  # type: ignore[no-untyped-def]  # wrong on purpose


def _request_in_path(x: Request) -> None: ...


Foreign = type("Request", (), {"__module__": "starlette.requests"})


def _foreign_request(request: Foreign) -> None: ...  # type: ignore[valid-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("handler", "path", "parameter", "what"),
    [
        (
            _query,
            "/items/{x}",
            "limit",
            "nothing gives it a value: '/items/{x}' has {x}. Write {limit} "
            "into the path; or take `request: Request` and read request.query_params, request.headers or "
            "await request.json()",
        ),
        (
            _args,
            "/{x}",
            "args",
            "name the parameters one by one; '/{x}' has {x}",
        ),
        (
            _kwargs,
            "/",
            "kwargs",
            "name the parameters one by one; '/' has no parameters",
        ),
        (
            _positional,
            "/{x}",
            "x",
            "handlers are called with keywords: remove the '/' from the signature",
        ),
        (
            _bool,
            "/{x}",
            "x",
            "a path parameter is a str, int, float or uuid.UUID, not bool: "
            "annotate it as str and convert it in the handler",
        ),
        (
            _optional,
            "/{x}",
            "x",
            "a path parameter is a str, int, float or uuid.UUID, not int | None: "
            "annotate it as str and convert it in the handler",
        ),
        (
            _annotated,
            "/{x}",
            "x",
            "a path parameter is a str, int, float or uuid.UUID, not "
            "typing.Annotated[int, 'positive']: annotate it as str and convert it in the handler",
        ),
        (
            _list,
            "/{x}",
            "x",
            "a path parameter is a str, int, float or uuid.UUID, not list[int]: "
            "annotate it as str and convert it in the handler",
        ),
        (
            _unresolved,
            "/{x}",
            "x",
            "its annotation 'Decimal' cannot be resolved (name 'Decimal' is "
            "not defined): import what it names at module level, outside `if TYPE_CHECKING`",
        ),
        (
            _int,
            "/{x:float}",
            "x",
            "the path says float and the annotation int: make them agree",
        ),
        (
            _request_without_annotation,
            "/",
            "request",
            "to get the request, annotate it: `request: Request` (from fasterapi import Request)",
        ),
        (
            _request_in_path,
            "/{x}",
            "x",
            "by its annotation it is the request, by its name a part of '/{x}': rename one",
        ),
        (
            _foreign_request,
            "/",
            "request",
            "starlette.requests.Request is not this framework's: write `from fasterapi import Request`",
        ),
    ],
)
def test_mistakes_in_parameters(handler: Handler, path: str, parameter: str, what: str) -> None:
    name = f"{WHERE}.{handler.__name__}()"
    assert mistake_in(handler, path) == f"{name}, parameter {parameter!r}: {what}"


def _yields() -> Iterator[int]:
    yield 1


async def _yields_async() -> AsyncIterator[int]:
    yield 1


@pytest.mark.parametrize(
    ("handler", "options", "message"),
    [
        (
            _yields,
            {},
            "{NAME} yields: move what yields into a function of its own, pieces(), and return "
            "StreamingResponse(pieces())",
        ),
        (
            _yields_async,
            {},
            "{NAME} yields: move what yields into a function of its own, pieces(), and return "
            "StreamingResponse(pieces())",
        ),
        (
            nothing,
            {"blocking": True},
            "{NAME} is async def, so it runs on the loop and cannot be blocking=True: write def, and it "
            "runs in the thread pool",
        ),
        (
            nothing,
            {"methods": []},
            "{NAME}: without a method no request finds it: write methods=['GET']",
        ),
        (nothing, {"methods": ["GET POST"]}, "{NAME}: 'GET POST' is not a method (RFC 9110 9.1)"),
        (nothing, {"path": "items"}, "{NAME}: the path 'items' does not start with '/'"),
        (nothing, {"path": ""}, "{NAME}: the path '' does not start with '/'"),
        (nothing, {"status_code": 99}, "{NAME}: status_code=99 is not a final status, 200 to 599"),
        (
            nothing,
            {"response_class": str},
            "{NAME}: response_class=<class 'str'> is not a Response class: write JSONResponse, "
            "PlainTextResponse or another subclass of Response",
        ),
        ("handler", {}, "'handler' is not a handler: a handler is a function, async or not"),
    ],
)
def test_mistakes_in_routes(handler: Handler, options: dict[str, Any], message: str) -> None:
    assert mistake_in(handler, **options) == message.format(
        NAME=f"{WHERE}.{getattr(handler, '__name__', '')}()"
    )


def test_one_method_may_be_given_as_it_is() -> None:
    assert plan_of(nothing, methods="DELETE").methods == ("DELETE",)


def test_no_route_can_be_declared_once_the_application_is_served() -> None:
    app = App()
    app.get("/")(nothing)
    assert repr(app) == "<App with 1 routes>"
    app.plans()
    with pytest.raises(
        RuntimeError, match=r"^'/late' is declared too late: the application is being served$"
    ):
        app.get("/late")(nothing)


def test_every_public_name_is_there() -> None:
    assert sorted(fasterapi.__all__) == sorted(set(fasterapi.__all__))
    for name in fasterapi.__all__:
        assert callable(getattr(fasterapi, name))
    assert typing.get_type_hints(App.route)["methods"]
