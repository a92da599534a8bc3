"""A type, compiled: the nodes that `_core.Schema` is built from and that JSON Schema is written from.

A node says what values are valid, not how they are checked: that is bindings/schema's, which reads each node
once, when a Schema is made. Names follow pydantic's, so that people find what they know.
"""

from __future__ import annotations

import enum
import re
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from fasterapi.frozen import Frozen
from fasterapi.schema.documentation import UNDOCUMENTED, Documentation
from fasterapi.schema.labels import late_label_of
from fasterapi.schema.network import AnyUrl, EmailStr, parse_email

if TYPE_CHECKING:
    from fasterapi.schema.foreign import Library

__all__ = [
    "MISSING",
    "AnyNode",
    "BoolNode",
    "BytesNode",
    "CheckNode",
    "DateNode",
    "DatetimeNode",
    "DecimalNode",
    "DefinitionNode",
    "DequeNode",
    "DictNode",
    "EmailNode",
    "EnumNode",
    "Field",
    "FloatNode",
    "ForeignNode",
    "FunctionNode",
    "IntNode",
    "IpNode",
    "IterableNode",
    "ListNode",
    "LiteralNode",
    "MembersNode",
    "Missing",
    "ModelNode",
    "NamedTupleNode",
    "Node",
    "NoneNode",
    "NullableNode",
    "PathNode",
    "Private",
    "RecordNode",
    "Reference",
    "SequenceNode",
    "Serializer",
    "SerializerNode",
    "SetNode",
    "StrNode",
    "TaggedUnionNode",
    "TimeNode",
    "TimedeltaNode",
    "TupleNode",
    "UncheckedNode",
    "UnionNode",
    "UrlNode",
    "UuidNode",
]


class Missing(enum.Enum):
    """The type of MISSING, which stands for "no default"."""

    MISSING = "missing"


MISSING = Missing.MISSING


class Node(Frozen):
    """What all nodes have: `kind`, by which the engine tells them apart, `strict`, and `documentation`.

    `strict` is True where only values of the type itself are taken, False where others are converted, None
    where whoever validates decides (by default they are converted). `documentation` is what was said of the
    type in this place.
    """

    kind: ClassVar[str]

    strict: bool | None = None
    documentation: Documentation = UNDOCUMENTED


class AnyNode(Node):
    """Whatever comes."""

    kind = "any"


class NoneNode(Node):
    """None; null in JSON."""

    kind = "none"


class BoolNode(Node):
    """bool."""

    kind = "bool"


class NumberNode(Node):
    """What numbers have in common: bounds, which are numbers of the same type."""

    gt: Any = None
    ge: Any = None
    lt: Any = None
    le: Any = None
    multiple_of: Any = None


class IntNode(NumberNode):
    """int of any size."""

    kind = "int"


class FloatNode(NumberNode):
    """float."""

    kind = "float"

    allow_inf_nan: bool = True


class StrNode(Node):
    """str. Lengths are in code points.

    `pattern` has to be somewhere in it; `regex_engine` "python-re" has Python's re search, as it does for a
    compiled pattern, "rust-regex" (the name that pydantic's users know) has RE2.
    """

    kind = "str"

    min_length: int | None = None
    max_length: int | None = None
    strip_whitespace: bool = False
    to_lower: bool = False
    to_upper: bool = False
    pattern: str | re.Pattern[str] | None = None
    regex_engine: Literal["rust-regex", "python-re"] = "rust-regex"


class BytesNode(Node):
    """bytes, which in JSON are a string of their UTF-8, of base64 or of hexadecimal digits.

    Lengths are in bytes. `val_json` is how texts are taken, those of Python too; `ser_json` how JSON is
    written.
    """

    kind = "bytes"

    min_length: int | None = None
    max_length: int | None = None
    val_json: Literal["utf8", "base64", "hex"] = "utf8"
    ser_json: Literal["utf8", "base64", "hex"] = "utf8"


class BoundedTimeNode(Node):
    """What dates and times have in common: bounds, which are of the type itself."""

    gt: Any = None
    ge: Any = None
    lt: Any = None
    le: Any = None


class DateNode(BoundedTimeNode):
    """datetime.date. In JSON a string, "2024-01-02" (RFC 3339)."""

    kind = "date"


