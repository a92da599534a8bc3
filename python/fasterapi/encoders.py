"""Any object as what JSON has: for answers without a schema, and for users' own use."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import ipaddress
import operator
import pathlib
import re
import uuid
from collections import deque
from collections.abc import Callable, Collection, Mapping
from types import GeneratorType
from typing import Any

__all__ = ["jsonable_encoder"]

Encoders = Mapping[Any, Callable[[Any], Any]]


def number_of(value: decimal.Decimal) -> int | float:
    """A whole number without decimal places as int."""
    exponent = value.as_tuple().exponent
    return int(value) if isinstance(exponent, int) and exponent >= 0 else float(value)


#: By class, derived ones included; the first that fits.
ENCODERS: Encoders = {
    bytes: bytes.decode,
    datetime.date: operator.methodcaller("isoformat"),  # of datetime too, which is derived from it
    datetime.time: operator.methodcaller("isoformat"),
    datetime.timedelta: datetime.timedelta.total_seconds,
    decimal.Decimal: number_of,
    ipaddress.IPv4Address: str,
    ipaddress.IPv4Network: str,
    ipaddress.IPv6Address: str,
    ipaddress.IPv6Network: str,
    re.Pattern: lambda pattern: pattern.pattern,
    uuid.UUID: str,
}

#: Classes of other libraries that are written as their str() is, by name, since they may not be installed.
WRITTEN_AS_TEXT = {
    "pydantic.networks": ("AnyUrl", "NameEmail"),
    "pydantic.types": ("SecretBytes", "SecretStr"),
    "pydantic_core": ("Url",),
    "pydantic_core._pydantic_core": ("Url",),
}


def jsonable_encoder(
    obj: Any,
    include: Any = None,
    exclude: Any = None,
    by_alias: bool = True,
    exclude_unset: bool = False,
    exclude_defaults: bool = False,
    exclude_none: bool = False,
    custom_encoder: Encoders | None = None,
    sqlalchemy_safe: bool = True,
) -> Any:
    """What JSON has for an object: dicts, lists, str, numbers, bool and None.

    Models are dumped, dataclasses become objects, sets and the like lists; of any other object that is no
    mapping its attributes are taken.

    Args:
        obj: anything.
        include: the only keys or fields that are kept, of the outermost object.
        exclude: keys or fields that are not.
        by_alias: models' members are called by their aliases.
        exclude_unset: models' members that nobody set are left out.
        exclude_defaults: models' members that have their default are.
        exclude_none: keys whose value is None are.
        custom_encoder: by class, called instead of what is said here.
        sqlalchemy_safe: keys that begin with "_sa" are left out.

    Raises:
        ValueError: it has neither items nor attributes.
    """
    return Encoder(
        {
            "by_alias": by_alias,
            "exclude_unset": exclude_unset,
            "exclude_defaults": exclude_defaults,
            "exclude_none": exclude_none,
        },
        custom_encoder or {},
        sqlalchemy_safe,
    ).encode(obj, include, exclude)


class Encoder:
    """Encodes one object and what is in it."""

    def __init__(self, options: Mapping[str, bool], custom: Encoders, sqlalchemy_safe: bool) -> None:
        self._options = options
        self._custom = custom
        self._sqlalchemy_safe = sqlalchemy_safe

    def encode(self, obj: Any, include: Any = None, exclude: Any = None) -> Any:
        if self._custom and (encoder := encoder_of(obj, self._custom)):
            return encoder(obj)
        if hasattr(type(obj), "model_dump"):
            dumped = obj.model_dump(
                mode="json", include=chosen(include), exclude=chosen(exclude), **self._options
            )
            return Encoder(self._options, {}, self._sqlalchemy_safe).encode(dumped)
        if dataclasses.is_dataclass(obj) and not isinstance(obj, type):
            return self.encode(dataclasses.asdict(obj), include, exclude)
        if isinstance(obj, enum.Enum):
            return obj.value
        if isinstance(obj, pathlib.PurePath):
            return str(obj)
        if obj is None or isinstance(obj, (str, int, float)):
            return obj
        if isinstance(obj, dict):
            return self.encode_dict(obj, include, exclude)
        if isinstance(obj, (list, tuple, set, frozenset, deque, GeneratorType)):
            return [self.encode(item, include, exclude) for item in obj]
        if encoder := encoder_of(obj, ENCODERS) or encoder_by_name(obj):
            return encoder(obj)
        return self.encode(content_of(obj), include, exclude)

    def encode_dict(self, obj: dict[Any, Any], include: Any, exclude: Any) -> dict[Any, Any]:
        return {
            self.encode(key): self.encode(value)
            for key, value in obj.items()
            if (include is None or key in include)
            and (exclude is None or key not in exclude)
            and not (value is None and self._options["exclude_none"])
            and not (self._sqlalchemy_safe and isinstance(key, str) and key.startswith("_sa"))
        }


def chosen(names: Any) -> Any:
    """What `model_dump` takes: a set or a dict."""
    return set(names) if isinstance(names, Collection) and not isinstance(names, (set, dict)) else names


def encoder_of(obj: Any, encoders: Encoders) -> Callable[[Any], Any] | None:
    if encoder := encoders.get(type(obj)):
        return encoder
    return next((encoder for cls, encoder in encoders.items() if isinstance(obj, cls)), None)


def encoder_by_name(obj: Any) -> Callable[[Any], Any] | None:
    return next(
        (str for cls in type(obj).__mro__ if cls.__name__ in WRITTEN_AS_TEXT.get(cls.__module__, ())), None
    )


def content_of(obj: Any) -> Any:
    """Its items if it is a mapping or the like, else its attributes."""
    try:
        return dict(obj)
    except Exception as no_mapping:
        try:
            return vars(obj)
        except TypeError as no_attributes:
            raise ValueError([no_mapping, no_attributes]) from no_attributes
