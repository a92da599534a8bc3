"""What routers add to the routes in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack, get_args

from fasterapi import _core
from fasterapi.exceptions import DeclarationError
from fasterapi.params import Depends
from fasterapi.plan import DuplicateKeys
from fasterapi.route import Responses, Tag, check_dependencies, check_response_class

__all__ = ["Context", "SharedOptions", "both"]


class SharedOptions(TypedDict, total=False):
    """What a router says of all its routes, and an including one of those it includes."""

    dependencies: Sequence[Any] | None
    """Called for each of the routes, before the route's own."""

    default_response_class: type[_core.Response] | None
    """Of the routes that name none."""

    # What follows is for the documentation alone; see RouteOptions.

    tags: Sequence[Tag] | None
    responses: Responses | None
    callbacks: Sequence[Any] | None
    deprecated: bool | None
    include_in_schema: bool
    generate_unique_id_function: Callable[[Any], str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a route gets from the routers around it. What is None nobody said."""

    prefix: str = ""
    tags: tuple[Tag, ...] = ()
    dependencies: tuple[Depends, ...] = ()
    default_response_class: type[_core.Response] | None = None
    responses: Responses = field(default_factory=dict)
    callbacks: tuple[Any, ...] = ()
    deprecated: bool | None = None
    include_in_schema: bool = True
    generate_unique_id_function: Callable[[Any], str] | None = None
    strict_content_type: bool | None = None
    duplicate_keys: DuplicateKeys | None = None

    def around(self, inner: Context) -> Context:
        """Both: this is further out, and where only one can count the inner one does."""
        return Context(
            prefix=self.prefix + inner.prefix,
            tags=(*self.tags, *inner.tags),
            dependencies=(*self.dependencies, *inner.dependencies),
            default_response_class=inner.default_response_class or self.default_response_class,
            responses=both(self.responses, inner.responses),
            callbacks=(*self.callbacks, *inner.callbacks),
            deprecated=self.deprecated or inner.deprecated,
            include_in_schema=self.include_in_schema and inner.include_in_schema,
            generate_unique_id_function=inner.generate_unique_id_function or self.generate_unique_id_function,
            strict_content_type=(
                self.strict_content_type if inner.strict_content_type is None else inner.strict_content_type
            ),
            duplicate_keys=inner.duplicate_keys or self.duplicate_keys,
        )


def context_of(
    where: str,
    *,
    prefix: str = "",
    strict_content_type: bool | None = None,
    duplicate_keys: DuplicateKeys | None = None,
    **options: Unpack[SharedOptions],
) -> Context:
    """What is said in one place, which messages call `where`, in the forms that Context has.

    Raises:
        DeclarationError: what is said cannot work; the message says why and what to write instead.
        TypeError: there is no such option.
    """
    for name in options.keys() - SharedOptions.__annotations__.keys():
        raise TypeError(f"{where}() got an unexpected keyword argument {name!r}")
    check_dependencies(options.get("dependencies"), where)
    if duplicate_keys not in (None, *get_args(DuplicateKeys)):
        raise DeclarationError(f"{where}: duplicate_keys is 'last' or 'error', not {duplicate_keys!r}")
    check_response_class(options.get("default_response_class"), f"{where}: default_response_class")
    return Context(
        prefix=prefix,
        tags=tuple(options.get("tags") or ()),
        dependencies=tuple(options.get("dependencies") or ()),
        default_response_class=options.get("default_response_class"),
        responses=dict(options.get("responses") or {}),
        callbacks=tuple(options.get("callbacks") or ()),
        deprecated=options.get("deprecated"),
        include_in_schema=options.get("include_in_schema", True),
        generate_unique_id_function=options.get("generate_unique_id_function"),
        strict_content_type=strict_content_type,
        duplicate_keys=duplicate_keys,
    )


def both(outer: Responses, inner: Responses) -> dict[int | str, Mapping[str, Any]]:
    """The responses of two places; of one status the inner one's."""
    merged: dict[int | str, Mapping[str, Any]] = {}
    for responses in (outer, inner):
        merged.update(responses.items())
    return merged
