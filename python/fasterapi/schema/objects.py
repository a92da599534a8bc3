"""Types of objects that have no JSON: functions, classes, instances of classes that nothing is known of."""

from __future__ import annotations

import collections.abc
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin

from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.nodes import CheckNode, Node, UnionNode

if TYPE_CHECKING:
    from fasterapi.schema.compiling import Compiler

__all__ = ["OBJECTS", "instance_node"]


def instance_node(cls: Any, inner: Node | None = None) -> Node:
    """An instance of a class; in JSON what `inner` takes.

    Raises:
        SchemaTypeError: it is no class.
    """
    if not isinstance(cls, type):
        raise SchemaTypeError(f"{cls!r} is no class that something could be an instance of")
    return CheckNode(
        asks="instance",
        cls=cls,
        error="is_instance_of",
        message=f"Input should be an instance of {cls.__qualname__}",
        shown=cls.__qualname__,
        method="isinstance",
        inner=inner,
    )


def callable_node(compiler: Compiler, arguments: Sequence[Any]) -> Node:
    """What can be called: with what, and what it returns, nobody looks at."""
    return CheckNode(asks="callable", cls=object, error="callable_type", message="Input should be callable")


def hashable_node(compiler: Compiler, arguments: Sequence[Any]) -> Node:
    return CheckNode(
        asks="instance",
        cls=collections.abc.Hashable,
        error="is_hashable",
        message="Input should be hashable",
    )


def type_node(compiler: Compiler, arguments: Sequence[Any]) -> Node:
    """A class, of `type[X]` one that derives from X."""
    return class_node(arguments[0] if arguments else Any)


def class_node(base: Any) -> Node:
    if base is Any:
        return CheckNode(asks="instance", cls=type, error="is_type", message="Input should be a type")
    if isinstance(base, TypeVar):
        if base.__constraints__:
            return class_node(Union[base.__constraints__])  # noqa: UP007  (a tuple of members)
        return class_node(base.__bound__ or Any)
    if get_origin(base) in (Union, types.UnionType):
        members = tuple(class_node(member) for member in get_args(base))
        return UnionNode(members=members, tags=(None,) * len(members))
    cls = get_origin(base) or base
    if not isinstance(cls, type):
        raise SchemaTypeError(f"{base!r} is no class that another could derive from")
    return CheckNode(
        asks="subclass",
        cls=cls,
        error="is_subclass_of",
        message=f"Input should be a subclass of {cls.__qualname__}",
        shown=cls.__qualname__,
        method="issubclass",
    )


OBJECTS: dict[Any, Callable[[Compiler, Sequence[Any]], Node]] = {
    collections.abc.Callable: callable_node,
    collections.abc.Hashable: hashable_node,
    type: type_node,
}
