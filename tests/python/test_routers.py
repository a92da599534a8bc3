"""Routers: what they add to routes, mounted applications, names, and what the documentation gets."""

import enum
from typing import Annotated, Any

import pytest
from fasterapi import (
    APIKeyHeader,
    APIRouter,
    App,
    DeclarationError,
    Depends,
    Form,
    HTTPException,
    JSONResponse,
    NoMatchFound,
    OAuth2PasswordBearer,
    PlainTextResponse,
    Router,
    Security,
    _core,
)
from fasterapi.operation import Operation, operations_in
from fasterapi.plan import Plan
from fasterapi.schema.compiling import compile_type


async def nothing() -> None: ...


def documented_plans(app: App) -> dict[str, Plan]:
    """By path; without those of the documentation itself."""
    return {plan.pattern: plan for plan in app.plans() if plan.route.include_in_schema}


def patterns(app: App) -> list[str]:
    return list(documented_plans(app))


def operation_of(router: Router, **options: Any) -> Operation:
    """The one operation of a router, within an application."""
    app = App()
    app.include_router(router, **options)
    (operation,) = app.operations()
    return operation


# --- included routers


def test_prefixes_are_put_together() -> None:
    app, outer, inner = App(), APIRouter(prefix="/outer"), APIRouter(prefix="/inner")
    inner.get("/{x}")(nothing)
    outer.get("")(nothing)
    outer.include_router(inner, prefix="/between")
    app.include_router(outer, prefix="/v1")
    app.include_router(inner)
    assert patterns(app) == ["/v1/outer", "/v1/outer/between/inner/{x}", "/inner/{x}"]


def test_routes_that_are_declared_after_the_include_count() -> None:
    app, outer, inner = App(), APIRouter(), APIRouter()
    app.include_router(outer, prefix="/outer")
    outer.include_router(inner, prefix="/inner")
    inner.get("/late")(nothing)
    app.get("/last")(nothing)
    assert patterns(app) == ["/outer/inner/late", "/last"]


class Tag(enum.Enum):
    items = "items"


def test_what_is_said_of_a_router_is_said_of_its_routes() -> None:
    outer = APIRouter(tags=["outer"], responses={404: {"description": "outer"}, 400: {}})
    inner = APIRouter(tags=[Tag.items], deprecated=True)
    inner.get("/", tags=["own"], responses={404: {"description": "own"}})(nothing)
    outer.include_router(inner, tags=["include"], include_in_schema=False)
    operation = operation_of(outer, tags=["app"])
    assert operation.tags == ("app", "outer", "include", Tag.items, "own")
    assert {status: doc.said for status, doc in operation.responses.items()} == {
        404: {"description": "own"},
        400: {},
    }
    assert (operation.deprecated, operation.include_in_schema) == (True, False)


class Loud(JSONResponse): ...


@pytest.mark.parametrize(
    ("route", "inner", "include", "outer", "expected"),
    [
        (None, None, None, None, JSONResponse),
        (None, None, None, PlainTextResponse, PlainTextResponse),
        (None, None, Loud, PlainTextResponse, Loud),
        (None, PlainTextResponse, Loud, None, PlainTextResponse),
        (Loud, PlainTextResponse, None, None, Loud),
    ],
)
def test_the_nearest_response_class_counts(
    route: type[_core.Response] | None,
    inner: type[_core.Response] | None,
    include: type[_core.Response] | None,
    outer: type[_core.Response] | None,
    expected: type[_core.Response],
) -> None:
    router = APIRouter(default_response_class=inner)
    router.get("/", response_class=route)(nothing)
    around = APIRouter(default_response_class=outer)
    around.include_router(router, default_response_class=include)
    assert operation_of(around).answer.response_class is expected


def test_strict_content_type_is_the_nearest_ones() -> None:
    async def handler(a: Annotated[int, Form()]): ...

    for strict in (True, False):
        app = App(strict_content_type=not strict)
        router = APIRouter(strict_content_type=strict)
        router.post("/")(handler)
        app.include_router(router)
        *_, plan = app.plans()
        assert plan.body == ("form", strict, "last")


def test_duplicate_keys_are_what_the_nearest_router_says() -> None:
    async def handler(a: dict[str, int]): ...

    for outer, inner, expected in (
        ("last", None, "last"),
        ("error", None, "error"),
        ("error", "last", "last"),
        ("last", "error", "error"),
    ):
        app = App(duplicate_keys=outer)
        router = APIRouter(duplicate_keys=inner)
        router.post("/")(handler)
        app.include_router(router)
        *_, plan = app.plans()
        assert plan.body == ("json", True, expected)


def test_duplicate_keys_have_two_values() -> None:
    with pytest.raises(DeclarationError, match="duplicate_keys is 'last' or 'error', not 'first'"):
        APIRouter(duplicate_keys="first")


