"""Classes of other libraries as types: of pydantic and msgspec, which check and write them, and of attrs.

What is here looks at classes only, and never imports a library that the program has not imported.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, Literal, NamedTuple, Protocol

from fasterapi.exceptions import ValidationError

__all__ = [
    "AttrsField",
    "ForeignField",
    "Library",
    "attrs_factory",
    "attrs_fields",
    "is_adapter",
    "is_attrs_class",
    "library_of",
]

Schemas = tuple[dict[str, Any], Mapping[str, dict[str, Any]]]


class ForeignField(NamedTuple):
    """A member of a class, as one has to know it to look for it in a query, in header fields and the like."""

    name: str
    keys: tuple[str, ...]
    """What the input may call it, the first before the second."""
    type: Any


class Library(Protocol):
    """What the engine and the writer of JSON Schema ask of a class's library."""

    label: str
    """What errors call it."""
    module: str
    """Where it is declared."""
    classes: tuple[type, ...]
    """What its values are instances of; empty where only the library can tell."""

    @property
    def extra(self) -> str:
        """What becomes of members of the input that are no fields: "allow", "forbid" or "ignore"."""

    def fields(self) -> Iterable[ForeignField]:
        """The members of a class; none, if there are several classes, or it has none."""

    def validate(
        self,
        value: Any,
        is_json: bool,
        strict: bool | None,
        from_attributes: bool | None,
        by_alias: bool | None,
        by_name: bool | None,
        /,
    ) -> Any:
        """The value that an input stands for; ValidationError, or pydantic's, says what is wrong with it."""

    def write(
        self,
        value: Any,
        include: Any,
        exclude: Any,
        by_alias: bool | None,
        exclude_unset: bool,
        exclude_defaults: bool,
        exclude_none: bool,
        /,
    ) -> bytes:
        """The JSON of a value."""

    def dump(
        self,
        value: Any,
        include: Any,
        exclude: Any,
        by_alias: bool | None,
        exclude_unset: bool,
        exclude_defaults: bool,
        exclude_none: bool,
        /,
    ) -> Any:
        """A value with a dict in the place of every record in it."""

    def json_schema(self, mode: Literal["validation", "serialization"], *, by_alias: bool) -> Schemas:
        """A schema, and the definitions that references in it and in them, "#/$defs/NAME", lead to."""


def library_of(types: Sequence[Any]) -> Library | None:
    """Who checks a class, a union of some, or what a TypeAdapter is for; None: nobody but the engine."""
    if all(map(is_pydantic_class, types)):
        return pydantic_of(types)
    if len(types) != 1:
        return None
    (one,) = types
    if is_adapter(one):
        return Pydantic(one, (), one.validator.title)
    return Msgspec(one) if is_struct(one) else None


def is_pydantic_class(cls: Any) -> bool:
    """A pydantic model or dataclass; not a class that only inherits from such a dataclass."""
    return isinstance(cls, type) and "__pydantic_validator__" in vars(cls)


def is_adapter(value: Any) -> bool:
    """A pydantic.TypeAdapter: an object, not a class."""
    library = sys.modules.get("pydantic")
    return library is not None and isinstance(value, library.TypeAdapter)


def is_struct(cls: Any) -> bool:
    return isinstance(cls, type) and hasattr(cls, "__struct_fields__") and "msgspec" in sys.modules


def pydantic_of(classes: Sequence[type]) -> Pydantic:
    names = ",".join(cls.__name__ for cls in classes)
    label = names if len(classes) == 1 else f"union[{names}]"
    return Pydantic(sys.modules["pydantic"].TypeAdapter(reduce(or_, classes)), tuple(classes), label)


