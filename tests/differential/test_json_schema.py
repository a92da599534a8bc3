"""JSON Schema of types against pydantic 2.14.3's `TypeAdapter(...).json_schema()`: the same text.

A type is made twice, with the Field() of either. Different on purpose: a default that is NaN or an infinity
is null here, where pydantic has a number that no JSON can have; what is said of a path or an IP address is
there.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import ipaddress
import pathlib
import uuid
from collections.abc import Callable, Iterable, Mapping, MutableSequence, MutableSet, Sequence, Set
from typing import Annotated, Any, Literal, Optional

import fasterapi.schema.fields
import pydantic
import pytest
from fasterapi.openapi import keywords
from fasterapi.openapi.json_schema import JsonSchemas, json_schema, nodes_in
from fasterapi.openapi.keywords import JsonSchemaWarning
from fasterapi.schema import nodes
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.functions import AfterValidator, PlainValidator
from fasterapi.schema.markers import InstanceOf, SkipValidation
from fasterapi.schema.serializing import PlainSerializer

from tests.differential.json_schema_judge import MODES, Maker, agree, agree_together
from tests.differential.json_schema_types import (
    Anything,
    Box,
    BoxRow,
    Color,
    Deprecated,
    Described,
    GenericPlace,
    Leaf,
    Left,
    Level,
    Linked,
    Many,
    OpenRow,
    PartialRow,
    Place,
    Plain,
    Right,
    Row,
    Short,
    Strict,
    Tree,
    Twig,
    WithMetadata,
    Word,
    add_class,
    another,
    computing,
    configured,
    documented_dataclass,
    documented_row,
    generic_models,
    item,
    node_of_models,
    odd_tags,
    of_library,
    order,
    owner_of_pets,
    pets,
    root_model,
    same,
    serialized_model,
    with_aliases,
)

CASES: dict[str, Maker] = {
    "classes and functions": lambda field: tuple[type[int], Callable[[int], str] | int],
    "instances": lambda field: Annotated[list[int], InstanceOf(), pydantic.InstanceOf()],
    "model of pydantic's": lambda field: Leaf,
    "models of pydantic's": lambda field: tuple[Twig, Leaf | None],
    "pattern": lambda field: Annotated[str, field(pattern="^a", max_length=3)],
    "pattern of keys": lambda field: dict[Annotated[str, field(pattern="^a")], int],
    "serializer": lambda field: list[
        Annotated[int, PlainSerializer(str, str), pydantic.PlainSerializer(str, return_type=str)]
    ],
    "values that nobody looks at": lambda field: list[
        Annotated[int, SkipValidation(), pydantic.SkipValidation()]
    ],
    "validator function after": lambda field: list[
        Annotated[int, AfterValidator(same), pydantic.AfterValidator(same)]
    ],
    "validator function in its place": lambda field: list[
        Annotated[int, PlainValidator(same), pydantic.PlainValidator(same)]
    ],
    "collections": lambda field: tuple[
        collections.deque[int],
        collections.OrderedDict[str, int],
        collections.defaultdict[str, int],
        collections.Counter[str],
    ],
    "abstract collections": lambda field: tuple[
        Sequence[int], Iterable[int], MutableSequence[str], Mapping[str, int], Set[int], MutableSet[int]
    ],
    "bounded deque": lambda field: Annotated[collections.deque[int], field(min_length=1, max_length=3)],
    "named tuple": lambda field: Place,
    "named tuples": lambda field: list[Place],
    "named tuples that hold themselves": lambda field: Linked,
    "generic class": lambda field: Box[int],
    "generic classes": lambda field: tuple[Box[int], Box[str], Box[Place], Box[list[int]], Box],
    "generic typed dict": lambda field: list[BoxRow[str]],
    "generic named tuple": lambda field: list[GenericPlace[int]],
    "alias": lambda field: Short,
    "aliases": lambda field: list[Short],
    "alias as member": lambda field: dataclasses.make_dataclass("WithAlias", [("a", Short), ("b", Place)]),
    "alias of what holds itself": lambda field: Anything,
    "generic alias": lambda field: list[Many[int]],
    "any": lambda field: Any,
    "object": lambda field: object,
    "none": lambda field: None,
    "bool": lambda field: bool,
    "int": lambda field: Annotated[int, field(gt=1, ge=2, lt=10, le=9, multiple_of=2)],
    "float": lambda field: Annotated[float, field(gt=1, ge=2, lt=10, le=9.5, multiple_of=0.5)],
    "float without bounds": lambda field: Annotated[float, field(ge=float("-inf"), lt=float("inf"))],
    "str": lambda field: Annotated[str, field(min_length=0, max_length=3)],
    "bytes": lambda field: Annotated[bytes, field(min_length=1, max_length=3)],
    "date": lambda field: Annotated[datetime.date, field(gt=datetime.date(2024, 1, 2))],
    "datetime": lambda field: datetime.datetime,
    "time": lambda field: dict[datetime.time, datetime.time],
    "timedelta": lambda field: datetime.timedelta,
    "decimal": lambda field: decimal.Decimal,
    "decimal with bounds": lambda field: Annotated[
        decimal.Decimal, field(gt=0.5, le=decimal.Decimal("Infinity"), multiple_of=2, max_digits=3)
    ],
    "uuid": lambda field: dict[uuid.UUID, uuid.UUID],
    "path": lambda field: pathlib.Path,
    "addresses": lambda field: tuple[
        ipaddress.IPv4Address, ipaddress.IPv6Network, ipaddress.IPv4Interface, ipaddress.IPv6Address
    ],
    "urls": lambda field: tuple[of_library(field, "AnyUrl"), of_library(field, "HttpUrl")],
    "email": lambda field: of_library(field, "EmailStr"),
    "enum": lambda field: Color,
    "enum of texts": lambda field: dict[Word, Word | None],
    "enums": lambda field: tuple[Color, Color, Level],
    "documented enum": lambda field: list[Annotated[Color, field(title="One")]],
    "one literal": lambda field: Literal["a"],
    "literals": lambda field: Literal[1, 2],
    "booleans": lambda field: Literal[True, False],
    "literals of many types": lambda field: Literal["a", 1, None, b"b"],
    "literal none": lambda field: Literal[None],
    "list": lambda field: Annotated[list[int], field(min_length=1, max_length=3)],
    "list of anything": lambda field: list,
    "set": lambda field: Annotated[set[int], field(min_length=1)],
    "frozenset": lambda field: frozenset[str],
    "tuple": lambda field: tuple[int, str],
    "no tuple": lambda field: tuple[()],
    "tuple of many": lambda field: tuple[int, ...],
    "tuple of anything": lambda field: tuple,
    "dict": lambda field: Annotated[dict[str, int], field(min_length=1, max_length=3)],
    "dict of anything": lambda field: dict,
    "dict by numbers": lambda field: dict[int, Plain],
    "optional": lambda field: int | None,
    "optional any": lambda field: Optional[Any],  # noqa: UP045  (not a type, so not with |)
    "optional none": lambda field: list[None] | None,
    "described optional": lambda field: Annotated[
        Annotated[int, field(title="in")] | None, field(title="out")
    ],
    "dataclass": lambda field: Plain,
    "described": lambda field: Described,
    "described here": lambda field: Annotated[Described, field(description="otherwise")],
    "deprecated": lambda field: Deprecated,
    "twice": lambda field: tuple[Plain, Plain, Described],
    "tree": lambda field: Tree,
    "list of trees": lambda field: list[Tree],
    "left and right": lambda field: Left,
    "right and left": lambda field: tuple[Right, Left],
    "typed dict": lambda field: Row,
    "partial": lambda field: PartialRow,
    "documented": documented_dataclass,
    "documented row": documented_row,
    "only read": lambda field: dataclasses.make_dataclass(
        "OnlyRead", [("a", list[Tree], field(exclude=True))]
    ),
    "union": lambda field: int | str | Plain | list[int] | int,
    "union with none": lambda field: int | str | None,
    "union in a union": lambda field: Annotated[int | str, field(title="a")] | bytes,
    "union of unions": lambda field: Literal["a"] | (Plain | Row) | Optional[Plain],  # noqa: UP045  (as written)
    "model": item,
    "models": order,
    "models that hold themselves": node_of_models,
    "list of those": lambda field: list[node_of_models(field)],
    "described model": lambda field: Annotated[item(field), field(title="Here", examples=[{"name": "a"}])],
    "model that forbids": lambda field: configured(field, {"extra": "forbid", "title": "Other title"}),
    "model that allows": lambda field: configured(field, {"extra": "allow"}, __doc__="Open."),
    "model with typed extra": lambda field: configured(
        field, {"extra": "allow"}, __annotations__={"a": int, "__pydantic_extra__": dict[str, Plain]}
    ),
    "model by names": lambda field: configured(field, {"validate_by_alias": False, "validate_by_name": True}),
    "model by both": lambda field: configured(field, {"populate_by_name": True}),
    "model with extras": lambda field: configured(
        field, {"json_schema_extra": {"examples": [{"a": 1}], "x-b": "c"}, "frozen": True}
    ),
    "model with a function": lambda field: configured(field, {"json_schema_extra": add_class}),
    "model with generated aliases": lambda field: configured(field, {"alias_generator": str.upper}),
    "model of short texts": lambda field: configured(field, {"str_max_length": 5, "str_min_length": 1}),
    "aliases of many kinds": with_aliases,
    "computed fields and serializers": computing,
    "written by a function": serialized_model,
    "several written by a function": lambda field: list[serialized_model(field)],
    "root model": lambda field: root_model(field, list[int], "Numbers"),
    "described root models": lambda field: tuple[
        root_model(field, Annotated[int, field(description="in", title="T")], "One"),
        root_model(
            field, dict[str, Plain], "Two", __doc__="Doc.", root=field(description="other", examples=[{}])
        ),
        root_model(field, int, "Three", root=5),
        root_model(field, Plain, "Four", root=field(json_schema_extra={"x": 1})),
    ],
    "generic models": generic_models,
    "dataclass with metadata": lambda field: WithMetadata,
    "dataclass with config": lambda field: Strict,
    "typed dict with config": lambda field: OpenRow,
    "pets": pets,
    "owner of pets": owner_of_pets,
    "odd tags": odd_tags,
    "optional pets": lambda field: Annotated[pets(field) | None, field(title="A pet")],
    "two of a name": lambda field: tuple[Plain, another("some.where")],
    "three of a name": lambda field: tuple[Plain, another("some.where"), another("some.where")],
    "twice the same": lambda field: tuple[another("here"), another("there")],
    "twice the same name": lambda field: tuple[another("here"), another("here")],
}


@pytest.mark.parametrize("name", CASES)
def test_same_schema(name: str) -> None:
    agree(CASES[name])


def test_same_definitions() -> None:
    agree_together(list(CASES.values()))


@pytest.mark.parametrize("mode", MODES)
def test_models_give_their_schema(mode: Any) -> None:
    options = {"mode": mode, "ref_template": "#/{model}", "by_alias": False}
    ours, theirs = order(fasterapi.schema.fields.Field), order(pydantic.Field)
    assert ours.model_json_schema(**options) == theirs.model_json_schema(**options)
    assert ours.model_json_schema() == theirs.model_json_schema()


def test_bytes_in_openapi() -> None:
    schemas = JsonSchemas(octets=True)
    assert schemas.of(nodes.BytesNode(max_length=3), "validation") == {
        "type": "string",
        "contentMediaType": "application/octet-stream",
        "maxLength": 3,
    }


def test_every_kind_of_node_is_written_and_tested() -> None:
    kinds = {
        made.kind
        for name in nodes.__all__
        if isinstance(made := getattr(nodes, name), type)
        and issubclass(made, nodes.Node)
        and made not in (nodes.MembersNode, nodes.Node)  # what is within a function before a record
    }
    assert set(keywords.BY_KIND) | {"model", "reference"} == kinds
    tested = set[str]()
    for make in CASES.values():
        tested |= {node.kind for node in nodes_in(compile_type(make(fasterapi.schema.fields.Field)))}
    assert tested == kinds


def test_what_has_no_json_is_left_out_with_a_warning() -> None:
    make = lambda field: dataclasses.make_dataclass("Odd", [("a", Any, field(default=object))])  # noqa: E731  (as CASES has them)
    reference: pydantic.TypeAdapter[Any] = pydantic.TypeAdapter(make(pydantic.Field))
    with pytest.warns(pydantic.json_schema.PydanticJsonSchemaWarning):
        expected = reference.json_schema()
    with pytest.warns(JsonSchemaWarning, match="a: its default <class 'object'> is left out"):
        assert json_schema(compile_type(make(fasterapi.schema.fields.Field))) == expected


@dataclasses.dataclass
class Numbers:
    a: float = float("nan")
    b: dict[str, float] = dataclasses.field(default_factory=lambda: {"c": float("inf")})


def test_numbers_that_json_lacks_are_null() -> None:
    assert json_schema(compile_type(Numbers))["properties"]["a"]["default"] is None


@pytest.mark.parametrize(
    ("kind", "format"), [(pathlib.Path, "path"), (ipaddress.IPv4Address, "ipv4"), (datetime.date, "date")]
)
def test_what_is_said_of_a_type_is_there(kind: type, format: str) -> None:  # noqa: A002  (the keyword)
    """Also where it is no member: there pydantic leaves some of it out (docs/validation.md)."""
    extra = {"format": "said", "x-a": 1}
    ours = fasterapi.schema.fields.Field(description="d", json_schema_extra=extra)
    schema = json_schema(compile_type(list[Annotated[kind, ours]]))["items"]
    assert schema == {"type": "string", "description": "d", **extra}
    theirs = pydantic.Field(description="d", json_schema_extra=extra)
    reference: pydantic.TypeAdapter[Any] = pydantic.TypeAdapter(list[Annotated[kind, theirs]])
    assert reference.json_schema()["items"]["format"] == ("said" if kind is datetime.date else format)
