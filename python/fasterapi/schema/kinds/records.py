"""Nodes of classes with members: models, dataclasses, TypedDicts and the like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from fasterapi.frozen import Frozen
from fasterapi.schema.documentation import UNDOCUMENTED, Documentation
from fasterapi.schema.kinds.base import MISSING, NamedNode, Node


class Field(Frozen):
    """A member of a record.

    `name` is the attribute's or key's, `alias` what the input calls it, `dump_alias` what the output calls it
    by alias. Where it is not `required`, what is missing has the default, or is missing in a TypedDict.
    `init_only` is an InitVar's: it goes to __post_init__ and no further. `factory_takes_data`: the factory is
    given the dict of the fields before it. `paths` go before `alias`: the first that leads anywhere is taken.
    What is not `init` is in no input. `convert_underscores` is Header()'s, where that describes the field.
    """

    name: str
    node: Node
    alias: str | None = None
    paths: tuple[tuple[str | int, ...], ...] = ()
    dump_alias: str | None = None
    required: bool = True
    default: Any = MISSING
    default_factory: Callable[..., Any] | None = None
    factory_takes_data: bool = False
    validate_default: bool = False
    init: bool = True
    init_only: bool = False
    exclude: bool = False
    serializer: Serializer | None = None
    documentation: Documentation = UNDOCUMENTED
    convert_underscores: bool | None = None


class Serializer(Frozen):
    """A function that makes what is written in the place of a value, of the type that `result` says.

    It gets the model that a field is of, if `takes_owner`; the value; a function that makes what is written
    otherwise, if it `wraps`; an `info`, if that is a class. `is_declared`: somebody said what type it makes.
    """

    function: Callable[..., Any]
    result: Node
    is_declared: bool = True
    takes_owner: bool = True
    wraps: bool = False
    info: type | None = None
    only_json: bool = False
    unless_none: bool = False


class Private(Frozen):
    """An attribute of a Model that is no field: every instance has one, and nobody else."""

    name: str
    default: Any = MISSING
    default_factory: Callable[..., Any] | None = None
    factory_takes_data: bool = False


class RecordNode(NamedNode):
    """An object with fields: an instance of a dataclass or a Model, or a TypedDict's dict.

    An instance is made without __init__, unless `calls_init`: its attributes are set at once, then the method
    `post_init` is called, if there is one. A `factory` makes it instead, of those members that were given. A
    "root" is a Model of one field, whose value stands for it in input and output. Types that hold themselves
    refer to `name`; errors call them by `title`.

    `extra` says what becomes of members of the input that are no fields; `extra_node` is for those that are
    allowed. With `from_attributes` other objects are taken, whose attributes are the fields. Fields are
    looked for by their aliases if `by_alias`, then by their names if `by_name`; where whoever writes does not
    say it, they are called by their aliases if `dump_by_alias`. `computed` are attributes that are written as
    fields are. `before` is a function around MembersNode, which sees what is no instance yet first.
    """

    kind = "record"

    cls: type
    title: str
    made_as: Literal["dataclass", "model", "root", "typed_dict"]
    fields: tuple[Field, ...]
    privates: tuple[Private, ...] = ()
    before: Node | None = None
    computed: tuple[Field, ...] = ()
    serializer: Serializer | None = None
    calls_init: bool = False
    factory: Callable[[dict[str, Any]], Any] | None = None
    post_init: str = ""
    extra: Literal["allow", "forbid", "ignore"] = "ignore"
    extra_node: Node | None = None
    from_attributes: bool = False
    by_alias: bool = True
    by_name: bool = False
    dump_by_alias: bool = False


class MembersNode(Node):
    """Within `before` of a record: the members of that record."""

    kind = "members"


class ModelNode(Node):
    """A class of Models, by the schema that the class has itself: `cls.__fasterapi_record__()` is its record.

    So a class is compiled once, however often it is used, and classes may refer to each other.
    """

    kind = "model"

    cls: type


class NamedTupleNode(NamedNode):
    """A named tuple: from a tuple or list, or from a dict with its names. Others refer to `name`."""

    kind = "named_tuple"

    cls: type
    fields: tuple[Field, ...]
