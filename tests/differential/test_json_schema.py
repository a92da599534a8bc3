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
import enum
import ipaddress
import json
import pathlib
import types
import uuid
from collections.abc import Callable, Iterable, Mapping, MutableSequence, MutableSet, Sequence, Set
from typing import Annotated, Any, Generic, Literal, NamedTuple, NotRequired, Optional, TypeVar, Union

import annotated_types
import fasterapi.models
import fasterapi.schema.aliases
import fasterapi.schema.fields
import pydantic
import pytest
from fasterapi.models import Model, RootModel
from fasterapi.openapi import keywords
from fasterapi.openapi.json_schema import JsonSchemas, Root, json_schema, nodes_in
from fasterapi.openapi.keywords import JsonSchemaWarning
from fasterapi.schema import nodes
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.functions import AfterValidator, PlainValidator
from fasterapi.schema.serializing import PlainSerializer
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import TypeAliasType, TypedDict, deprecated  # pydantic wants these before 3.12

from tests.effort import examples

Field = Callable[..., Any]
Maker = Callable[[Field], Any]

MODES: tuple[Literal["validation"], Literal["serialization"]] = ("validation", "serialization")


def agree(make: Maker) -> None:
    """Both write the same text, so the order of members is the same, too."""
    node = compile_type(make(fasterapi.schema.fields.Field))
    reference: pydantic.TypeAdapter[Any] = pydantic.TypeAdapter(make(pydantic.Field))
    for mode in MODES:
        for by_alias in (None, True, False):
            ours = json_schema(node, mode, by_alias=by_alias)
            assert shown(ours) == shown(reference.json_schema(mode=mode, by_alias=by_alias))


def shown(schema: Any) -> str:
    return json.dumps(schema, indent=1)


def agree_together(makers: list[Maker]) -> None:
    """As an OpenAPI document needs them: all definitions in one place, each type read and written."""
    roots = [
        Root(number, compile_type(make(fasterapi.schema.fields.Field)), mode)
        for number, make in enumerate(makers)
        for mode in MODES
    ]
    inputs = [
        (number, mode, pydantic.TypeAdapter(make(pydantic.Field)).core_schema)
        for number, make in enumerate(makers)
        for mode in MODES
    ]
    template = "#/components/schemas/{model}"
    expected, definitions = GenerateJsonSchema(ref_template=template).generate_definitions(inputs)
    ours, our_definitions = JsonSchemas(ref_template=template).of_all(roots)
    assert our_definitions == definitions
    assert ours == expected


@dataclasses.dataclass
class Plain:
    number: int
    text: str = "a"


@dataclasses.dataclass
class Described:
    """What it is for.

    And more of it.
    """

    plain: Plain
    made: list[Plain] = dataclasses.field(default_factory=list)
    maybe_plain: Plain | None = None
    _hidden_name_: int = 1
    for_init: dataclasses.InitVar[int] = 2
    UPPERCase: float = 1.5


@deprecated("no longer")
@dataclasses.dataclass
class Deprecated:
    a: int


@dataclasses.dataclass
class Tree:
    name: str
    children: list[Tree] = dataclasses.field(default_factory=list)
    parent: Tree | None = None


@dataclasses.dataclass
class Left:
    right: Right | None = None
    tree: Tree | None = None


@dataclasses.dataclass
class Right:
    left: Left | None = None


class Row(TypedDict):
    """A row."""

    key: int
    described: NotRequired[Described]


class PartialRow(TypedDict, total=False):
    row: Row
    rows: list[Row]


def another(module: str) -> Any:
    """A class that is called as one of another module is."""
    made = dataclasses.make_dataclass("Plain", [("other", int)])
    made.__module__ = module
    return made


