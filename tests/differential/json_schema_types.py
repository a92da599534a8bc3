"""Types whose JSON Schema is compared; what says something by Field() is made with the one of either."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import pathlib
import types
from typing import Annotated, Any, Generic, Literal, NamedTuple, NotRequired, TypeVar

import annotated_types
import fasterapi.models
import fasterapi.schema.aliases
import pydantic
from fasterapi.models import Model, RootModel
from typing_extensions import TypeAliasType, TypedDict, deprecated  # pydantic wants these before 3.12

from tests.differential.json_schema_judge import Field


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
    __pydantic_config__ = {"extra": "forbid", "title": "Very strict", "json_schema_extra": {"x-a": 1}}  # noqa: RUF012  (as pydantic documents it)

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
