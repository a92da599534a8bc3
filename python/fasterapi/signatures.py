"""Signatures, read: what a handler and its dependencies take, and from where."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, get_args, get_origin

from fasterapi import _core
from fasterapi.annotations import (
    is_scalar,
    is_sequence,
    is_sequence_of_scalars,
    model_in,
    plain,
    subclass_of,
)
from fasterapi.background import BackgroundTasks
from fasterapi.callables import name_of, run_of, shown, signature_of, yields
from fasterapi.dependant import Dependant, Injected, Input
from fasterapi.exceptions import DeclarationError
from fasterapi.form_unions import form_models, made_of_forms
from fasterapi.params import Body, Depends, Form, Header, Param, Path, Query, Security
from fasterapi.patterns import parameters_of
from fasterapi.schema.compiling import SchemaTypeError, compile_type
from fasterapi.schema.fields import FieldInfo
from fasterapi.schema.nodes import MISSING
from fasterapi.security.scopes import SecurityScopes

__all__ = ["dependant_of", "sub_dependant"]

#: The types whose values are no part of the request, and what an Argument's source calls them.
INJECTED: Mapping[type, Injected] = {
    _core.Request: "request",
    _core.Response: "response",
    BackgroundTasks: "background",
    SecurityScopes: "scopes",
}

ORDER = {"path": 0, "query": 1, "header": 2, "cookie": 3, "form": 4, "body": 4}


def dependant_of(
    call: Callable[..., Any],
    path: str,
    *,
    declared: Depends | None = None,
    name: str | None = None,
    parent_scopes: tuple[str, ...] = (),
    within: tuple[Callable[..., Any], ...] = (),
) -> Dependant:
    """What a handler, or a dependency that is `declared`, takes on `path`.

    Raises:
        DeclarationError: naming the callable, the parameter, what is wrong with it and what to write instead.
    """
    declared = declared or Depends(call)
    own = tuple((isinstance(declared, Security) and declared.scopes) or ())
    dependant = Dependant(
        call=call,
        path=path,
        name=name,
        own_scopes=own,
        scopes=tuple(dict.fromkeys((*parent_scopes, *own))),
        use_cache=declared.use_cache,
        scope=declared.scope,
        blocking=declared.blocking,
        within=within,
    )
    run_of(call, declared.blocking)  # that it can run so
    inputs = []
    for parameter in signature_of(call):
        taken = Signed(parameter, call, path).taken()
        if isinstance(taken, Input):
            inputs.append(taken)
        elif isinstance(taken, Depends):
            dependant.dependencies.append(sub_dependant(dependant, taken, parameter.name))
        else:
            dependant.injected[parameter.name] = taken
    dependant.inputs = tuple(sorted(inputs, key=lambda one: ORDER[one.info.source]))
    return dependant


def sub_dependant(above: Dependant, declared: Depends, name: str | None) -> Dependant:
    """What a dependency of `above` takes; `name` is the parameter that gets its value.

    Raises:
        DeclarationError: see `dependant_of`.
    """
    if not callable(declared.dependency):
        raise DeclarationError(
            f"{name_of(above.call)}, parameter {name!r}: Depends({declared.dependency!r}) cannot be called: "
            "write Depends(function), the function itself without calling it"
        )
    if name is not None and declared.scope == "function" and outlives_answer(above):
        raise DeclarationError(
            f"{name_of(above.call)}, parameter {name!r}: it is still used after the answer is sent, when "
            f"{name_of(declared.dependency)} with scope='function' has ended: give both the same scope"
        )
    within = (*above.within, above.call)
    if declared.dependency in within:
        circle = (*within[within.index(declared.dependency) :], declared.dependency)
        raise DeclarationError(
            f"{name_of(above.call)}, parameter {name!r}: it depends on itself, so that nothing could be "
            f"called first: {' needs '.join(map(name_of, circle))}"
        )
    return dependant_of(
        declared.dependency,
        above.path,
        declared=declared,
        name=name,
        parent_scopes=above.scopes,
        within=within,
    )


def outlives_answer(dependant: Dependant) -> bool:
    return yields(dependant.call) and dependant.scope != "function"


class Signed:
    """One parameter of a callable's signature, and what it means."""

    def __init__(self, parameter: inspect.Parameter, call: Callable[..., Any], path: str) -> None:
        self.name = parameter.name
        self.call = call
        self.path = path
        self.converters = parameters_of(path)
        empty = inspect.Parameter.empty
        self.default = MISSING if parameter.default is empty else parameter.default
        self.annotated = parameter.annotation is not empty
        self.annotation = as_written(parameter.annotation) if self.annotated else Any

    def mistake(self, what: str) -> DeclarationError:
        """The error of this parameter."""
        return DeclarationError(f"{name_of(self.call)}, parameter {self.name!r}: {what}")

    def taken(self) -> Input | Depends | Injected:
        """What it gets: a value out of the request, a dependency's, or something else."""
        said = self.said()
        if isinstance(said, Depends):
            if said.dependency is not None:
                return said
            cls = plain(self.annotation)
            if not callable(cls) or cls is Any:
                raise self.mistake("Depends() without a function takes the class of the annotation: write it")
            return dataclasses.replace(said, dependency=cls)
        for cls, injected in INJECTED.items():
            if subclass_of(plain(self.annotation), cls):
                if said is not None:
                    raise self.mistake(
                        f"{type(said).__name__}() is for values out of the request, and "
                        f"{shown(plain(self.annotation))} is none: leave it away"
                    )
                if self.name in self.converters:
                    raise self.mistake(
                        f"by its annotation it is the {injected}, by its name a part of {self.path!r}: "
                        "rename one"
                    )
                return injected
        return self.input(said)

    def said(self) -> Param | Depends | None:
        """What Query() and the like or Depends() say of it, in Annotated or as its default."""
        metadata = get_args(self.annotation)[1:] if get_origin(self.annotation) is Annotated else ()
        inside = [item for item in metadata if isinstance(item, (Param, Depends))]
        if isinstance(self.default, (Param, Depends)):
            if inside:
                raise self.mistake(
                    f"{type(inside[-1]).__name__}() in Annotated and {type(self.default).__name__}() as the "
                    "default: write one of them"
                )
            return self.default
        if isinstance(self.default, FieldInfo):
            raise self.mistake("Field() is for members of classes: write Query(), Body() or another like it")
        if not inside:
            return None
        said = inside[-1]
        if not isinstance(said, Param):
            return said
        if said.default is not MISSING:
            raise self.mistake(
                f"the default is given inside Annotated: write `= {said.default!r}` behind it instead"
            )
        return said if self.default is MISSING else dataclasses.replace(said, default=self.default)

    def input(self, said: Param | None) -> Input:
        in_path = self.name in self.converters
        info = self.merged(said) if said else self.merged(self.inferred(in_path))
        if in_path and not isinstance(info, Path):
            raise self.mistake(
                f"{type(info).__name__}() says that it is no part of the path, and {self.path!r} has "
                f"{{{self.name}}}: write Path(), or rename one"
            )
        names = self.names_of(info)
        if isinstance(info, Path):
            names = self.checked_path(info, names)
        annotation = self.annotation_of(info)
        scalar = is_scalar(annotation)
        model = None if isinstance(info, Path) or type(info) is Body else model_in(annotation)
        if isinstance(info, Query) and not (scalar or is_sequence_of_scalars(annotation) or model):
            raise self.mistake(
                f"a query has no {shown(plain(annotation))}: it has single values, lists of them, or a model "
                "of all of it; write Body() if it is the body"
            )
        compiled = annotation
        if isinstance(info, Form) and form_models(annotation):
            model = plain(annotation)
            compiled = made_of_forms(annotation)
        try:
            node = compile_type(Annotated[compiled, info])
        except SchemaTypeError as error:
            raise self.mistake(str(error)) from error
        many = isinstance(info, (Query, Header, Form)) and model is None and is_sequence(annotation)
        return Input(self.name, annotation, info, node, names, model, many)

    def inferred(self, in_path: bool) -> Param:
        """What it is if nothing is said: by its name or its type."""
        if in_path:
            return Path()
        self.refuse_other_request()
        if is_scalar(self.annotation):
            return Query(default=self.default)
        return Body(default=self.default)

    def refuse_other_request(self) -> None:
        cls = plain(self.annotation)
        if isinstance(cls, type) and cls.__name__ == "Request":
            raise self.mistake(f"{shown(cls)} is not this framework's: write `from fasterapi import Request`")
        if self.name == "request" and not self.annotated:
            raise self.mistake(
                "to get the request, annotate it: `request: Request` (from fasterapi import Request)"
            )

    def merged(self, info: Param) -> Param:
        """With what a Field() inside Annotated says of its name and default, where `info` does not."""
        metadata = get_args(self.annotation)[1:] if get_origin(self.annotation) is Annotated else ()
        for field in metadata:
            if type(field) is not FieldInfo:
                continue
            changes = {
                option: getattr(field, option)
                for option in ("alias", "validation_alias", "serialization_alias", "default_factory")
                if getattr(info, option) is None and getattr(field, option) is not None
            }
            if isinstance(info, Path) or info.default is not MISSING:
                changes.pop("default_factory", None)
            info = dataclasses.replace(info, **changes)
        return info

    def names_of(self, info: Param) -> tuple[str, ...]:
        if info.choices:
            return info.choices
        if name := info.validation_alias if isinstance(info.validation_alias, str) else info.alias:
            return (name,)
        if isinstance(info, Header) and info.convert_underscores:
            return (self.name.replace("_", "-"),)
        return (self.name,)

    def checked_path(self, info: Path, names: tuple[str, ...]) -> tuple[str, ...]:
        """The one of `names` that the path has."""
        if info.default is not MISSING or info.default_factory is not None:
            raise self.mistake(f"it is a part of {self.path!r}, which is always there: remove its default")
        found = [name for name in names if name in self.converters]
        if not found:
            raise self.mistake(
                f"{self.path!r} has {listed(self.converters)}: write {{{names[0]}}} into the path"
            )
        if not is_scalar(self.annotation):
            raise self.mistake(
                f"a part of the path is text, which makes no {shown(plain(self.annotation))}: annotate it "
                "as str and convert it in the handler"
            )
        return (found[0],)

    def annotation_of(self, info: Param) -> Any:
        """Its type; a path parameter without one has that of its converter."""
        if not isinstance(info, Path):
            return self.annotation
        converter = self.converters.get(self.names_of(info)[0], "")
        if not self.annotated:
            return type_of_converter(converter)
        said = plain(self.annotation)
        if converter in ("int", "float", "uuid") and said in (str, int, float):
            if said is type_of_converter(converter):
                return self.annotation
            raise self.mistake(f"the path says {converter} and the annotation {shown(said)}: make them agree")
        return self.annotation


def as_written(annotation: Any) -> Any:
    """An annotation without the name that `type X = ...` gave it."""
    return annotation.__value__ if type(annotation).__name__ == "TypeAliasType" else annotation


def type_of_converter(converter: str) -> type:
    if converter == "uuid":
        from uuid import UUID

        return UUID
    return {"int": int, "float": float}.get(converter, str)


def listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names) or "no parameters"