def documented_dataclass(field: Field) -> Any:
    def add(schema: dict[str, Any]) -> None:
        schema["title"] = schema["title"].upper()
        schema["x-keys"] = sorted(schema)

    return dataclasses.make_dataclass(
        "Documented",
        [
            ("old", Annotated[int, field(deprecated=True)]),
            ("new", Annotated[int, field(deprecated=False)]),
            ("why", Annotated[int, field(deprecated="use new")]),
            ("extra", Annotated[int, field(json_schema_extra={"x-a": b"1", "type": "float"})]),
            ("call", Annotated[int, field(title="t", json_schema_extra=add)]),
            ("date", Annotated[datetime.date, field(json_schema_extra={"type": "x", "format": "y"})]),
            ("path", Annotated[pathlib.Path, field(json_schema_extra={"format": "y"})]),
            ("here", Annotated[Plain, field(title="Plain", description="of this place")]),
            ("again", Annotated[Plain, field(title="Plain")]),
            ("inner", Annotated[int | None, field(description="outer")]),
            ("items", list[Annotated[int, field(title="An item", examples=[])]]),
            ("keys", dict[Annotated[str, field(title="a", min_length=2)], Annotated[int, field(title="b")]]),
            ("plain", int, field(title="Any title", description="Some words", examples=[1, 2.5, b"a", {3}])),
            (
                "both",
                Annotated[int, field(title="a", description="b", json_schema_extra={"x": 1, "y": 1})],
                field(default=1, description="c", json_schema_extra={"y": 2}),
            ),
            ("many", Annotated[int, field(title="a"), field(title="b", gt=1)], field(default=None)),
            ("alias", int, field(default=0, alias="anAlias")),
            ("read", int, field(default=0, validation_alias="whenRead")),
            ("written", int, field(default=0, serialization_alias="when_written")),
            ("hidden", int, field(default=0, exclude=True)),
            ("made", set[int], field(default_factory=set)),
            ("with_default", set[int], field(default=frozenset({3, 1, 2}))),
            ("dict_default", dict[str, Any], field(default={"b": (1, b"x"), "a": [None]})),
            ("plain_default", Plain, field(default=Plain(1))),
        ],
    )


def documented_row(field: Field) -> Any:
    return TypedDict(  # type: ignore[operator]  # its members are made here, which mypy cannot follow
        "DocumentedRow",
        {
            "a": Annotated[int, field(title="x", alias="A")],
            "b": Annotated[NotRequired[int], field(description="x")],
            "c": NotRequired[Annotated[int, field(description="x", exclude=True)]],
        },
    )


def model(field: Field, name: str, annotations: dict[str, Any], **values: Any) -> Any:
    """A Model of the package that `field` is of."""
    base: Any = pydantic.BaseModel if field is pydantic.Field else Model
    namespace = {"__annotations__": annotations, "__module__": __name__, "__qualname__": name, **values}
    return type(base)(name, (base,), namespace)


def item(field: Field) -> Any:
    annotations = {"name": Annotated[str, field(min_length=1, description="Its name")], "price": float}
    return model(
        field, "Item", annotations, price=field(default=1.5, title="What it costs"), __doc__="A thing."
    )


def order(field: Field) -> Any:
    made = item(field)
    row = model(field, "OrderRow", {"item": made, "count": int, "plain": Plain}, count=1)
    annotations = {"rows": list[row], "first": made | None, "tree": Tree, "plain": Plain}
    return model(field, "Order", annotations, first=None, plain=field(alias="aPlain"))


def node_of_models(field: Field) -> Any:
    made = model(field, "Knot", {"next": "Knot | None", "plain": "Plain", "knots": "list[Knot]"}, next=None)
    if field is pydantic.Field:
        made.model_rebuild(_types_namespace={"Knot": made, "Plain": Plain})
    return made


def pets(field: Field) -> Any:
    cat = model(field, "Cat", {"kind": Literal["cat", "lion"], "lives": int}, lives=9)
    dog = model(field, "Dog", {"kind": Literal["dog"], "name": str}, kind="dog")
    return Annotated[cat | dog, field(discriminator="kind")]


def owner_of_pets(field: Field) -> Any:
    return model(field, "Owner", {"pet": pets(field), "pets": list[pets(field)] | None}, pets=None)


def odd_tags(field: Field) -> Any:
    one = model(field, "One", {"tag": Annotated[Literal[1, None], field(alias="aTag")]})
    two = model(field, "Two", {"tag": Annotated[Literal[2], field(alias="aTag")]})
    return Annotated[one | two, field(discriminator="tag", description="Which")]


