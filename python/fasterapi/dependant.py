"""What a handler and its dependencies take, as their signatures say: the tree that plans are made of.

The documentation is written from the same tree, so that nothing else looks at a signature again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from fasterapi.callables import yields
from fasterapi.keys import Called
from fasterapi.params import Param, Scope
from fasterapi.schema.nodes import MISSING, Node
from fasterapi.security.base import is_security_scheme

__all__ = ["Dependant", "Injected", "Input", "cache_key"]

Injected = Literal["request", "response", "background", "scopes"]


@dataclass(frozen=True, slots=True, eq=False)
class Input:
    """A value that a callable takes out of the request.

    Attributes:
        name: the callable's parameter.
        annotation: its type, as it is written.
        info: what was said of it, or what follows from its type; with its default.
        node: its type and constraints, compiled.
        names: what the request may call it. Header fields as they are documented, in any case.
        model: the class, or the union of several, where the value is made of all that is in its source.
        many: it takes all values of its name.
    """

    name: str
    annotation: Any
    info: Param
    node: Node
    names: tuple[str, ...]
    model: Any
    many: bool

    @property
    def alias(self) -> str:
        """The name it is documented by."""
        return self.names[0]

    @property
    def required(self) -> bool:
        """It is an error if the request does not have it."""
        return self.info.default is MISSING and self.info.default_factory is None


@dataclass(slots=True, eq=False)
class Dependant:
    """A callable with all that it takes.

    Attributes:
        call: a handler, or a dependency.
        path: the route's.
        name: the parameter of the one above that gets the value; None for a dependency that is only to run.
        inputs: what it takes out of the request, in the order in which errors are told.
        injected: its parameters that get something else, such as the request, and what.
        dependencies: what is called before it, in this order.
        own_scopes: the OAuth2 scopes that its own Security asks for.
        scopes: those and the ones of all above it.
        use_cache, scope, blocking: as its Depends says.
        within: the callables above it, from the handler on.
    """

    call: Callable[..., Any]
    path: str
    name: str | None = None
    inputs: tuple[Input, ...] = ()
    injected: dict[str, Injected] = dataclasses.field(default_factory=dict)
    dependencies: list[Dependant] = dataclasses.field(default_factory=list)
    own_scopes: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    use_cache: bool = True
    scope: Scope | None = None
    blocking: bool | None = None
    within: tuple[Callable[..., Any], ...] = ()

    def walk(self) -> Iterator[Dependant]:
        """This one and all below it, each before those that it depends on."""
        yield self
        for dependency in self.dependencies:
            yield from dependency.walk()

    def distinct(self) -> Iterator[Dependant]:
        """As `walk`, but of those that share a value only the first, and nothing below another of them."""
        seen: set[Hashable] = set()

        def once(dependant: Dependant) -> Iterator[Dependant]:
            if (key := cache_key(dependant)) not in seen:
                seen.add(key)
                yield dependant
                for dependency in dependant.dependencies:
                    yield from once(dependency)

        return once(self)


def cache_key(dependant: Dependant) -> Hashable:
    """What two dependencies have in common that share a value within a request."""
    scopes = tuple(sorted(set(dependant.scopes))) if uses_scopes(dependant) else ()
    return (Called(dependant.call), scopes, lifetime(dependant))


def lifetime(dependant: Dependant) -> str:
    if dependant.scope:
        return dependant.scope
    return "request" if yields(dependant.call) else ""


def uses_scopes(dependant: Dependant) -> bool:
    """Whether its value may depend on the scopes asked for above it."""
    return any(
        each.own_scopes or "scopes" in each.injected.values() or is_security_scheme(each.call)
        for each in dependant.walk()
    )
