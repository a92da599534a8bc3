"""What a handler may declare, and what it becomes."""

from __future__ import annotations

import dataclasses
import functools
import http
import importlib
import inspect
import typing
import uuid
from typing import Annotated, Any
from uuid import UUID

import fasterapi
import pytest
from fasterapi import (
    AliasChoices,
    App,
    Body,
    Cookie,
    Depends,
    Field,
    Form,
    Header,
    HTMLResponse,
    JSONResponse,
    Model,
    PlainTextResponse,
    Query,
    RedirectResponse,
    Request,
    Response,
    _core,
)
from fasterapi.plan import Argument
from fasterapi.schema.nodes import MISSING

from tests.python.declared import Handler, Item, nothing, parameters_of, plain, plan_of

# --- routes


def test_a_plan_says_what_was_declared() -> None:
    async def handler(request: Request, b: int, a: str): ...

    plan = plan_of(handler, "/{a}/{b}", methods=["GET", "put", "PUT"], status_code=201)
    assert (plan.pattern, plan.methods, plan.body) == ("/{a}/{b}", ("GET", "PUT"), None)
    assert plan.answer == (201, JSONResponse, None, None, None, True, False, False, False)
    (step,) = plan.steps
    assert (step.call, step.run, step.needs, step.yields) == (handler, "async", (), False)
    assert [parameter.names for parameter in step.parameters] == [("b",), ("a",)]
    assert step.arguments == (
        Argument("b", "parameter", 0),
        Argument("a", "parameter", 1),
        Argument("request", "request"),
    )


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "head", "options", "trace"])
def test_each_method_has_its_decorator(method: str) -> None:
    app = App()
    assert getattr(app, method)("/", response_class=PlainTextResponse, blocking=False)(nothing) is nothing
    *_, plan = app.plans()
    assert (plan.methods, plan.answer.response_class) == ((method.upper(),), PlainTextResponse)


def test_one_method_may_be_given_as_it_is() -> None:
    assert plan_of(nothing, methods="DELETE").methods == ("DELETE",)


def test_a_status_may_be_one_of_http() -> None:
    assert plan_of(nothing, status_code=http.HTTPStatus.CREATED).answer.status_code == 201


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
    assert plan_of(nothing, response_class=response_class, status_code=given).answer.status_code == status


# --- where a handler runs


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
    (step,) = plan_of(handler, "/{x}").steps
    assert (step.run, [parameter.names for parameter in step.parameters]) == (run, [("x",)])


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
    assert plan_of(handler, blocking=blocking).steps[-1].run == run


# --- where values come from


class Words(typing.TypedDict):
    word: str


def _inferred(
    part: int,
    scalar: str,
    nothing,
    optional: int | None,
    anything: Any,
    items: list[int],
    item: Item,
    maybe_item: Item | None,
    words: Words,
    mapping: dict[str, int],
    either: int | list[int],
) -> None: ...


def test_what_follows_from_names_and_types() -> None:
    assert {parameter.names: parameter.source for parameter in parameters_of(_inferred, "/{part}")} == {
        ("part",): "path",
        **{(name,): "query" for name in ("scalar", "nothing", "optional", "anything")},
        **{(name,): "body" for name in ("items", "item", "maybe_item", "words", "mapping", "either")},
    }


Annotation = Any


@pytest.mark.parametrize(
    ("annotation", "names", "location", "many"),
    [
        (Annotated[int, Query()], ("x_y",), ("query", "x_y"), False),
        (Annotated[int, Query(alias="X")], ("X",), ("query", "X"), False),
        (Annotated[int, Query(alias="X", validation_alias="V")], ("V",), ("query", "V"), False),
        (Annotated[int, Query(validation_alias=AliasChoices("a", "b"))], ("a", "b"), ("query", "a"), False),
        (Annotated[int, Field(alias="F")], ("F",), ("query", "F"), False),
        (Annotated[list[int], Query()], ("x_y",), ("query", "x_y"), True),
        (Annotated[set[str] | None, Query()], ("x_y",), ("query", "x_y"), True),
        (Annotated[int, Header()], ("x-y",), ("header", "x-y"), False),
        (Annotated[int, Header(convert_underscores=False)], ("x_y",), ("header", "x_y"), False),
        (Annotated[int, Header(alias="X_Y")], ("x_y",), ("header", "X_Y"), False),
        (Annotated[list[int], Header()], ("x-y",), ("header", "x-y"), True),
        (Annotated[int, Cookie()], ("x_y",), ("cookie", "x_y"), False),
        (Annotated[list[int], Cookie()], ("x_y",), ("cookie", "x_y"), False),
        (Annotated[int, Body()], (), ("body",), False),
        (Annotated[int, Body(embed=True)], ("x_y",), ("body", "x_y"), False),
        (Annotated[int, Form()], ("x_y",), ("body", "x_y"), False),
        (Annotated[list[int], Form(alias="z")], ("z",), ("body", "z"), True),
    ],
)
def test_what_is_said_of_a_parameter(
    annotation: Annotation, names: tuple[str, ...], location: tuple[str, ...], many: bool
) -> None:
    def handler(x_y): ...

    handler.__annotations__["x_y"] = annotation
    (parameter,) = parameters_of(handler)
    assert (parameter.names, parameter.location, parameter.many) == (names, location, many)


def _members(
    query: Annotated[Item, Query()],
    header: Annotated[Item | None, Header()],
    cookie: Annotated[Item, Cookie()],
) -> None: ...