class Pydantic:
    """What a TypeAdapter is for, by the validator and serializer of pydantic-core that it has."""

    def __init__(self, adapter: Any, classes: tuple[type, ...], label: str) -> None:
        self.classes = classes
        self.module = classes[0].__module__ if classes else "pydantic"
        self.label = label
        self._adapter = adapter
        self._to_json: Callable[[Any], bytes] = sys.modules["pydantic_core"].to_json

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pydantic) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> tuple[Any, ...]:
        return self.classes or (self._adapter,)

    def _config(self) -> Mapping[str, Any]:
        (cls,) = self.classes
        return getattr(cls, "model_config", None) or getattr(cls, "__pydantic_config__", None) or {}

    @property
    def extra(self) -> str:
        """See Library."""
        return self._config().get("extra") or "ignore" if len(self.classes) == 1 else "ignore"

    def fields(self) -> Iterable[ForeignField]:
        """See Library. Of an alias that is a path, or a choice of some, only the names count."""
        if len(self.classes) != 1:
            return
        config = self._config()
        by_name = config.get("validate_by_name") or config.get("populate_by_name")
        for name, field in self.classes[0].__pydantic_fields__.items():  # type: ignore[attr-defined]  # pydantic's
            alias = field.validation_alias or field.alias or name
            choices = getattr(alias, "choices", (alias,))
            keys = tuple(choice for choice in choices if isinstance(choice, str))
            if config.get("validate_by_alias") is False or not keys:
                keys = (name,)
            yield ForeignField(
                name, tuple(dict.fromkeys((*keys, name) if by_name else keys)), field.annotation
            )

    def validate(
        self,
        value: Any,
        is_json: bool,
        strict: bool | None,
        from_attributes: bool | None,
        by_alias: bool | None,
        by_name: bool | None,
    ) -> Any:
        """See Library. What is decoded JSON becomes JSON again, since some types take more from it."""
        asked = {"strict": strict, "by_alias": by_alias, "by_name": by_name}
        if is_json:
            return self._adapter.validate_json(self._to_json(value), **asked)
        return self._adapter.validate_python(value, from_attributes=from_attributes, **asked)

    def write(
        self,
        value: Any,
        include: Any,
        exclude: Any,
        by_alias: bool | None,
        exclude_unset: bool,
        exclude_defaults: bool,
        exclude_none: bool,
    ) -> bytes:
        """See Library."""
        written: bytes = self._adapter.dump_json(
            value,
            include=include,
            exclude=exclude,
            by_alias=by_alias,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
        )
        return written

    def dump(
        self,
        value: Any,
        include: Any,
        exclude: Any,
        by_alias: bool | None,
        exclude_unset: bool,
        exclude_defaults: bool,
        exclude_none: bool,
    ) -> Any:
        """See Library."""
        return self._adapter.dump_python(
            value,
            include=include,
            exclude=exclude,
            by_alias=by_alias,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
        )

    def json_schema(self, mode: Literal["validation", "serialization"], *, by_alias: bool) -> Schemas:
        """See Library."""
        schemas, document = self._adapter.json_schemas([(0, mode, self._adapter)], by_alias=by_alias)
        return schemas[0, mode], document.get("$defs", {})


# "Expected `int`, got `str` - at `$.lines[0].name`"; "[...]" is a member of a dict.
STRUCT_ERROR = re.compile(r"(?P<message>.*?)(?: - at (?P<key>`key` in )?`\$(?P<path>.*)`)?", re.DOTALL)
STRUCT_PLACE = re.compile(r"\.(?P<name>[^.\[]+)|\[(?P<index>\d+)\]|\[\.\.\.\]")


