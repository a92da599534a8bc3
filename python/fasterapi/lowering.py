"""From an operation to the plan that the engine runs."""

from __future__ import annotations

import copy
import dataclasses
import enum
import functools
from collections.abc import Callable, Hashable, Iterator, Mapping
from types import NoneType
from typing import Any, Literal

from fasterapi import _core
from fasterapi.annotations import members_of_union, plain
from fasterapi.callables import Run, is_async, name_of, run_of, yields
from fasterapi.dependant import Dependant, Input, cache_key
from fasterapi.exceptions import DeclarationError
from fasterapi.form_unions import FormModel, form_models
from fasterapi.keys import Called
from fasterapi.model_fields import keyed_fields, library_in, record_in
from fasterapi.models import Model
from fasterapi.models.metaclass import ModelMeta
from fasterapi.operation import Operation
from fasterapi.params import Depends, Header
from fasterapi.plan import Answer, Argument, Body, Member, Parameter, Plan, Step
from fasterapi.schema import nodes
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.nodes import MISSING
from fasterapi.security.scopes import SecurityScopes
from fasterapi.signatures import dependant_of

__all__ = ["compile_route"]

#: Of these types every request can have the same default: nobody can change it.
UNCHANGEABLE = (type(None), bool, int, float, complex, str, bytes, enum.Enum)

Overrides = Mapping[Any, Callable[..., Any]]


def compile_route(operation: Operation, app: Any = None, *, prefix: str = "") -> Plan:
    """Lower one operation of `app` to its plan; `prefix` comes before its path."""
    return compile_with(operation, app, prefix, {})


def compile_with(operation: Operation, app: Any, prefix: str, overrides: Overrides) -> Plan:
    answer = operation.answer
    body = operation.body
    embed = body is not None and body.embed
    return Plan(
        pattern=prefix + operation.path,
        methods=operation.methods,
        steps=Lowering(embed, overrides).steps_of(operation.dependant),
        answer=Answer(
            status_code=answer.status_code,
            response_class=answer.response_class,
            schema=None if answer.node is None else _core.Schema(answer.node),
            include=answer.include,
            exclude=answer.exclude,
            by_alias=answer.by_alias,
            exclude_unset=answer.exclude_unset,
            exclude_defaults=answer.exclude_defaults,
            exclude_none=answer.exclude_none,
        ),
        body=None
        if body is None
        else Body(body.kind, operation.strict_content_type, operation.duplicate_keys),
        app=app,
        route=operation,
        compile_with=functools.partial(compile_with, operation, app, prefix),
    )