def test_models_are_made_of_all_that_there_is() -> None:
    query, header, cookie = parameters_of(_members)
    assert (query.names, query.location, query.missing_without) == ((), ("query",), "never")
    assert query.members == (("name", ("name",), False), ("tags", ("tags",), True))
    assert (header.location, header.missing_without) == (("header",), "members")
    assert cookie.members == (("name", ("name",), False), ("tags", ("tags",), False))


DEFAULT: list[int] = []


def _defaults(
    required: Annotated[int, Query()],
    also_required: int = Query(),
    plain: int = 5,
    said: int = Query(default=6),
    none: int | None = None,
    made: list[int] = Query(default_factory=list),  # noqa: B008  (as users write it)
    copied: list[int] = Query(default=DEFAULT),  # noqa: B008  (as above)
    checked: int = Query(default="7", validate_default=True),
) -> None: ...


def test_defaults() -> None:
    required, also, plain, said, none, made, copied, checked = parameters_of(_defaults)
    assert (required.required, required.default) == (True, MISSING)
    assert also.required
    assert (plain.required, plain.default) == (False, 5)
    assert (said.default, none.default, none.required) == (6, None, False)
    assert (made.default, made.default_factory) == (MISSING, list)
    assert copied.default_factory is not None
    assert copied.default_factory() == []
    assert copied.default_factory() is not DEFAULT
    assert (checked.default, checked.validate_default) == ("7", True)


def _two_bodies(item: Item, count: int = Body(default=1)) -> None: ...


class _Fields(Model):
    as_parameter: str
    kept: Annotated[str, Header(convert_underscores=False)]
    kept_too: Annotated[str, Header(convert_underscores=False)] = ""
    is_kept: str = Header("", convert_underscores=False)
    is_converted: Annotated[str, Header()] = ""


@pytest.mark.parametrize(("converts", "first"), [(True, "as-parameter"), (False, "as_parameter")])
def test_members_say_whether_their_underscores_are_converted(converts: bool, first: str) -> None:
    def handler(fields): ...  # type: ignore[no-untyped-def]  # its annotation is set below

    handler.__annotations__["fields"] = Annotated[_Fields, Header(convert_underscores=converts)]
    (parameter,) = parameters_of(handler)
    names = [name for member in parameter.members for name in member.names]
    assert names == [first, "kept", "kept_too", "is_kept", "is-converted"]


def test_several_bodies_are_members_of_one() -> None:
    plan = plan_of(_two_bodies, methods=["POST"])
    assert plan.body == ("json", True, "last")
    assert [parameter.names for parameter in plan.steps[-1].parameters] == [("item",), ("count",)]


def test_errors_are_told_by_where_they_are() -> None:
    def handler(
        b: Item, c: Annotated[int, Cookie()], h: Annotated[int, Header()], q: int, p: int
    ) -> None: ...

    sources = [parameter.source for parameter in parameters_of(handler, "/{p}")]
    assert sources == ["path", "query", "header", "cookie", "body"]


def _unannotated(x): ...  # type: ignore[no-untyped-def]  # what the path says counts


def _text(x: str) -> None: ...


def _int(x: int) -> None: ...


def _float(x: float) -> None: ...


def _uuid(x: UUID) -> None: ...


def _uuid_by_module(x: uuid.UUID) -> None: ...


@pytest.mark.parametrize(
    ("handler", "path", "text", "value"),
    [
        (_unannotated, "/{x}", "5", "5"),
        (_unannotated, "/{x:int}", "5", 5),
        (_unannotated, "/{x:float}", "5", 5.0),
        (_unannotated, "/{x:path}", "a/b", "a/b"),
        (_text, "/{x}", "5", "5"),
        (_text, "/{x:path}", "a/b", "a/b"),
        (_int, "/{x}", " 5", 5),
        (_int, "/{x:int}", "5", 5),
        (_float, "/{x}", "5", 5.0),
    ],
)
def test_path_parameters(handler: Handler, path: str, text: str, value: Any) -> None:
    (parameter,) = parameters_of(handler, path)
    found = parameter.schema.validate_python(text)
    assert (found, type(found)) == (value, type(value))


def test_annotations_are_resolved_where_the_handler_is_defined() -> None:
    """This file's annotations are strings; so are those behind a decorator and a partial."""

    def decorated(function: Handler) -> Handler:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        return wrapper

    async def handler(prefix: str, x: int, r: Request) -> None: ...

    for wrapped in (functools.partial(handler, "a"), decorated(functools.partial(handler, "a"))):
        (step,) = plan_of(wrapped, "/{x}").steps
        assert step.arguments == (Argument("x", "parameter", 0), Argument("r", "request"))


def test_annotations_of_a_class_are_resolved_where_each_is_written(tmp_path: Any, monkeypatch: Any) -> None:
    """A generated constructor has those of the bases too, of which only their modules know the names."""
    (tmp_path / "base_of_query.py").write_text(
        "from __future__ import annotations\n"
        "import dataclasses\n"
        "Number = int\n"
        "@dataclasses.dataclass\n"
        "class Base:\n"
        "    first: Number = 1\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    base: Any = importlib.import_module("base_of_query")

    @dataclasses.dataclass
    class Query(base.Base):  # type: ignore[misc]  # nobody knows its type
        second: Item | None = None

    def handler(q): ...

    handler.__annotations__["q"] = Annotated[Query, Depends()]
    step = plan_of(handler).steps[0]
    assert [(one.names, one.source) for one in step.parameters] == [(("first",), "query"), ((), "body")]


def test_a_parameter_of_the_path_need_not_be_taken() -> None:
    assert parameters_of(nothing, "/{unused}") == ()


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
        value = getattr(fasterapi, name)
        assert callable(value) or inspect.ismodule(value)
    assert typing.get_type_hints(App.route)["methods"]
