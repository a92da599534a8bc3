"""Classes of pydantic's, msgspec's and attrs' as types here, against what those libraries say themselves."""

from __future__ import annotations

import dataclasses
import datetime
import json
from typing import Annotated, Any

import attrs
import fasterapi
import msgspec
import pydantic
import pydantic.dataclasses
import pytest
from fasterapi import _core
from fasterapi.exceptions import ValidationError
from fasterapi.openapi.json_schema import json_schema
from fasterapi.schema.compiling import compile_type
from fasterapi.testclient import TestClient

from .judge import Judge


class Tag(pydantic.BaseModel):
    name: str = pydantic.Field(max_length=3)
    day: datetime.date | None = None


class Item(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")

    price: float = pydantic.Field(alias="cost", gt=0)
    tags: list[Tag] = []
    inner: Item | None = None

    @pydantic.field_validator("price")
    @classmethod
    def even(cls, value: float) -> float:
        if value % 2:
            raise ValueError("not even")
        return value


@pydantic.dataclasses.dataclass
class Point:
    x: int
    y: int = 0


class Number(pydantic.RootModel[int]):
    pass


class Text(pydantic.BaseModel):
    name: str
    note: str = ""


@dataclasses.dataclass
class Box:
    item: Item
    points: dict[str, Point] = dataclasses.field(default_factory=dict)


TYPES = [
    Item,
    Point,
    Number,
    list[Item],
    Item | None,
    Tag | Text,
    dict[str, Point],
    tuple[Point, Number],
    Item | int,
    Box,
]

INPUTS: list[Any] = [
    None,
    1,
    "1",
    "x",
    {},
    [],
    {"cost": "4", "tags": [{"name": "a", "day": "2024-02-29"}]},
    {"cost": 3, "tags": [{"name": "long"}, 1, {}], "more": 1, "inner": {"cost": 0}},
    [{"cost": 2}, {"cost": 3}, None],
    {"x": "1"},
    {"x": "a", "y": None},
    {"a": {"x": 1}, "b": {}},
    [{"x": 1}, "7"],
    [{"x": 1}, "b"],
    {"name": "a"},
    {"name": "long", "note": "b"},
    {"item": {"cost": 2}, "points": {"a": {"x": 1}}},
    {"item": {"cost": "a"}, "points": {"a": {"x": "b"}}},
]


@pytest.mark.parametrize("annotation", TYPES, ids=str)
def test_pydantic_decides(annotation: Any):
    judge = Judge(annotation)
    for value in INPUTS:
        judge.agree(value)
        try:
            checked = judge.reference.validate_python(value)
        except pydantic.ValidationError:
            continue
        for options in ({"by_alias": True}, {"by_alias": False, "exclude_none": True}):
            told = judge.reference.dump_json(checked, **options)
            assert judge.schema.dump_json(checked, **options) == told


ADAPTERS = [
    pydantic.TypeAdapter(list[Item]),
    pydantic.TypeAdapter(dict[str, Point] | int),
    pydantic.TypeAdapter(Annotated[str, pydantic.Field(pattern="^a"), pydantic.AfterValidator(str.upper)]),
    pydantic.TypeAdapter(Tag | None, config=None),
]


@pytest.mark.parametrize("adapter", ADAPTERS, ids=repr)
def test_a_type_adapter_is_what_it_is_for(adapter: pydantic.TypeAdapter[Any]):
    """As a type, and in Annotated, where type checkers see what it stands for."""
    for ours in (adapter, Annotated[Any, adapter]):
        judge = Judge(ours, Any)
        judge.reference = adapter
        for value in [*INPUTS, "abc", {"a": {"x": 1}}]:
            judge.agree(value)
            judge.agree_on_writing(value)
        for mode in ("validation", "serialization"):
            assert json_schema(compile_type(ours), mode) == adapter.json_schema(mode=mode)
        within = _core.Schema(compile_type(list[ours]))
        with pytest.raises(ValidationError) as caught:
            within.validate_python([b""])
        assert all(error["loc"][0] == 0 for error in caught.value.errors())


@pytest.mark.parametrize("value", [Item(cost=2), Point(1, 2), Number(3), Tag(name="a")], ids=repr)
def test_an_instance_is_taken_as_it_is(value: Any):
    schema = _core.Schema(compile_type(list[type(value)]))
    assert schema.validate_python([value])[0] is value


@pytest.mark.parametrize("mode", ["validation", "serialization"])
@pytest.mark.parametrize("annotation", TYPES, ids=str)
def test_json_schema_is_pydantics(annotation: Any, mode: Any):
    ours = json_schema(compile_type(annotation), mode)
    assert ours == pydantic.TypeAdapter(annotation).json_schema(mode=mode)


def test_models_hold_each_other():
    class Ours(fasterapi.Model):
        item: Item
        point: Point | None = None

    class Theirs(pydantic.BaseModel):
        item: Item
        point: Point | None = None

    value = {"item": {"cost": 2, "tags": [{"name": "a"}]}, "point": {"x": 1}}
    ours, theirs = Ours.model_validate(value), Theirs.model_validate(value)
    for options in ({}, {"by_alias": True}, {"exclude_unset": True}, {"exclude": {"item": {"tags"}}}):
        assert ours.model_dump(**options) == theirs.model_dump(**options)
        assert ours.model_dump_json(**options) == theirs.model_dump_json(**options)
    wrong = {"item": {"cost": 3, "tags": [{}]}, "point": {"x": "a"}}
    with pytest.raises(ValidationError) as caught:
        Ours.model_validate(wrong)
    with pytest.raises(pydantic.ValidationError) as expected:
        Theirs.model_validate(wrong)
    told = [(e["type"], e["loc"], e["msg"], e["input"]) for e in caught.value.errors()]
    assert told == [(e["type"], e["loc"], e["msg"], e["input"]) for e in expected.value.errors()]


class Line(msgspec.Struct):
    count: int
    notes: list[str] = []


class Order(msgspec.Struct, rename="camel"):
    order_id: int
    lines: list[Line] = []
    day: datetime.date | None = None
    by_name: dict[str, Line] = {}


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"orderId": 1, "lines": [{"count": 2}], "day": "2024-02-29"}, None),
        ({"orderId": "1"}, ("orderId",)),
        ({"orderId": 1, "lines": [{"count": 1}, {"count": "x"}]}, ("lines", 1, "count")),
        ({"orderId": 1, "lines": [{"count": 1, "notes": [1]}]}, ("lines", 0, "notes", 0)),
        ({"orderId": 1, "byName": {"a": {"count": None}}}, ("byName", "...", "count")),
        ({}, ()),
        ([], ()),
    ],
    ids=str,
)
@pytest.mark.parametrize("strict", [True, False])
def test_msgspec_decides_about_structs(value: Any, place: Any, strict: bool):
    schema = _core.Schema(compile_type(list[Order]))
    text = json.dumps(value)
    try:
        expected = msgspec.json.decode(text, type=Order, strict=strict)
    except msgspec.ValidationError as error:
        message, _, _ = str(error).partition(" - at ")
        for validate, given in ((schema.validate_json, f"[{text}]"), (schema.validate_python, [value])):
            with pytest.raises(ValidationError) as caught:
                validate(given, strict=strict)
            (told,) = caught.value.errors()
            assert (told["type"], told["msg"], told["loc"]) == ("value_error", message, (0, *place))
    else:
        assert schema.validate_json(f"[{text}]", strict=strict) == [expected]
        assert schema.validate_python([value], strict=strict) == [expected]
        assert schema.validate_python([expected], strict=strict)[0] is expected
        assert schema.dump_json([expected]) == msgspec.json.encode([expected])