class Lowering:
    """Makes the steps of one plan: each dependency behind those that it needs, the handler last."""

    def __init__(self, embed: bool, overrides: Overrides) -> None:
        self._embed = embed
        self._overrides = {Called(call): other for call, other in overrides.items()}
        self._steps: list[Step] = []
        self._first: dict[Hashable, int] = {}

    def steps_of(self, handler: Dependant) -> tuple[Step, ...]:
        """All steps of a handler."""
        self._add(handler, handler, same_as=-1)
        return tuple(self._steps)

    def _dependency(self, declared: Dependant) -> int:
        """The step that has a dependency's value."""
        used = self._overridden(declared)
        key = cache_key(declared)
        same_as = self._first.get(key, -1) if declared.use_cache else -1
        if same_as >= 0 and not any(each.inputs for each in used.walk()):
            return same_as  # nothing in it could be an error that is told again
        index = self._add(used, declared, same_as)
        self._first.setdefault(key, index)
        return index

    def _overridden(self, declared: Dependant) -> Dependant:
        if (call := self._overrides.get(Called(declared.call))) is None:
            return declared
        # As FastAPI: of the declaration the scope counts, not what it says of caching or scopes.
        return dependant_of(
            call,
            declared.path,
            declared=Depends(
                call, scope=declared.scope, blocking=None if is_async(call) else declared.blocking
            ),
            name=declared.name,
            parent_scopes=declared.scopes,
        )

    def _add(self, used: Dependant, declared: Dependant, same_as: int) -> int:
        """Put the steps of what is `used` at the end; returns the index of its own."""
        arguments: list[Argument] = []
        needs: list[int] = []
        for dependency in used.dependencies:
            index = self._dependency(dependency)
            needs.append(index)
            if dependency.name is not None:
                arguments.append(Argument(dependency.name, "step", index))
        for index, one in enumerate(used.inputs):
            arguments.append(Argument(one.name, "parameter", index))
        for name, injected in used.injected.items():
            if injected == "scopes":
                arguments.append(Argument(name, "constant", value=SecurityScopes(used.scopes)))
            else:
                arguments.append(Argument(name, injected))
        self._steps.append(
            Step(
                call=used.call,
                run=run_where(used),
                parameters=tuple(self._parameter(used, one) for one in used.inputs),
                arguments=tuple(arguments),
                needs=tuple(dict.fromkeys(needs)),
                yields=yields(used.call),
                scope="function" if declared.scope == "function" else "request",
                same_as=same_as,
            )
        )
        return len(self._steps) - 1

    def _parameter(self, used: Dependant, one: Input) -> Parameter:
        source = one.info.source
        root = "body" if source == "form" else source
        whole = (one.model is not None and source != "body") or (source == "body" and not self._embed)
        default, factory = default_of(one)
        try:
            schema = _core.Schema(one.node)
        except SchemaTypeError as error:
            raise DeclarationError(f"{name_of(used.call)}, parameter {one.name!r}: {error}") from error
        return Parameter(
            source=source,
            names=() if whole else tuple(map(str.lower, one.names)) if source == "header" else one.names,
            location=(root,) if whole else (root, one.alias),
            schema=schema,
            many=one.many,
            members=tuple(members_of(one)) if whole and source != "body" else (),
            alternatives=tuple(dict.fromkeys(name for each in choices_of(one) for name in each.names)),
            missing_without=missing_without(one),
            required=one.required,
            default=default,
            default_factory=factory,
            validate_default=bool(one.info.validate_default),
        )


def run_where(dependant: Dependant) -> Run:
    run = run_of(dependant.call, dependant.blocking)
    return "inline" if run == "pool" and dependant.blocking is None and is_generated(dependant.call) else run


def is_generated(call: Callable[..., Any]) -> bool:
    """A class whose constructor only stores what it is given: nothing in it can block."""
    if isinstance(call, ModelMeta):
        classes = [vars(cls) for cls in call.__mro__ if isinstance(cls, ModelMeta) and cls is not Model]
        return not any("__init__" in names or "model_post_init" in names for names in classes)
    if not isinstance(call, type) or not dataclasses.is_dataclass(call) or hasattr(call, "__post_init__"):
        return False
    code = getattr(call.__init__, "__code__", None)
    return code is not None and code.co_filename == "<string>" and call.__new__ is object.__new__


def default_of(one: Input) -> tuple[Any, Callable[[], Any] | None]:
    """The default, and the function that makes it; one that could be changed is copied for each request."""
    if one.info.default is MISSING or isinstance(one.info.default, UNCHANGEABLE):
        return one.info.default, one.info.default_factory
    return MISSING, functools.partial(copy.deepcopy, one.info.default)


def members_of(one: Input) -> Iterator[Member]:
    """What the model of an input is made of."""
    for field in keyed_fields(one.node):
        names = field.keys
        if isinstance(one.info, Header):
            said = field.convert_underscores
            converted = one.info.convert_underscores if said is None else said
            names = tuple(key.replace("_", "-") if converted and key == field.name else key for key in names)
            names = tuple(map(str.lower, names))
        yield Member(field.keys[0], names, one.info.source != "cookie" and field.many)


def choices_of(one: Input) -> tuple[FormModel, ...]:
    """The models that a form is made into one of; none where it is made into one anyhow."""
    return form_models(one.annotation) if one.info.source == "form" else ()


def missing_without(one: Input) -> Literal["never", "members", "anything"]:
    """A model that is always wanted is made of whatever there is; one that may be None is missing instead."""
    if choices := choices_of(one):
        if not any(each is NoneType for each in members_of_union(plain(one.annotation))):
            return "never"
        return "anything" if any(choice.takes_others for choice in choices) else "members"
    made_of = record_in(one.node) or library_in(one.node)
    if not isinstance(one.node, nodes.NullableNode) or made_of is None:
        return "never"
    return "members" if made_of.extra == "ignore" else "anything"
