"""Routes in their place: with all that the routers around them add, and their signatures read.

An operation is what plans are compiled from and what the documentation is written from.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Never, NoReturn

from fasterapi import _core
from fasterapi.annotations import members_of_union, plain, subclass_of
from fasterapi.callables import innermost, name_of, shown, typed_result, yields
from fasterapi.context import Context, both
from fasterapi.dependant import Dependant, Input
from fasterapi.exceptions import DeclarationError
from fasterapi.params import Body, Depends, Form
from fasterapi.patterns import without_converters
from fasterapi.plan import DuplicateKeys
from fasterapi.responses import JSONResponse
from fasterapi.route import IncEx, Route, Tag, check_dependencies
from fasterapi.routing import Router
from fasterapi.schema.compiling import SchemaTypeError, compile_type
from fasterapi.schema.nodes import MISSING, Node
from fasterapi.security.base import SecurityBase
from fasterapi.signatures import dependant_of, sub_dependant

__all__ = [
    "Answered",
    "Operation",
    "RequestBody",
    "ResponseDoc",
    "SecurityRequirement",
    "generate_unique_id",
    "operation_of",
    "operations_in",
]


@dataclass(frozen=True, slots=True, eq=False)
class RequestBody:
    """What an operation and its dependencies read the body for.

    Attributes:
        inputs: each of them, in the order of the tree; one that two dependencies share is there twice.
        embed: the body is an object and they are members of it; else there is one, and it is the body.
    """

    kind: Literal["json", "form"]
    inputs: tuple[Input, ...]
    embed: bool
    media_type: str

    @property
    def required(self) -> bool:
        """A request without a body is refused."""
        return any(one.required for one in self.inputs)


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """What an operation answers with if its handler returns no Response.

    `annotation` and `node` are the type that the answer is checked by, None for any. The rest is as in
    RouteOptions.
    """

    status_code: int
    response_class: type[_core.Response]
    annotation: Any = None
    node: Node | None = None
    include: IncEx = None
    exclude: IncEx = None
    by_alias: bool = True
    exclude_unset: bool = False
    exclude_defaults: bool = False
    exclude_none: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ResponseDoc:
    """One more response that the documentation tells of: what `responses=` says, its "model" compiled."""

    said: Mapping[str, Any]
    annotation: Any = None
    node: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SecurityRequirement:
    """A security scheme that an operation asks for, with the OAuth2 scopes."""

    scheme: SecurityBase
    scopes: tuple[str, ...]


@dataclass(slots=True, kw_only=True, eq=False)
class Operation:
    """One route of an application. Users meet it as `request.scope["route"]`.

    Attributes:
        path: as declared, converters included, with all prefixes.
        path_format: without the converters: "/items/{item_id}".
        unique_id: the operationId.
        dependant: the handler and all that it depends on.
        answer: of success; `responses` has the others, by status or range of them ("4XX", "default").
        strict_content_type: a body without a Content-Type is not read as JSON.
        duplicate_keys: of a key that an object of the body has twice the last counts, or it is an error.
        callbacks: operations of others' servers that this one calls.
        route: what was declared.
        root_path: the path under which its application is mounted, in a plan.
        served: the application that is served in a plan: its own, or the one in which that is mounted.
    """

    path: str
    path_format: str
    endpoint: Callable[..., Any]
    methods: tuple[str, ...]
    name: str
    tags: tuple[Tag, ...]
    summary: str | None
    description: str
    response_description: str
    deprecated: bool | None
    operation_id: str | None
    include_in_schema: bool
    openapi_extra: Mapping[str, Any] | None
    dependant: Dependant
    body: RequestBody | None
    answer: Answered
    responses: Mapping[int | str, ResponseDoc]
    callbacks: tuple[Operation, ...]
    strict_content_type: bool
    duplicate_keys: DuplicateKeys
    route: Route
    unique_id: str = ""
    root_path: str = ""
    served: Any = None

    @property
    def parameters(self) -> tuple[Input, ...]:
        """What it and its dependencies take but for the body, for the documentation: first of the path.

        A model stands for the parameters that are its members.
        """
        inputs = [one for each in self.dependant.distinct() for one in each.inputs]
        return tuple(
            one
            for source in ("path", "query", "header", "cookie")
            for one in inputs
            if one.info.source == source
        )

    @property
    def security(self) -> Mapping[str, SecurityRequirement]:
        """The security schemes among its dependencies by name, in their order."""
        found: dict[str, SecurityRequirement] = {}
        for each in self.dependant.distinct():
            scheme = innermost(each.call)
            if each is not self.dependant and isinstance(scheme, SecurityBase):
                known = found.get(scheme.scheme_name)
                scopes = (*(known.scopes if known else ()), *each.scopes)
                found[scheme.scheme_name] = SecurityRequirement(scheme, tuple(dict.fromkeys(scopes)))
        return found


def generate_unique_id(operation: Operation) -> str:
    """The operationId that FastAPI gives: "read_item_items__item_id__get"."""
    named = re.sub(r"\W", "_", f"{operation.name}{operation.path_format}")
    return f"{named}_{operation.methods[0].lower()}"


def operation_of(route: Route, context: Context, *, served: bool = True) -> Operation:
    """A declared route in its place; not `served` are those of callbacks and webhooks.

    Raises:
        DeclarationError: naming the handler, the parameter, what is wrong with it and what to write instead.
    """
    path = context.prefix + route.path
    where = name_of(route.endpoint)
    if served and not path.startswith("/"):
        raise DeclarationError(f"{where}: the path {path!r} does not start with '/'")
    if yields(route.endpoint):
        raise DeclarationError(
            f"{where} yields: move what yields into a function of its own, pieces(), "
            "and return StreamingResponse(pieces())"
        )
    dependant = dependant_with(route, path, context)
    generate = route.generate_unique_id_function or context.generate_unique_id_function or generate_unique_id
    responses = both(context.responses, route.responses or {})
    operation = Operation(
        path=path,
        path_format=without_converters(path),
        endpoint=route.endpoint,
        methods=route.methods,
        name=route.name or "",
        tags=(*context.tags, *(route.tags or ())),
        summary=route.summary,
        description=route.description or "",
        response_description=route.response_description,
        deprecated=route.deprecated or context.deprecated,
        operation_id=route.operation_id,
        include_in_schema=route.include_in_schema and context.include_in_schema,
        openapi_extra=route.openapi_extra,
        dependant=dependant,
        body=body_of(dependant),
        answer=answer_of(route, context),
        responses={status: response_doc(status, said, where) for status, said in responses.items()},
        callbacks=tuple(callback_operations((*context.callbacks, *(route.callbacks or ())))),
        strict_content_type=context.strict_content_type is not False,
        duplicate_keys=context.duplicate_keys or "last",
        route=route,
    )
    operation.unique_id = route.operation_id or generate(operation)
    return operation


def dependant_with(route: Route, path: str, context: Context) -> Dependant:
    """The handler's, with what the routers around and the route's `dependencies` call before."""
    if (own := route.dependants.get(path)) is None:
        declared = Depends(route.endpoint, scope="function", blocking=route.blocking)
        own = route.dependants[path] = dependant_of(route.endpoint, path, declared=declared)
    check_dependencies(route.dependencies, name_of(route.endpoint))
    first = [
        sub_dependant(own, declared, None)
        for declared in (*context.dependencies, *(route.dependencies or ()))
    ]
    return replace(own, dependencies=[*first, *own.dependencies])


def body_of(dependant: Dependant) -> RequestBody | None:
    """How the body is read, for the inputs of the whole tree.

    Raises:
        DeclarationError: one wants a form and another JSON.
    """
    inputs = tuple(
        one for each in dependant.walk() for one in each.inputs if one.info.source in ("body", "form")
    )
    if not inputs:
        return None
    forms = [one for one in inputs if isinstance(one.info, Form)]
    if forms and len(forms) != len(inputs):
        other = next(one for one in inputs if one not in forms)
        raise DeclarationError(
            f"{name_of(dependant.call)}: a body is a form or JSON, and {forms[0].name!r} is a Form(), "
            f"{other.name!r} is not: make both Form(), or both members of the JSON with Body()"
        )
    types = {one.info.media_type for one in inputs if isinstance(one.info, Body)}
    default = "application/x-www-form-urlencoded" if forms else "application/json"
    return RequestBody(
        kind="form" if forms else "json",
        inputs=inputs,
        embed=is_embedded(inputs),
        media_type=types.pop() if len(types) == 1 else default,
    )


def is_embedded(inputs: tuple[Input, ...]) -> bool:
    """Whether the body is an object that has the inputs as its members.

    One that is alone is the body itself, unless it says otherwise; but a form always has members.
    """
    first = inputs[0]
    if len({one.name for one in inputs}) > 1:
        return True
    if first.model and isinstance(first.info, Form):
        return any(one.model is not first.model for one in inputs)
    return isinstance(first.info, Form) or bool(isinstance(first.info, Body) and first.info.embed)


def answer_of(route: Route, context: Context) -> Answered:
    """What the handler's results become.

    Raises:
        DeclarationError: no schema can be made of their type, or the status allows no content.
    """
    response_class = route.response_class or context.default_response_class or JSONResponse
    status = route.status_code if route.status_code is not None else status_of_class(response_class)
    annotation = response_model_of(route)
    node = None
    if annotation is not None:
        where = f"{name_of(route.endpoint)}: response_model"
        if not has_content(status):
            raise DeclarationError(f"{where}: an answer with status {status} has no content: leave it away")
        node = node_of(annotation, where)
    return Answered(
        status_code=status,
        response_class=response_class,
        annotation=annotation,
        node=node,
        include=chosen(route.response_model_include),
        exclude=chosen(route.response_model_exclude),
        by_alias=route.response_model_by_alias,
        exclude_unset=route.response_model_exclude_unset,
        exclude_defaults=route.response_model_exclude_defaults,
        exclude_none=route.response_model_exclude_none,
    )


def chosen(names: IncEx) -> IncEx:
    """Names as a set or a mapping, where a list or the like was given."""
    return names if names is None or isinstance(names, (set, frozenset, Mapping)) else set(names)


def response_model_of(route: Route) -> Any:
    """The type that answers are checked by: what is said, or the return annotation. None for any."""
    if route.response_model is not MISSING:
        return route.response_model or None
    annotation = typed_result(route.endpoint)
    if annotation is inspect.Signature.empty or annotation in (type(None), Never, NoReturn):
        return None
    if subclass_of(plain(annotation), _core.Response):
        return None
    if any(subclass_of(plain(member), _core.Response) for member in members_of_union(plain(annotation))):
        raise DeclarationError(
            f"{name_of(route.endpoint)} returns {shown(annotation)}, of which one is a Response, no model: "
            "write response_model= beside the path, a type or None"
        )
    return annotation


def node_of(annotation: Any, where: str) -> Node:
    try:
        return compile_type(annotation)
    except SchemaTypeError as error:
        raise DeclarationError(
            f"{where}: {error}; write response_model=None to return it as it is"
        ) from error


def response_doc(status: int | str, said: Mapping[str, Any], where: str) -> ResponseDoc:
    model = said.get("model")
    if model is None:
        return ResponseDoc(said)
    where = f"{where}: responses[{status!r}]"
    if str(status).isdecimal() and not has_content(int(status)):
        raise DeclarationError(f"{where}: an answer with status {status} has no content: remove its model")
    return ResponseDoc(said, model, node_of(model, where))


def has_content(status: int) -> bool:
    """Whether an answer of this status may have a body (RFC 9110 6.4.1; 205 as FastAPI has it)."""
    return status >= 200 and status not in (204, 205, 304)


def callback_operations(callbacks: tuple[Any, ...]) -> Iterator[Operation]:
    """The operations of `callbacks=`: routes of a router, or the router."""
    for callback in callbacks:
        if isinstance(callback, Router):
            yield from operations_in(callback, served=False)
        elif isinstance(callback, Route):
            yield operation_of(callback, Context(), served=False)
        else:
            raise DeclarationError(f"callbacks=[{callback!r}]: write callbacks=router.routes")


def operations_in(router: Router, *, served: bool) -> Iterator[Operation]:
    """All routes of a router: an application's, or if not `served` those of callbacks or webhooks."""
    for entry, context in router.walk():
        if isinstance(entry, Route):
            yield operation_of(entry, context, served=served)


def status_of_class(response_class: type[_core.Response]) -> int:
    """What a response class answers with by itself: 307 to redirect, mostly 200."""
    parameter = inspect.signature(response_class.__init__).parameters.get("status_code")
    return parameter.default if parameter is not None and isinstance(parameter.default, int) else 200
