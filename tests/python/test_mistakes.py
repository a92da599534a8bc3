"""What is said about what a handler may not declare."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from fasterapi import (
    Body,
    DeclarationError,
    Depends,
    Field,
    Form,
    Path,
    Query,
    Request,
    Response,
)

from tests.python.declared import Handler, Item, nothing, plain, plan_of

if TYPE_CHECKING:
    from fractions import Fraction


def mistake_in(handler: Handler, path: str = "/", **options: Any) -> str:
    with pytest.raises(DeclarationError) as raised:
        plan_of(handler, path, **options)
    return str(raised.value)


def named(handler: Any) -> str:
    return f"{handler.__module__}.{handler.__name__}()" if callable(handler) else ""


# --- parameters


def _int(x: int) -> None: ...


def _args(*args: int) -> None: ...


def _kwargs(**kwargs: int) -> None: ...


def _positional(x: int, /) -> None: ...


def _list(x: list[int]) -> None: ...


def _unresolved(x: Fraction) -> None: ...


def _request_without_annotation(request) -> None: ...  # type: ignore[no-untyped-def]  # wrong on purpose


def _request_in_path(x: Request) -> None: ...


def _request_in_query(x: Annotated[Request, Query()]) -> None: ...


Foreign = type("Request", (), {"__module__": "starlette.requests"})


def _foreign_request(request: Foreign) -> None: ...  # type: ignore[valid-type]  # wrong on purpose


def _query_in_path(x: int = Query()) -> None: ...


def _path_not_there(y: int = Path()) -> None: ...


def _path_with_default(x: Annotated[int, Path()] = 5) -> None: ...


def _query_of_mapping(x: Annotated[dict[str, int], Query()]) -> None: ...


def _said_twice(x: Annotated[int, Query()] = Query(default=5)) -> None: ...


NOTHING: Any = Depends(nothing)


def _depends_twice(x: Annotated[int, Depends(nothing)] = NOTHING) -> None: ...


def _default_inside(x: Annotated[int, Query(default=5)]) -> None: ...


def _field(x: int = Field(default=5)) -> None: ...


def _depends_on_nothing(x: Annotated[Any, Depends()]) -> None: ...


def _depends_on_text(x: Annotated[int, Depends("text")]) -> None: ...  # type: ignore[arg-type]  # as above


def _length_of_a_number(x: Annotated[int, Query(max_length=3)]) -> None: ...


@pytest.mark.parametrize(
    ("handler", "path", "parameter", "what"),
    [
        (
            _args,
            "/{x}",
            "args",
            "name the parameters one by one: what a request has is looked for by their names",
        ),
        (
            _kwargs,
            "/",
            "kwargs",
            "name the parameters one by one: what a request has is looked for by their names",
        ),
        (_positional, "/{x}", "x", "it is called with keywords: remove the '/' from the signature"),
        (
            _list,
            "/{x}",
            "x",
            "a part of the path is text, which makes no list[int]: annotate it as str and convert it in the "
            "handler",
        ),
        (
            _unresolved,
            "/{x}",
            "x",
            "its annotation 'Fraction' cannot be resolved (name 'Fraction' is not defined): import what it "
            "names at module level, outside `if TYPE_CHECKING`",
        ),
        (_int, "/{x:float}", "x", "the path says float and the annotation int: make them agree"),
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
            _request_in_query,
            "/",
            "x",
            "Query() is for values out of the request, and fasterapi.request.Request is none: leave it away",
        ),
        (
            _foreign_request,
            "/",
            "request",
            "starlette.requests.Request is not this framework's: write `from fasterapi import Request`",
        ),
        (
            _query_in_path,
            "/{x}",
            "x",
            "Query() says that it is no part of the path, and '/{x}' has {x}: write Path(), or rename one",
        ),
        (_path_not_there, "/{x}", "y", "'/{x}' has {x}: write {y} into the path"),
        (_path_not_there, "/", "y", "'/' has no parameters: write {y} into the path"),
        (
            _path_with_default,
            "/{x}",
            "x",
            "it is a part of '/{x}', which is always there: remove its default",
        ),
        (
            _query_of_mapping,
            "/",
            "x",
            "a query has no dict[str, int]: it has single values, lists of them, or a model of all of it; "
            "write Body() if it is the body",
        ),
        (_said_twice, "/", "x", "Query() in Annotated and Query() as the default: write one of them"),
        (_depends_twice, "/", "x", "Depends() in Annotated and Depends() as the default: write one of them"),
        (_default_inside, "/", "x", "the default is given inside Annotated: write `= 5` behind it instead"),
        (_field, "/", "x", "Field() is for members of classes: write Query(), Body() or another like it"),
        (
            _depends_on_nothing,
            "/",
            "x",
            "Depends() without a function takes the class of the annotation: write it",
        ),
        (
            _depends_on_text,
            "/",
            "x",
            "Depends('text') cannot be called: write Depends(function), the function itself without calling "
            "it",
        ),
    ],
)
def test_mistakes_in_parameters(handler: Handler, path: str, parameter: str, what: str) -> None:
    assert mistake_in(handler, path) == f"{named(handler)}, parameter {parameter!r}: {what}"


def _pattern(x: Annotated[str, Query(pattern="(")]) -> None: ...


def test_a_pattern_that_cannot_be_is_told_with_its_parameter() -> None:
    said = mistake_in(_pattern)
    assert said.startswith(f"{named(_pattern)}, parameter 'x': RE2, which takes no exponential time, ")


def _first(second: Annotated[int, Depends(_second)]) -> int: ...


def _second(first: Annotated[int, Depends(_first)]) -> int: ...


def test_dependencies_that_need_each_other_are_named() -> None:
    assert mistake_in(_first) == (
        f"{named(_second)}, parameter 'first': it depends on itself, so that nothing could be called first: "
        f"{named(_first)} needs {named(_second)} needs {named(_first)}"
    )


def test_a_type_that_no_schema_can_be_made_of_is_named() -> None:
    said = mistake_in(_length_of_a_number)
    assert said.startswith(f"{named(_length_of_a_number)}, parameter 'x': ")
    assert "max_length" in said


@pytest.mark.parametrize(("option", "instead"), [("regex", "pattern"), ("example", "examples")])
def test_old_names_of_options(option: str, instead: str) -> None:
    with pytest.raises(
        DeclarationError, match=rf"Query\({option}=\) is FastAPI's old name: write {instead}="
    ):
        Query(**{option: "x"})  # type: ignore[arg-type]  # wrong on purpose


# --- routes


def _yields() -> Iterator[int]:
    yield 1


async def _yields_async() -> AsyncIterator[int]:
    yield 1


def _form_and_body(a: Annotated[int, Form()], b: Annotated[int, Body()]) -> None: ...


def _returns_either() -> Item | Response: ...


def _returns_unknown() -> Fraction: ...


def _returns_item() -> Item: ...


YIELDS = (
    "{NAME} yields: move what yields into a function of its own, pieces(), "
    "and return StreamingResponse(pieces())"
)


@pytest.mark.parametrize(
    ("handler", "options", "message"),
    [
        (_yields, {}, YIELDS),
        (_yields_async, {}, YIELDS),
        (
            nothing,
            {"blocking": True},
            "{NAME} is async def, so it runs on the loop and cannot be blocking=True: write def, and it "
            "runs in the thread pool",
        ),
        (nothing, {"methods": []}, "{NAME}: without a method no request finds it: write methods=['GET']"),
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
        (
            nothing,
            {"dependencies": [plain]},
            "{NAME}: dependencies=[" + repr(plain) + "] is no dependency: write [Depends(function)]",
        ),
        (
            _form_and_body,
            {},
            "{NAME}: a body is a form or JSON, and 'a' is a Form(), 'b' is not: make both Form(), or both "
            "members of the JSON with Body()",
        ),
        (
            _returns_either,
            {},
            f"{{NAME}} returns {Item | Response!r}, of which one is a Response, no model: write "
            "response_model= beside the path, a type or None",
        ),
        (
            _returns_unknown,
            {},
            "{NAME}: what it returns, 'Fraction', cannot be resolved (name 'Fraction' is not defined): "
            "import what it names at module level, outside `if TYPE_CHECKING`, or say response_model=None",
        ),
        (
            _returns_item,
            {"status_code": 204},
            "{NAME}: response_model: an answer with status 204 has no content: leave it away",
        ),
        (
            nothing,
            {"responses": {204: {"model": Item}}},
            "{NAME}: responses[204]: an answer with status 204 has no content: remove its model",
        ),
        (nothing, {"callbacks": [plain]}, "callbacks=[" + repr(plain) + "]: write callbacks=router.routes"),
    ],
)
def test_mistakes_in_routes(handler: Handler, options: dict[str, Any], message: str) -> None:
    assert mistake_in(handler, **options) == message.replace("{NAME}", named(handler))