def configured(field: Field, config: dict[str, Any], **values: Any) -> Any:
    annotations = {"a": int, "b": Annotated[str, field(alias="bAlias")], "c": Plain}
    return model(field, "Configured", annotations, model_config=config, **values)


def add_class(schema: dict[str, Any], cls: type) -> None:
    schema["x-class"] = cls.__name__


def with_aliases(field: Field) -> Any:
    choices, path = (
        (pydantic.AliasChoices, pydantic.AliasPath)
        if field is pydantic.Field
        else (fasterapi.schema.aliases.AliasChoices, fasterapi.schema.aliases.AliasPath)
    )
    members = {
        "a": field(validation_alias=choices("first", "second")),
        "b": field(validation_alias=path("deep", 0)),
        "c": field(validation_alias=choices(path("deep", 1), "third", path("x"))),
        "e": field(alias="both", serialization_alias="out"),
    }
    return model(field, "WithAliases", dict.fromkeys(members, int), **members)


def computing(field: Field) -> Any:
    package: Any = pydantic if field is pydantic.Field else fasterapi.models

    class Rectangle(package.BaseModel):  # type: ignore[misc,name-defined]  # of either
        width: int
        maybe: int | None = None
        plain: Plain = Plain(1)
        untold: int = 1

        @package.computed_field
        @property
        def area(self) -> int:
            """How large."""
            return self.width

        @package.computed_field(alias="theAlias", title="T", description="D")
        @property
        def of_it(self) -> Plain:
            return Plain(1)

        @package.field_serializer("width")
        def write_width(self, value: int) -> str:
            return str(value)

        @package.field_serializer("maybe", when_used="unless-none")
        def write_maybe(self, value: int) -> list[str]:
            return [str(value)]

        @package.field_serializer("untold")
        def write_untold(self, value):
            return value

    Rectangle.__qualname__ = "Rectangle"
    return Rectangle


def serialized_model(field: Field) -> Any:
    package: Any = pydantic if field is pydantic.Field else fasterapi.models

    class Text(package.BaseModel):  # type: ignore[misc,name-defined]  # of either
        a: int

        @package.model_serializer
        def write(self) -> dict[str, int]:
            return {}

    return Text


def root_model(field: Field, kind: Any, name: str, **values: Any) -> Any:
    base: Any = pydantic.RootModel if field is pydantic.Field else RootModel
    return type(base)(
        name,
        (base,),
        {"__annotations__": {"root": kind}, "__module__": __name__, "__qualname__": name, **values},
    )


def generic_models(field: Field) -> Any:
    base: Any = pydantic.BaseModel if field is pydantic.Field else Model
    annotations = {"content": T, "others": list[T]}
    namespace = {
        "__annotations__": annotations,
        "__module__": __name__,
        "__qualname__": "Page",
        "__doc__": "Of it.",
    }
    page = types.new_class("Page", (base, Generic[T]), exec_body=lambda body: body.update(namespace))
    return tuple[page[int], page[Plain], page[list[str]], page[page[int]], page]


@dataclasses.dataclass
class WithMetadata:
    by_name: int = dataclasses.field(kw_only=True)
    first: int
    told: int = dataclasses.field(
        default=5, metadata={"title": "T", "description": "D", "gt": 3, "alias": "x", "mine": object()}
    )


@dataclasses.dataclass
class Strict:
    __pydantic_config__ = {"extra": "forbid", "title": "Very strict", "json_schema_extra": {"x-a": 1}}  # noqa: RUF012

    a: int
    plain: Plain | None = None


class OpenRow(TypedDict):
    __pydantic_config__ = {"extra": "allow"}  # type: ignore[misc]  # noqa: RUF012  (as pydantic documents it)

    a: int


T = TypeVar("T")


class Place(NamedTuple):
    x: int
    label: str = "here"


class Linked(NamedTuple):
    value: int
    next: Linked | None = None


@dataclasses.dataclass
class Box(Generic[T]):
    content: T
    others: list[T] = dataclasses.field(default_factory=list)


class BoxRow(TypedDict, Generic[T]):
    a: T
    b: NotRequired[Box[T]]


class GenericPlace(NamedTuple, Generic[T]):
    a: T
    b: tuple[T, ...] = ()