def test_the_json_schema_of_a_struct_is_msgspecs():
    (reference,), definitions = msgspec.json.schema_components([Order], ref_template="#/$defs/{name}")
    schema = json_schema(compile_type(list[Order]))
    assert schema == {"type": "array", "items": reference, "$defs": definitions}


@attrs.define
class Address:
    street: str


@attrs.define
class Person:
    name: str = attrs.field(validator=attrs.validators.min_len(2))
    _age: int = 0
    email: str | None = attrs.field(default=None, kw_only=True)
    homes: list[Address] = attrs.field(factory=list)
    size: float = attrs.field(default="1", converter=float)
    shout: str = attrs.field(init=False)
    short: str = attrs.field(default=attrs.Factory(lambda self: self.name[:2], takes_self=True))

    def __attrs_post_init__(self) -> None:
        self.shout = self.name.upper()


def test_an_attrs_class_is_made_of_its_fields():
    schema = _core.Schema(compile_type(list[Person]))
    value = {"name": "Ann", "age": "7", "email": "a", "homes": [{"street": "B"}], "size": "2"}
    expected = Person("Ann", 7, email="a", homes=[Address("B")], size="2")
    assert schema.validate_json(json.dumps([value])) == [expected]
    assert schema.validate_python([value]) == [expected]
    assert schema.validate_python([expected])[0] is expected
    assert json.loads(schema.dump_json([expected])) == [
        {
            "name": "Ann",
            "age": 7,
            "email": "a",
            "homes": [{"street": "B"}],
            "size": 2.0,
            "shout": "ANN",
            "short": "An",
        }
    ]
    assert schema.validate_json('[{"name": "Bob"}]') == [Person("Bob")]


