"""Nodes of single values."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from typing import Any, ClassVar, Literal

from fasterapi.schema.kinds.base import NamedNode, Node
from fasterapi.schema.network import AnyUrl, EmailStr, parse_email


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