class Msgspec:
    """A Struct, by msgspec."""

    def __init__(self, cls: type) -> None:
        self.classes: tuple[type, ...] = (cls,)
        self.label = cls.__name__
        self.module = cls.__module__
        self._library = sys.modules["msgspec"]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Msgspec) and self.classes == other.classes

    def __hash__(self) -> int:
        return hash(self.classes)

    @property
    def extra(self) -> str:
        """See Library."""
        (cls,) = self.classes
        config = cls.__struct_config__  # type: ignore[attr-defined]  # a Struct has it
        return "forbid" if config.forbid_unknown_fields else "ignore"

    def fields(self) -> Iterable[ForeignField]:
        """See Library."""
        for one in self._library.structs.fields(self.classes[0]):
            yield ForeignField(one.name, (one.encode_name,), one.type)

    def validate(
        self,
        value: Any,
        is_json: bool,
        strict: bool | None,
        from_attributes: bool | None,
        by_alias: bool | None,
        by_name: bool | None,
    ) -> Any:
        """See Library. msgspec stops at the first error, which it tells in words of its own."""
        del by_alias, by_name  # msgspec's names are the struct's alone
        (cls,) = self.classes
        if isinstance(value, cls) and not is_json:
            return value
        try:
            return self._library.convert(
                value, cls, strict=bool(strict), from_attributes=bool(from_attributes), str_keys=is_json
            )
        except self._library.ValidationError as error:
            found = STRUCT_ERROR.fullmatch(str(error))
            message, place = (found["message"], struct_place(found)) if found else (str(error), ())
            told = {"type": "value_error", "loc": place, "msg": message, "input": value}
            raise ValidationError([told], self.label) from None

    def write(
        self,
        value: Any,
        include: Any,
        exclude: Any,
        by_alias: bool | None,
        exclude_unset: bool,
        exclude_defaults: bool,
        exclude_none: bool,
    ) -> bytes:
        """See Library. What is left out is the struct's own matter: `omit_defaults`, UNSET."""
        del include, exclude, by_alias, exclude_unset, exclude_defaults, exclude_none
        written: bytes = self._library.json.encode(value)
        return written

    def dump(
        self,
        value: Any,
        include: Any,
        exclude: Any,
        by_alias: bool | None,
        exclude_unset: bool,
        exclude_defaults: bool,
        exclude_none: bool,
    ) -> Any:
        """See Library."""
        del include, exclude, by_alias, exclude_unset, exclude_defaults, exclude_none
        return self._library.to_builtins(value)

    def json_schema(self, mode: Literal["validation", "serialization"], *, by_alias: bool) -> Schemas:
        """See Library; msgspec knows one schema for both ways."""
        del mode, by_alias
        (schema,), definitions = self._library.json.schema_components(
            self.classes, ref_template="#/$defs/{name}"
        )
        return schema, definitions


def struct_place(found: re.Match[str]) -> tuple[str | int, ...]:
    """Where in the input msgspec found an error; "..." stands for a key, which it does not tell."""
    places = STRUCT_PLACE.finditer(found["path"] or "")
    place = tuple(each["name"] or (int(each["index"]) if each["index"] else "...") for each in places)
    return (*place, "[key]") if found["key"] else place


class AttrsField(NamedTuple):
    """A field of an attrs class: what the class's constructor is told of it."""

    name: str
    type: Any
    alias: str
    init: bool
    required: bool
    default: Any
    """`missing`, as `attrs_fields` was told, where there is none or the instance itself is asked for it."""
    default_factory: Callable[[], Any] | None
    converts: bool
    """The constructor takes what its converter takes, and not the type."""


def is_attrs_class(cls: Any) -> bool:
    """A class that attrs made, or one that inherits from such a class."""
    return isinstance(cls, type) and hasattr(cls, "__attrs_attrs__")


def attrs_fields(cls: Any, hints: Mapping[str, Any], missing: Any) -> Iterable[AttrsField]:
    """The fields of an attrs class, those given by name only last, as errors are told."""
    nothing = sys.modules["attr"].NOTHING
    for one in sorted(cls.__attrs_attrs__, key=lambda each: bool(each.kw_only)):
        has_default = one.default is not nothing
        makes = has_default and isinstance(one.default, sys.modules["attr"].Factory)
        yield AttrsField(
            name=one.name,
            type=hints.get(one.name, Any if one.type is None else one.type),
            alias=one.alias,
            init=one.init,
            required=one.init and not has_default,
            default=one.default if has_default and not makes else missing,
            default_factory=one.default.factory if makes and not one.default.takes_self else None,
            converts=one.converter is not None,
        )


def attrs_factory(cls: Any) -> Callable[[dict[str, Any]], Any]:
    """Makes an instance of fields by their names, through the class, so that its validators run."""
    aliases = {one.name: one.alias for one in cls.__attrs_attrs__}

    def make(values: dict[str, Any]) -> Any:
        return cls(**{aliases[name]: value for name, value in values.items()})

    return make