@pytest.mark.parametrize(
    ("value", "errors"),
    [
        ({}, [("missing", ("name",))]),
        (
            {"name": 1, "age": "x", "homes": [{}]},
            [
                ("string_type", ("name",)),
                ("int_parsing", ("age",)),
                ("missing", ("homes", 0, "street")),
            ],
        ),
        ({"name": "A"}, [("value_error", ())]),  # what its validator says
        ({"name": "Ann", "size": "x"}, [("value_error", ())]),  # what its converter says
        (3, [("dataclass_type", ())]),
    ],
    ids=str,
)
def test_what_is_wrong_with_an_attrs_class(value: Any, errors: Any):
    with pytest.raises(ValidationError) as caught:
        _core.Schema(compile_type(Person)).validate_python(value)
    assert [(each["type"], each["loc"]) for each in caught.value.errors()] == errors


def test_the_json_schema_of_an_attrs_class():
    schema = json_schema(compile_type(Person))
    assert schema["required"] == ["name"]
    assert schema["properties"]["age"] == {"type": "integer", "default": 0, "title": "Age"}
    assert schema["properties"]["homes"]["items"] == {"$ref": "#/$defs/Address"}
    assert "size" in schema["properties"]


SCORES = pydantic.TypeAdapter(dict[str, int])


def test_a_handler_takes_and_returns_them():
    app = fasterapi.App()

    @app.post("/items", response_model=Item)
    def make(item: Item) -> Any:
        return {"cost": item.price * 2, "tags": item.tags}

    @app.post("/orders")
    def order(order: Order) -> Order:
        return order

    @app.post("/scores", response_model=SCORES)
    def scores(scores: Annotated[dict[str, int], SCORES]) -> Any:
        return {name: str(score + 1) for name, score in scores.items()}

    @app.get("/lines")
    def lines(line: Annotated[Line, fasterapi.Query()]) -> Line:
        return line

    @app.post("/people")
    def person(person: Person) -> list[Person]:
        return [person]

    with TestClient(app) as client:
        answer = client.post("/items", json={"cost": 2, "tags": [{"name": "a"}]})
        assert (answer.status_code, answer.json()) == (
            200,
            {"cost": 4.0, "tags": [{"name": "a", "day": None}], "inner": None},
        )
        answer = client.post("/items", json={"cost": 3, "tags": [{}]})
        assert answer.status_code == 422
        assert [each["loc"] for each in answer.json()["detail"]] == [
            ["body", "cost"],
            ["body", "tags", 0, "name"],
        ]
        assert client.post("/orders", json={"orderId": 1}).json()["orderId"] == 1
        answer = client.post("/orders", json={"orderId": 1, "lines": [{"count": "x"}]})
        assert answer.json()["detail"][0]["loc"] == ["body", "lines", 0, "count"]
        assert client.post("/scores", json={"a": "1"}).json() == {"a": 2}
        answer = client.post("/scores", json={"a": "x"})
        assert answer.json()["detail"][0]["loc"] == ["body", "a"]
        assert client.get("/lines?count=2&notes=a").json() == {"count": 2, "notes": ["a"]}
        assert client.get("/lines?count=x").json()["detail"][0]["loc"] == ["query", "count"]
        assert client.post("/people", json={"name": "Ann"}).json()[0]["shout"] == "ANN"
        document = client.get("/openapi.json").json()
        schemas = document["components"]["schemas"]
        assert {"Address", "Item", "Line", "Order", "Person", "Tag"} <= {
            name.removesuffix("-Input").removesuffix("-Output") for name in schemas
        }
        parameters = document["paths"]["/lines"]["get"]["parameters"]
        assert [one["name"] for one in parameters] == ["count", "notes"]
        body = document["paths"]["/items"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert body["$ref"].removeprefix("#/components/schemas/") in schemas
