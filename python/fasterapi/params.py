"""What a signature can say of a parameter beside its type: where it comes from, or what makes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeVar, cast

from fasterapi.exceptions import DeclarationError
from fasterapi.schema.aliases import AliasChoices
from fasterapi.schema.fields import Field, FieldInfo

__all__ = [
    "Body",
    "Cookie",
    "Depends",
    "Form",
    "Header",
    "Param",
    "Path",
    "Query",
    "Scope",
    "Security",
    "Source",
    "describe",
]

Source = Literal["path", "query", "header", "cookie", "form", "body"]
Scope = Literal["function", "request"]

Info = TypeVar("Info", bound="Param")


class Param(FieldInfo):
    """What is said of a value out of the request: what a Field says of a member, and how it is documented.

    Attributes:
        source: where the value is.
        choices: the names of a `validation_alias` that has several.
        openapi_examples: by name, as OpenAPI's Example objects.
        include_in_schema: whether the documentation shows it.
    """

    source: ClassVar[Source] = "query"

    choices: tuple[str, ...] = ()
    openapi_examples: Mapping[str, Any] | None = None
    include_in_schema: bool = True


class Path(Param):
    """A part of the path."""

    source = "path"


class Query(Param):
    """A parameter of the query."""

    source = "query"


class Header(Param):
    """A header field. `convert_underscores`: `user_agent` is found as "user-agent"."""

    source = "header"

    convert_underscores: bool = True


class Cookie(Param):
    """A cookie."""

    source = "cookie"


class Body(Param):
    """The body, or a member of it where there are several or `embed` says so."""

    source: ClassVar[Source] = "body"

    embed: bool | None = None
    media_type: str = "application/json"


class Form(Body):
    """A field of an urlencoded form."""

    source = "form"

    media_type: str = "application/x-www-form-urlencoded"


def describe(kind: type[Info], default: Any, options: Mapping[str, Any]) -> Info:
    """What `kind` was given: options of its own, and those that `Field` takes.

    Raises:
        DeclarationError: an option that cannot work, and what to write instead.
    """
    if "regex" in options or "example" in options:
        old, new = ("regex", "pattern") if "regex" in options else ("example", "examples")
        raise DeclarationError(f"{kind.__name__}({old}=) is FastAPI's old name: write {new}=")
    own_names = {
        name
        for cls in kind.__mro__
        if issubclass(cls, Param)
        for name in vars(cls).get("__annotations__", ())
    }
    field_names = {field.name for field in dataclasses.fields(FieldInfo)} - own_names
    own = {name: value for name, value in options.items() if name in own_names}
    general = {
        name: value
        for name, value in options.items()
        if name not in own_names and not (value is None and name != "default")
    }
    if isinstance(alias := general.get("validation_alias"), AliasChoices):
        own["choices"] = tuple(choice for choice in alias.choices if isinstance(choice, str))
    info = cast(FieldInfo, Field(default, **general))
    said = {name: getattr(info, name) for name in field_names}
    return kind(**said, **own)


@dataclass(frozen=True, slots=True)
class Depends:
    """A value that another function makes: a dependency.

    Args:
        dependency: a function, async or not, a class or any other callable, whose own parameters are found as
            a handler's are. One that yields gives one value; what follows its yield cleans up. Where left
            out, it is the class that the parameter is annotated with.
        use_cache: within one request the value is made once, however many ask for it.
        scope: when what follows the yield runs: "function" before the answer is sent, "request" after it.
        blocking: False runs a `def` on the loop instead of in the thread pool: for one that returns at once.
    """

    dependency: Callable[..., Any] | None = None
    use_cache: bool = dataclasses.field(default=True, kw_only=True)
    scope: Scope | None = dataclasses.field(default=None, kw_only=True)
    blocking: bool | None = dataclasses.field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Security(Depends):
    """A dependency that asks for `scopes`, which those within it find in their SecurityScopes."""

    scopes: Sequence[str] | None = dataclasses.field(default=None, kw_only=True)