class DatetimeNode(BoundedTimeNode):
    """datetime.datetime. In JSON a string, "2024-01-02T03:04:05Z" (RFC 3339).

    `aware` is True where there has to be an offset from UTC, False where there must be none.
    """

    kind = "datetime"

    aware: bool | None = None


class TimeNode(BoundedTimeNode):
    """datetime.time. In JSON a string, "03:04:05"; `aware` is a datetime's."""

    kind = "time"

    aware: bool | None = None


class TimedeltaNode(BoundedTimeNode):
    """datetime.timedelta. In JSON a string, "P1DT2H3M4.5S" (ISO 8601 5.5.2).

    `ser_json` "float": it is written as a number of seconds, 93784.5.
    """

    kind = "timedelta"

    ser_json: Literal["iso8601", "float"] = "iso8601"


class DecimalNode(NumberNode):
    """decimal.Decimal, which is `cls`. Written as a string; in JSON numbers are taken as well.

    `max_digits` counts those before and behind the point, `decimal_places` those behind it; zeros at the end
    do not count.
    """

    kind = "decimal"

    cls: type
    allow_inf_nan: bool = False
    max_digits: int | None = None
    decimal_places: int | None = None


class UuidNode(Node):
    """uuid.UUID, which is `cls`. In JSON a string (RFC 9562 4)."""

    kind = "uuid"

    cls: type


class PathNode(Node):
    """A class of pathlib; in JSON a string."""

    kind = "path"

    cls: type
    only_text: ClassVar[bool] = True
    error: ClassVar[str] = "path_type"

    @property
    def message(self) -> str:
        """Of its error."""
        return f"Input is not a valid path for {self.cls!r}"


class IpNode(Node):
    """An address, network or interface of ipaddress; in JSON a string."""

    kind = "ip"

    cls: type
    only_text: ClassVar[bool] = False

    @property
    def error(self) -> str:
        """The type of its error, "ip_v4_address"."""
        return self.cls.__name__.replace("IPv", "ip_v").replace("4", "4_").replace("6", "6_").lower()

    @property
    def message(self) -> str:
        """Of its error."""
        return f"Input is not a valid {self.cls.__name__[:4]} {self.cls.__name__[4:].lower()}"


class UrlNode(Node):
    """A class of URLs, AnyUrl or one of its subclasses; in JSON a string (RFC 3986)."""

    kind = "url"

    cls: type[AnyUrl]
    base: ClassVar[type] = AnyUrl
    type_error: ClassVar[str] = "url_type"
    type_message: ClassVar[str] = "URL input should be a string or URL"

    @property
    def parse(self) -> Callable[[str], Any]:
        """What makes a value of a text."""
        return self.cls


class EmailNode(Node):
    """An address of e-mail: a str, in normal form."""

    kind = "email"

    # None is an instance of this: each address is brought into its normal form.
    cls: ClassVar[type] = EmailStr
    base: ClassVar[type] = str
    type_error: ClassVar[str] = "string_type"
    type_message: ClassVar[str] = "Input should be a valid string"

    @property
    def parse(self) -> Callable[[str], Any]:
        """What makes a value of a text."""
        return parse_email


class LiteralNode(Node):
    """One of some values: None, bool, int, str, bytes or members of enumerations."""

    kind = "literal"

    values: tuple[Any, ...]


class CollectionNode(Node):
    """What collections have in common: bounds of their length."""

    min_length: int | None = None
    max_length: int | None = None


class StoppableNode(CollectionNode):
    """A collection that tells all errors in it, or with `fail_fast` only the first."""

    fail_fast: bool = False


class ListNode(StoppableNode):
    """list of items of one type."""

    kind = "list"

    item: Node


class SetNode(StoppableNode):
    """set, or frozenset, of items of one type."""

    kind = "set"

    item: Node
    frozen: bool = False


class TupleNode(StoppableNode):
    """tuple: `items` one after the other, then any number of `rest`, if that is given."""

    kind = "tuple"

    items: tuple[Node, ...] = ()
    rest: Node | None = None


