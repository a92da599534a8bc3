"""What the engine runs: routes, compiled and frozen.

A plan is a list of steps, dependencies first and the handler last, in the order in which they are called.
Each takes its arguments out of the request (its parameters, checked by schemas) and from the steps before it.
The front ends lower what users declare to this; `bindings/plan/` executes it, and reads nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from fasterapi import _core
from fasterapi.schema.nodes import MISSING

__all__ = ["Answer", "Argument", "Body", "DuplicateKeys", "Member", "Parameter", "Plan", "Step"]

DuplicateKeys = Literal["last", "error"]


class Member(NamedTuple):
    """One of the values that a model is made of: `key` is what the parameter's schema calls it."""

    key: str
    names: tuple[str, ...]
    many: bool


class Parameter(NamedTuple):
    """A value out of the request.

    Attributes:
        source: where it is looked for.
        names: what the request may call it; the first that is there is taken. Header fields are in lower
            case. Empty for a whole: a body, or a model of `members`.
        location: what errors call the place, such as ("query", "limit"). Where a name other than the first is
            taken, that name is its last part.
        schema: what checks it, in lax mode.
        many: it is the list of all values of that name, not one of them: the last of a query, form or cookie
            and the first of the header fields.
        members: of a model. What the request has beside them goes to the schema as well, by its own name.
        alternatives: of several models to choose between, the names of all their members. They go to the
            schema as the request has them, in a list where one is there several times.
        missing_without: of a model, when the request does not have it: "never", it is made of what there is,
            be it nothing; "members", if none of its members is there; "anything", if nothing is there.
        required: it is an error if the request does not have it; else it has the default.
        validate_default: the default goes through the schema, too.
    """

    source: Literal["path", "query", "header", "cookie", "form", "body"]
    names: tuple[str, ...]
    location: tuple[str, ...]
    schema: _core.Schema
    many: bool = False
    members: tuple[Member, ...] = ()
    alternatives: tuple[str, ...] = ()
    missing_without: Literal["never", "members", "anything"] = "never"
    required: bool = True
    default: Any = MISSING
    default_factory: Callable[[], Any] | None = None
    validate_default: bool = False


class Argument(NamedTuple):
    """What a step's call gets for the keyword `name`.

    `index` counts the step's own parameters, or the plan's steps. `response` is the Response whose headers
    and status go into the answer, `background` the BackgroundTasks that run after it, both one for each
    request.
    """

    name: str
    source: Literal["parameter", "step", "request", "response", "background", "constant"]
    index: int = -1  # type: ignore[assignment]  # tuple.index() is nobody's who reads plans
    value: Any = None


class Step(NamedTuple):
    """One call: of a dependency or, at the end of a plan, of the handler.

    Attributes:
        call: what is called, with keywords only.
        run: "async" in the request's task, "inline" on the loop, "pool" in the thread pool.
        parameters: what it takes out of the request, in the order in which errors are told.
        needs: the steps that must have succeeded, those among its arguments and those that are only to run.
            Where one has errors, this one is not called, and its own parameters are checked all the same.
        yields: the call gives a generator (an async one where `run` is "async"); its first item is the value,
            and the rest is run when `scope` ends: "function" before the answer is sent, "request" after it
            and after the background tasks.
        same_as: an earlier step that has the value already; the rest is that one's then. -1 for none. Where
            that one's parameters had errors, they are told a second time, as FastAPI does.
    """

    call: Callable[..., Any]
    run: Literal["async", "inline", "pool"]
    parameters: tuple[Parameter, ...] = ()
    arguments: tuple[Argument, ...] = ()
    needs: tuple[int, ...] = ()
    yields: bool = False
    scope: Literal["function", "request"] = "request"
    same_as: int = -1


class Body(NamedTuple):
    """How the request's body is read before the first step; a plan without one leaves it to the handler.

    `strict_content_type`: a body that does not say that it is JSON is given to the schema as bytes.
    `duplicate_keys`: of a key that an object of a body has twice the "last" counts, or it is an "error".
    """

    kind: Literal["json", "form"]
    strict_content_type: bool = True
    duplicate_keys: DuplicateKeys = "last"


class Answer(NamedTuple):
    """How what the handler returns becomes a response, unless it is one.

    Attributes:
        status_code: unless a step's `response` has another.
        response_class: makes it; with JSONResponse the engine writes it by itself.
        schema: what is returned is checked and written by; None: as what it is.
        include, exclude, by_alias, exclude_unset, exclude_defaults, exclude_none: what of it is written, as
            in `Model.model_dump`.
    """

    status_code: int
    response_class: type[_core.Response]
    schema: _core.Schema | None = None
    include: Any = None
    exclude: Any = None
    by_alias: bool = True
    exclude_unset: bool = False
    exclude_defaults: bool = False
    exclude_none: bool = False


class Plan(NamedTuple):
    """One compiled route: the last step is its handler.

    `route` is what the user declared, of which the request tells (`request.scope["route"]`), and `app` the
    App that has it, whose exception handlers and state are meant; a mounted one's differ from the served
    one's. `compile_with` makes the plan anew, with other functions in place of some dependencies
    (`App.dependency_overrides`).
    """

    pattern: str
    methods: tuple[str, ...]
    steps: tuple[Step, ...]
    answer: Answer
    body: Body | None = None
    app: Any = None
    route: Any = None
    compile_with: Callable[[Mapping[Any, Any]], Plan] | None = None
