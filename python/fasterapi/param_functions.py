"""Query(), Header() and the others, as handlers' signatures use them.

They are functions so that a type checker takes what they return for a default of any type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack

from fasterapi import params
from fasterapi.schema.aliases import AliasChoices
from fasterapi.schema.nodes import MISSING

__all__ = ["Body", "Cookie", "Depends", "Form", "Header", "Path", "Query", "Security"]


class ParamOptions(TypedDict, total=False):
    """What every kind of parameter can be given."""

    default_factory: Callable[[], Any] | None
    alias: str | None
    """What the request calls it."""
    validation_alias: str | AliasChoices | None
    """The same, before `alias`; of several names the first that the request has is taken."""
    serialization_alias: str | None
    title: str | None
    description: str | None
    gt: Any
    ge: Any
    lt: Any
    le: Any
    multiple_of: Any
    min_length: int | None
    max_length: int | None
    pattern: str | re.Pattern[str] | None
    strict: bool | None
    allow_inf_nan: bool | None
    max_digits: int | None
    decimal_places: int | None
    discriminator: Any
    union_mode: Literal["smart", "left_to_right"] | None
    validate_default: bool | None
    """The default is checked as what comes from the request is."""
    examples: Sequence[Any] | None
    openapi_examples: Mapping[str, Any] | None
    deprecated: bool | str | None
    include_in_schema: bool
    json_schema_extra: Mapping[str, Any] | Callable[[dict[str, Any]], Any] | None


class HeaderOptions(ParamOptions, total=False):
    """What Header() can be given."""

    convert_underscores: bool
    """`user_agent` is found as "user-agent"; True where left out."""


class BodyOptions(ParamOptions, total=False):
    """What Body() can be given."""

    embed: bool | None
    """The body is an object, and this a member of it by its name."""
    media_type: str


class FormOptions(ParamOptions, total=False):
    """What Form() can be given."""

    media_type: str


def Path(default: Any = ..., **options: Unpack[ParamOptions]) -> Any:  # noqa: N802  (the name its users know)
    """Describe a parameter of the path; it has no default."""
    return params.describe(params.Path, default, options)


def Query(default: Any = MISSING, **options: Unpack[ParamOptions]) -> Any:  # noqa: N802  (as above)
    """Describe a parameter of the query; of a list all values of its name, of a model all of the query."""
    return params.describe(params.Query, default, options)


def Header(default: Any = MISSING, **options: Unpack[HeaderOptions]) -> Any:  # noqa: N802  (as above)
    """Describe a header field; of a list all fields of its name, of a model all header fields."""
    return params.describe(params.Header, default, options)


def Cookie(default: Any = MISSING, **options: Unpack[ParamOptions]) -> Any:  # noqa: N802  (as above)
    """Describe a cookie, or with a model all cookies."""
    return params.describe(params.Cookie, default, options)


def Body(default: Any = MISSING, **options: Unpack[BodyOptions]) -> Any:  # noqa: N802  (as above)
    """Describe the body, or one of several members of it."""
    return params.describe(params.Body, default, options)


def Form(default: Any = MISSING, **options: Unpack[FormOptions]) -> Any:  # noqa: N802  (as above)
    """Describe a field of an urlencoded form, or with a model all of it."""
    return params.describe(params.Form, default, options)


def Depends(  # noqa: N802  (as above)
    dependency: Callable[..., Any] | None = None,
    *,
    use_cache: bool = True,
    scope: params.Scope | None = None,
    blocking: bool | None = None,
) -> Any:
    """Take the value that `dependency` makes: see `params.Depends`."""
    return params.Depends(dependency, use_cache=use_cache, scope=scope, blocking=blocking)


def Security(  # noqa: N802  (as above)
    dependency: Callable[..., Any] | None = None,
    *,
    scopes: Sequence[str] | None = None,
    use_cache: bool = True,
) -> Any:
    """Take the value that `dependency` makes, which asks for `scopes`: see `params.Security`."""
    return params.Security(dependency, scopes=scopes, use_cache=use_cache)