class DictNode(StoppableNode):
    """dict from keys of one type to values of one type; or what class `cls` makes of it.

    A defaultdict has `default_factory`, unless it is made of another.
    """

    kind = "dict"

    key: Node
    value: Node
    made_as: Literal["dict", "counter", "defaultdict", "ordered_dict"] = "dict"
    cls: type = dict
    default_factory: Callable[[], Any] | None = None


class DequeNode(StoppableNode):
    """collections.deque of items of one type."""

    kind = "deque"

    item: Node
    cls: type = deque


class IterableNode(CollectionNode):
    """Whatever has items of one type; becomes a list."""

    kind = "iterable"

    item: Node


class SequenceNode(CollectionNode):
    """collections.abc.Sequence of items of one type: a value stays of its class, but for one from JSON."""

    kind = "sequence"

    item: Node
    cls: type = Sequence


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


class NamedNode(Node):
    """What has a name by which others refer to it.

    `identity` is what was named: a class, an alias, or a generic one of these with its arguments.
    """

    name: str
    identity: Any


class EnumNode(NamedNode):
    """A member of the enumeration `cls`; in JSON the value of the member.

    `value` is of the type that values of members have. `converter` is the int, str or float that lax mode
    takes an input for before it looks for a member, where members are one themselves. With `use_values` the
    value of the member is made, and not the member.
    """

    kind = "enum"

    cls: type[enum.Enum]
    value: Node
    converter: Node | None = None
    use_values: bool = False


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


class DefinitionNode(NamedNode):
    """A type that is no class and has a name, to which others refer."""

    kind = "definition"

    inner: Node


class Reference(Node):
    """The record, named tuple or definition of that name, elsewhere: what makes types recursive.

    `label` is what is known of its label within itself, `late_label` gives it when all is compiled.
    """

    kind = "reference"

    name: str
    label: str
    late_label: Callable[[], str]


class NullableNode(Node):
    """None, or what `inner` takes."""

    kind = "nullable"

    inner: Node


class UnionNode(Node):
    """One of several types.

    `smart`: the one that a value fits best; `left_to_right`: the first that takes it. What is wrong is told
    for each member, which is called by its tag, where it has one.
    """

    kind = "union"

    members: tuple[Node, ...]
    tags: tuple[str | None, ...]
    union_mode: Literal["smart", "left_to_right"] = "smart"

    @property
    def labels(self) -> tuple[str, ...]:
        """What errors call the members."""
        return tuple(
            late_label_of(member) if tag is None else tag
            for member, tag in zip(self.members, self.tags, strict=True)
        )


class TaggedUnionNode(Node):
    """One of several types, which a tag tells apart.

    The tag is in the member `discriminator`, which the input may also call `alias`, or is what a function
    gives. `places` has for each of `tags` the index of the member that it stands for. Messages show the
    discriminator as `shown`.
    """

    kind = "tagged_union"

    members: tuple[Node, ...]
    tags: tuple[Any, ...]
    places: tuple[int, ...]
    discriminator: str | Callable[[Any], Any]
    alias: str | None = None
    shown: str


class ForeignNode(Node):
    """What another library takes, which checks and writes it: see `fasterapi.schema.foreign`."""

    kind = "foreign"

    library: Library


class CheckNode(Node):
    """An object that is an "instance" of `cls`, a "subclass" of it, or "callable", as it is.

    JSON has `inner` instead, if that is given; and it says how values are written. Without it, `method` is
    the function, such as isinstance(), that JSON has nothing to call with, or empty where it can be asked
    for JSON's values as well. What else comes is an `error` with that `message`, which names `shown`.
    """

    kind = "check"

    asks: Literal["instance", "subclass", "callable"]
    cls: Any
    error: str
    message: str
    shown: str | None = None
    method: str = ""
    inner: Node | None = None


class UncheckedNode(Node):
    """Whatever comes, written and described as `inner`."""

    kind = "unchecked"

    inner: Node


class FunctionNode(Node):
    """What `inner` takes, and a function of the user's: before it, after it, around it, or in its place.

    `info` is the class of what the function is told of the validation, if it asks.
    """

    kind = "function"

    mode: Literal["after", "before", "plain", "wrap"]
    function: Callable[..., Any]
    info: type | None = None
    inner: Node


class SerializerNode(Node):
    """What `inner` takes, written as a function makes it."""

    kind = "serializer"

    inner: Node
    serializer: Serializer
