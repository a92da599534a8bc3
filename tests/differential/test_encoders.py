"""`jsonable_encoder` against FastAPI's."""

import collections
import dataclasses
import datetime
import decimal
import enum
import ipaddress
import pathlib
import re
import uuid
from typing import Any

import fastapi.encoders
import pydantic
import pytest
from fasterapi import jsonable_encoder


class Color(enum.Enum):
    red = "r"


class Number(enum.IntEnum):
    one = 1


@dataclasses.dataclass
class Point:
    x: int
    y: Any = None


class Plain:
    def __init__(self) -> None:
        self.a = {1}
        self._sa_state = "hidden"


class Items:
    def __iter__(self) -> Any:
        return iter([("a", 1), ("_sa", 2)])


class Slotted:
    __slots__ = ()


class Model(pydantic.BaseModel):
    name: str = pydantic.Field("n", alias="Name")
    day: datetime.date | None = None


VALUES = [
    *(None, True, 5, 1.5, "text", b"bytes", [1, (2, {3})], {"a": {"b": None}}, {1: 2, None: 3}),
    *(
        Color.red,
        Number.one,
        Point(1, Point(2)),
        Plain(),
        Items(),
        Model(),
        [Model(Name="x")],
        {Color.red: Color.red},
    ),
    *(datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, 3, 4, 5, 6), datetime.time(1, 2)),  # noqa: DTZ001  (naive on purpose)
    *(datetime.timedelta(days=1, milliseconds=5), decimal.Decimal("1.50"), decimal.Decimal(10)),
    *(decimal.Decimal("1e2"), uuid.UUID(int=5), pathlib.PurePosixPath("/a"), re.compile("a+")),
    *(
        ipaddress.ip_address("::1"),
        ipaddress.ip_network("10.0.0.0/8"),
        frozenset({1}),
        collections.deque([1]),
    ),
    *((n for n in (1, 2)), pydantic.SecretStr("s"), pydantic.AnyUrl("http://a/b")),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"exclude_none": True},
        {"include": {"a", "x", "name"}},
        {"exclude": ["a", "x", "name"]},
        {"by_alias": False, "exclude_unset": True},
        {"exclude_defaults": True},
        {"custom_encoder": {int: lambda number: f"<{number}>", Point: repr}},
        {"sqlalchemy_safe": False},
    ],
    ids=repr,
)
def test_encodes_as_fastapi_does(value: Any, options: dict[str, Any]) -> None:
    if hasattr(value, "__next__"):
        value = list(value)
    assert jsonable_encoder(value, **options) == fastapi.encoders.jsonable_encoder(value, **options)


@pytest.mark.parametrize("value", [object(), Slotted()])
def test_what_has_neither_items_nor_attributes(value: Any) -> None:
    for encode in (jsonable_encoder, fastapi.encoders.jsonable_encoder):
        with pytest.raises(ValueError, match="object"):
            encode(value)