Short = TypeAliasType("Short", Annotated[str, annotated_types.MaxLen(2)])
Anything = TypeAliasType("Anything", "dict[str, Anything] | list[Anything] | str | int")
Many = TypeAliasType("Many", T | list[T], type_params=(T,))


def of_library(field: Field, name: str) -> Any:
    """A type that both libraries have by this name."""
    return getattr(pydantic if field is pydantic.Field else fasterapi, name)


class Color(enum.Enum):
    """Has a docstring."""

    RED = 1
    DAY = datetime.date(2024, 1, 2)
    NONE = None


class Level(enum.IntEnum):
    LOW = 1


class Word(enum.StrEnum):
    X = "x"


def same(value: Any) -> Any:
    return value


class Leaf(pydantic.BaseModel):
    """A model of pydantic's."""

    size: int = pydantic.Field(default=1, alias="length")


class Twig(pydantic.BaseModel):
    leaves: list[Leaf]
    twigs: list[Twig] = []


CASES: dict[str, Maker] = {
    "model of pydantic's": lambda field: Leaf,
    "models of pydantic's": lambda field: tuple[Twig, Leaf | None],
    "pattern": lambda field: Annotated[str, field(pattern="^a", max_length=3)],
    "pattern of keys": lambda field: dict[Annotated[str, field(pattern="^a")], int],
    "serializer": lambda field: list[
        Annotated[int, PlainSerializer(str, str), pydantic.PlainSerializer(str, return_type=str)]
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
    "union of unions": lambda field: Literal["a"] | (Plain | Row) | Optional[Plain],  # noqa: UP045
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
    make = lambda field: dataclasses.make_dataclass("Odd", [("a", Any, field(default=object))])  # noqa: E731
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
    schema = json_schema(compile_type(list[Annotated[kind, ours]]))["items"]  # type: ignore[valid-type]
    assert schema == {"type": "string", "description": "d", **extra}
    theirs = pydantic.Field(description="d", json_schema_extra=extra)
    reference: pydantic.TypeAdapter[Any] = pydantic.TypeAdapter(list[Annotated[kind, theirs]])  # type: ignore[valid-type]
    assert reference.json_schema()["items"]["format"] == ("said" if kind is datetime.date else format)


# What a type is documented with; texts that title() and cleandoc() change among them.
words = st.sampled_from(["a", "a_b", "Two words", " x\n  y", "ß", ""])
documentation = st.fixed_dictionaries(
    {},
    optional={
        "title": words,
        "description": words,
        "examples": st.lists(st.sampled_from([1, "a", None, b"x", [1.5]]), max_size=2),
        "json_schema_extra": st.dictionaries(
            # "format" is in CASES: of a Path pydantic's own counts (test_what_is_said_of_a_type_is_there).
            st.sampled_from(["title", "x-a", "pattern", "default", "description"]),
            words,
            max_size=2,
        ),
    },
)
deprecations = st.fixed_dictionaries(
    {}, optional={"deprecated": st.sampled_from([True, False, "why", ""])}
)  # of members only
lengths = st.fixed_dictionaries(
    {}, optional={"min_length": st.integers(0, 3), "max_length": st.integers(3, 6)}
)
int_bounds = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("gt", "ge", "lt", "le"), st.integers(-5, 5)) | {"multiple_of": st.integers(1, 5)},
)
float_bounds = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("gt", "ge", "lt", "le"), st.sampled_from([-1.5, 0.0, 2.0, float("inf")]))
)


def fixed(kind: Any) -> Maker:
    return lambda field: kind


def annotated(make: Maker, said: dict[str, Any]) -> Maker:
    return lambda field: Annotated[make(field), field(**said)] if said else make(field)


def inside(container: Callable[..., Any], *makers: Maker) -> Maker:
    return lambda field: container(*(make(field) for make in makers))


def bounded(kind: Any, bounds: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Maker]:
    return st.builds(annotated, st.just(fixed(kind)), bounds)


