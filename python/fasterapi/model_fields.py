"""What a request may call the fields of a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fasterapi.annotations import is_sequence
from fasterapi.models.metaclass import ModelMeta
from fasterapi.schema import nodes
from fasterapi.schema.foreign import Library

__all__ = ["KeyedField", "keyed_fields", "library_in", "record_in"]


class KeyedField(NamedTuple):
    """A field of a model that is made of parameters.

    Attributes:
        name: the field's own.
        keys: what the input may call it, the first before the second.
        many: it takes all values of that name.
        convert_underscores: what Header() says of it.
    """

    name: str
    keys: tuple[str, ...]
    many: bool
    convert_underscores: bool | None = None


def keyed_fields(node: nodes.Node) -> Iterator[KeyedField]:
    """The fields of what a node takes, also where None is taken beside it; none of what is no model."""
    if record := record_in(node):
        for field in record.fields:
            yield KeyedField(
                field.name, keys_of(field, record), has_many(field.node), field.convert_underscores
            )
    elif library := library_in(node):
        for name, keys, annotation in library.fields():
            yield KeyedField(name, keys, is_sequence(annotation))


def keys_of(field: nodes.Field, record: nodes.RecordNode) -> tuple[str, ...]:
    """What the record's input may call a field, the first before the second."""
    keys: tuple[str, ...] = (field.alias or field.name,) if record.by_alias else ()
    if record.by_alias and field.paths and all(len(path) == 1 for path in field.paths):
        keys = tuple(str(path[0]) for path in field.paths)
    return tuple(dict.fromkeys((*keys, field.name))) if record.by_name or not keys else keys


def record_in(node: nodes.Node) -> nodes.RecordNode | None:
    """The record that a node takes, also where None is taken beside it."""
    if isinstance(node, nodes.NullableNode):
        node = node.inner
    if isinstance(node, nodes.ModelNode) and isinstance(node.cls, ModelMeta):
        return node.cls.__fasterapi_record__()
    return node if isinstance(node, nodes.RecordNode) else None


def library_in(node: nodes.Node) -> Library | None:
    """The library of a class that a node takes, also where None is taken beside it."""
    if isinstance(node, nodes.NullableNode):
        node = node.inner
    return node.owner if isinstance(node, nodes.ForeignNode) else None


def has_many(node: nodes.Node) -> bool:
    """Whether a node takes a list or the like."""
    if isinstance(node, nodes.NullableNode):
        return has_many(node.inner)
    return isinstance(node, (nodes.ListNode, nodes.SetNode, nodes.TupleNode))