def test_a_part_of_the_prefix_is_a_parameter_of_its_routes() -> None:
    async def handler(user_id: int, q: int): ...

    router = APIRouter()
    router.get("/posts")(handler)
    operation = operation_of(router, prefix="/users/{user_id}")
    assert [(one.name, one.info.source) for one in operation.parameters] == [
        ("user_id", "path"),
        ("q", "query"),
    ]


@pytest.mark.parametrize(
    ("declare", "message"),
    [
        (lambda: APIRouter(prefix="items"), "the prefix 'items' does not start with '/'"),
        (
            lambda: APIRouter(prefix="/"),
            "the prefix '/' ends with '/', with which the paths start: remove it",
        ),
        (lambda: App().include_router(APIRouter(), prefix="/a/"), "the prefix '/a/' ends with '/'"),
        (lambda: App().include_router("router"), "include_router('router'): it is no Router"),
        (lambda: App(dependencies=[nothing]), "App: dependencies=[<function nothing"),
        (
            lambda: App(default_response_class=str),
            "App: default_response_class=<class 'str'> is not a Response",
        ),
        (lambda: App().mount("/a", object()), "mount('/a', <object"),
        (lambda: App().mount("a", App()), "mount: the path 'a' does not start with '/'"),
        (lambda: App(middleware=[object]), "App(middleware=) is not there yet: write dependencies= instead"),
        (lambda: App().middleware("http"), "middleware is not there yet: write a dependency for all routes"),
        (lambda: APIRouter(route_class=object), "route_class= changes how FastAPI calls handlers"),
        (lambda: App(routes=[1]), "App(routes=) takes Starlette's: declare handlers with @app.get(path)"),
        (lambda: App(title=""), "App(title=''): OpenAPI wants a title"),
        (lambda: App().get(nothing), "the path <function nothing"),
        (
            lambda: App().exception_handler("x")(nothing),
            "exception_handler('x'): write a class of exceptions",
        ),
        (lambda: App().add_exception_handler(404, "x"), "exception_handler(404): 'x' is no function"),
        (
            lambda: App().on_event("start")(nothing),
            "tests.python.test_routers.nothing(): there is no event 'start': write 'startup' or 'shutdown'",
        ),
    ],
)
def test_mistakes(declare: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as raised:
        declare()
    assert str(raised.value).startswith(message)


def test_an_option_that_include_router_does_not_have() -> None:
    with pytest.raises(TypeError, match=r"^include_router\(\) got an unexpected keyword argument 'prefx'$"):
        App().include_router(APIRouter(), prefx="/a")


def test_a_router_cannot_hold_itself() -> None:
    outer, inner = APIRouter(), APIRouter()
    outer.include_router(inner)
    for first, second in ((outer, outer), (inner, outer)):
        with pytest.raises(DeclarationError, match=r"^include_router: a router cannot hold itself"):
            first.include_router(second)


def test_a_mistake_in_a_router_is_told_when_the_application_is_compiled() -> None:
    async def handler(x: Annotated[dict[str, int], Depends()]): ...

    router = APIRouter()
    router.get("/{y}", response_class=JSONResponse)(handler)
    app = App()
    app.include_router(router)
    with pytest.raises(DeclarationError):
        app.plans()


# --- mounted applications


def test_a_mounted_applications_plans_are_its_own() -> None:
    app, sub, subsub = App(), App(), App()
    sub.get("/a")(nothing)
    subsub.get("/b")(nothing)
    sub.mount("/subsub", subsub)
    app.get("/first")(nothing)
    app.mount("/sub", sub)
    app.get("/last")(nothing)
    plans = documented_plans(app)
    assert list(plans) == ["/first", "/sub/a", "/sub/subsub/b", "/last"]
    assert [plan.app for plan in plans.values()] == [app, sub, subsub, app]
    assert [plan.route.root_path for plan in plans.values()] == ["", "/sub", "/sub/subsub", ""]
    assert all(plan.route.served is app for plan in plans.values())


@pytest.mark.parametrize(
    ("path", "found"),
    [("/", "app"), ("/sub", "sub"), ("/sub/x", "sub"), ("/subx", "app"), ("/sub/subsub/x", "subsub")],
)
def test_what_matches_no_route_is_the_applications_that_has_the_path(path: str, found: str) -> None:
    apps = {"app": App(), "sub": App(), "subsub": App()}
    apps["sub"].mount("/subsub", apps["subsub"])
    apps["app"].mount("/sub", apps["sub"])
    assert apps["app"].app_at(path) is apps[found]


def test_root_path_may_be_in_front_of_the_paths() -> None:
    app = App(root_path="/api/")
    app.get("/a")(nothing)
    assert patterns(app) == ["/api/a", "/a"]
    assert app.app_at("/api/a") is app


def test_who_sees_what_matches_no_route() -> None:
    plain, problems, own, status, outer = App(), App(problem_details=True), App(), App(), App()
    own.add_exception_handler(HTTPException, nothing)
    status.add_exception_handler(404, nothing)
    outer.mount("/status", status)
    assert [app.sees_unmatched(404) for app in (plain, problems, own, status, outer)] == [
        False,
        True,
        True,
        True,
        True,
    ]
    assert not outer.sees_unmatched(405)


# --- names


def test_urls_by_name() -> None:
    app, router, sub = App(), APIRouter(), App()
    router.get("/users/{user_id}", name="user")(nothing)
    router.get("/files/{path:path}", name="file")(nothing)
    sub.get("/{x:int}", name="inner")(nothing)
    app.include_router(router, prefix="/v1")
    app.mount("/sub/{tenant}", sub, name="sub")
    app.mount("/other", sub)
    for name, params, path in (
        ("user", {"user_id": 5}, "/v1/users/5"),
        ("file", {"path": "a/b"}, "/v1/files/a/b"),
        ("sub:inner", {"tenant": "t", "x": 1}, "/sub/t/1"),
        ("inner", {"x": 1}, "/other/1"),
    ):
        assert app.url_path_for(name, **params) == path
    assert str(app.url_path_for("inner", x=1).make_absolute_url("https://a.b:1/root/?q")) == (
        "https://a.b:1/root/other/1"
    )


@pytest.mark.parametrize(
    ("name", "params"), [("other", {}), ("user", {}), ("user", {"user_id": 5, "x": 1}), ("sub:other", {})]
)
def test_names_that_no_route_has(name: str, params: dict[str, Any]) -> None:
    app = App()
    app.get("/{user_id}", name="user")(nothing)
    app.mount("/sub", App(), name="sub")
    with pytest.raises(NoMatchFound, match=f"^no route has the name '{name}' and the parameters "):
        app.url_path_for(name, **params)


@pytest.mark.parametrize("value", ["", "a/b"])
def test_values_that_their_parameter_would_not_match(value: str) -> None:
    app = App()
    app.get("/{x}", name="x")(nothing)
    with pytest.raises(ValueError, match="is no part of a path"):
        app.url_path_for("x", x=value)


# --- what the documentation gets


def test_what_is_said_of_a_route() -> None:
    async def read_item(item_id: int) -> None:
        """What it does.

        More of it.
        \fNot this.
        """

    app = App()
    app.get("/items/{item_id:int}")(read_item)
    (operation,) = app.operations()
    assert (operation.name, operation.path_format) == ("read_item", "/items/{item_id}")
    assert operation.unique_id == "read_item_items__item_id__get"
    assert operation.description == "What it does.\n\nMore of it."
    assert operation.summary is None


def test_unique_ids_of_ones_own() -> None:
    router = APIRouter(generate_unique_id_function=lambda route: f"{route.tags[0]}-{route.name}")
    router.get("/", tags=["a"])(nothing)
    assert operation_of(router).unique_id == "a-nothing"
    router.routes[0].operation_id = "mine"  # type: ignore[union-attr]  # it is a route
    assert operation_of(router).unique_id == "mine"


def test_security_schemes_with_the_scopes_asked_for() -> None:
    key, token = APIKeyHeader(name="X-Key"), OAuth2PasswordBearer("token", scopes={"a": "A"})

    def user(token: Annotated[str, Depends(token)], key: Annotated[str, Depends(key)]) -> None: ...

    async def handler(
        a: Annotated[None, Security(user, scopes=["a"])], b: Annotated[None, Security(user, scopes=["b"])]
    ): ...

    app = App()
    app.get("/")(handler)
    (operation,) = app.operations()
    assert {name: (one.scheme, one.scopes) for name, one in operation.security.items()} == {
        "OAuth2PasswordBearer": (token, ("a", "b")),
        "APIKeyHeader": (key, ("a", "b")),
    }


def test_callbacks_and_webhooks_are_operations_too() -> None:
    callbacks = APIRouter()
    callbacks.post("{$callback_url}/invoices/{$request.body.id}")(nothing)
    app = App()
    app.get("/", callbacks=callbacks.routes)(nothing)
    app.webhooks.post("new-subscription")(nothing)
    (operation,) = app.operations()
    (callback,) = operation.callbacks
    assert callback.path_format == "{$callback_url}/invoices/{$request.body.id}"
    (webhook,) = operations_in(app.webhooks, served=False)
    assert (webhook.path_format, webhook.methods) == ("new-subscription", ("POST",))


def test_more_responses_have_their_models_compiled() -> None:
    app = App()
    app.get("/", responses={404: {"model": dict[str, int], "description": "no"}, "4XX": {}})(nothing)
    (operation,) = app.operations()
    found, other = operation.responses.values()
    assert (found.annotation, found.node) == (dict[str, int], compile_type(dict[str, int]))
    assert (other.said, other.node) == ({}, None)