scalars = st.one_of(
    st.sampled_from(
        [
            None,
            bool,
            Any,
            Literal["a"],
            Literal[1, "b", None],
            Plain,
            Described,
            Tree,
            Row,
            Color,
            Place,
            Short,
            datetime.timedelta,
            decimal.Decimal,
            uuid.UUID,
            pathlib.Path,
        ]
    ).map(fixed),
    bounded(int, int_bounds),
    bounded(float, float_bounds),
    bounded(str, lengths),
    bounded(bytes, lengths),
)
defaults = st.sampled_from(
    [
        *(None, 0, "x", 1.5, b"y", (1, {2}), {"a": Plain(1)}, True),
        *(datetime.date(2020, 1, 2), decimal.Decimal("1.50"), uuid.UUID(int=1), datetime.timedelta(1, 2)),
    ]
)
# Mostly different: classes of one name and module are numbered as they are met, which CASES has.
class_names = st.integers(0, 2**30).map("Class{}".format)
NAMES = ("a", "a_b", "aB", "_c_", "d")


@st.composite
def dataclasses_of(draw: st.DrawFn, types: st.SearchStrategy[Maker]) -> Maker:
    name = draw(class_names)
    members = [
        (
            member,
            draw(types),
            draw(documentation)
            | draw(deprecations)
            | draw(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "default": defaults,
                        "alias": words.filter(bool),
                        "serialization_alias": words.filter(bool),
                        "exclude": st.booleans(),
                    },
                )
            ),
        )
        for member in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
    ]
    doc = draw(words)

    def make(field: Field) -> Any:
        fields = [(member, kind(field), field(**said)) for member, kind, said in members]
        return dataclasses.make_dataclass(name, fields, namespace={"__doc__": doc})

    return make


@st.composite
def models_of(draw: st.DrawFn, types: st.SearchStrategy[Maker]) -> Maker:
    name, doc = draw(class_names), draw(words)
    members = {
        member: (draw(types), draw(documentation) | draw(deprecations), draw(st.none() | st.tuples(defaults)))
        for member in draw(st.lists(st.sampled_from(["a", "a_b", "aB", "d"]), max_size=3, unique=True))
    }

    def make(field: Field) -> Any:
        annotations = {member: annotated(kind, said)(field) for member, (kind, said, _) in members.items()}
        values = {member: default[0] for member, (_, _, default) in members.items() if default}
        return model(field, name, annotations, __doc__=doc, **values)

    return make


@st.composite
def typed_dicts_of(draw: st.DrawFn, types: st.SearchStrategy[Maker]) -> Maker:
    name = draw(class_names)
    members = {
        member: (draw(types), draw(documentation) | draw(deprecations), draw(st.booleans()))
        for member in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
    }

    def make(field: Field) -> Any:
        kinds = {member: annotated(kind, said)(field) for member, (kind, said, _) in members.items()}
        return TypedDict(  # type: ignore[operator]  # its members are made here, which mypy cannot follow
            name,
            {member: kind if members[member][2] else NotRequired[kind] for member, kind in kinds.items()},
        )

    return make


kinds = st.recursive(
    st.builds(annotated, scalars, documentation),
    lambda inner: st.builds(
        annotated,
        st.one_of(
            st.builds(inside, st.just(lambda kind: list[kind]), inner),
            st.builds(inside, st.just(lambda kind: set[kind]), inner),
            st.builds(inside, st.just(lambda kind: tuple[kind, ...]), inner),
            st.builds(inside, st.just(lambda one, two: tuple[one, two]), inner, inner),
            st.builds(inside, st.just(lambda kind: Optional[kind]), inner),  # noqa: UP045  (of None, too)
            st.builds(inside, st.just(lambda key, kind: dict[key, kind]), bounded(str, lengths), inner),
            st.builds(inside, st.just(lambda one, two: Union[one, two]), inner, inner),  # noqa: UP007  (as above)
            dataclasses_of(inner),
            models_of(inner),
            typed_dicts_of(inner),
        ),
        documentation,
    ),
    max_leaves=6,
)


@settings(max_examples=examples(300))
@given(kinds)
def test_same_schema_of_any_type(make: Maker) -> None:
    agree(make)


@settings(max_examples=examples(150))
@given(st.lists(kinds, min_size=2, max_size=4))
def test_same_definitions_of_any_types(makers: list[Maker]) -> None:
    agree_together(makers)
