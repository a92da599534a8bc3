"""What models are read from, against pydantic: aliases, attributes, extra members, defaults."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from typing import Any

from tests.differential.scenarios import scenario


@scenario
def test_members_that_are_no_fields(lib: Any) -> Iterator[Any]:
    inputs: list[dict[Any, Any]] = [
        {},
        {"x": 2, "z": 3, "a": [1]},
        {"z": 3, "x": "q", "a": 4},
        {1: 2, "z": 3, "y": "q"},
        {"xx": 3, "x": 4},
    ]
    for extra in ("ignore", "allow", "forbid"):

        class Item(lib.BaseModel, extra=extra):
            x: int = lib.Field(1, alias="xx")
            y: int = 2

        class ByName(Item):
            model_config = lib.ConfigDict(validate_by_name=True)

        for model in (Item, ByName):
            for value in inputs:
                yield lambda model=model, value=value: model.model_validate(value)
                yield lambda model=model, value=value: model.model_validate(value).model_dump()
            for text in ('{"z": 3, "xx": 1, "a": {"b": [1]}, "z": 5}', '{"x": 1}', '{"x": 1, "xx": 2}'):
                yield lambda model=model, text=text: model.model_validate_json(text)
                yield lambda model=model, text=text: model.model_validate_json(text).model_dump_json()
            yield lambda model=model: model.model_validate({"z": None}).model_dump(exclude_none=True)
            yield lambda model=model: model.model_validate({"z": 1}).model_dump(exclude_unset=True)
            yield lambda model=model: model.model_validate({"z": 1}).model_dump(exclude={"z"})
            yield lambda model=model: model.model_validate({"z": 1}).z
            yield lambda model=model: model.model_validate({"z": 1}) == model.model_validate({"z": 2})

    class Typed(lib.BaseModel, extra="allow"):
        __pydantic_extra__: dict[str, int]
        x: int = 1

    yield lambda: Typed(a="3", x="2")
    yield lambda: Typed(a="q")
    yield lambda: Typed.model_validate_json('{"a": "3"}').model_dump_json()

    def changed() -> Any:
        item = Typed(a=1)
        item.b = 5
        before = (item.b, item.model_extra, sorted(item.model_fields_set))
        del item.b
        return before, repr(item), hasattr(item, "b"), item.model_dump()

    yield changed


@scenario
def test_names_and_aliases(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        model_config = lib.ConfigDict(populate_by_name=True, extra="forbid")

        x: int = lib.Field(alias="X")
        y: int = lib.Field(2, alias="Y", validation_alias=lib.AliasChoices("YY", lib.AliasPath("n", 0, "k")))

    for value in (
        {"x": 1},
        {"X": 1, "x": 2},
        {"x": 1, "n": [{"k": 5}]},
        {"x": 1, "YY": [{"k": 5}]},
        {"x": 1, "n": [{"k": "a"}]},
        {"x": 1, "n": "text"},
        {"x": 1, "y": "q"},
        {},
    ):
        yield lambda value=value: Item.model_validate(value)
        for by in (
            {"by_name": False},
            {"by_alias": False},
            {"by_alias": True},
            {"by_alias": False, "by_name": True},
        ):
            yield lambda value=value, by=by: Item.model_validate(value, **by)
    yield lambda: Item.model_validate_json('{"X": 1, "n": [{"k": 5}]}')
    yield lambda: Item.model_validate_json('{"X": 1, "n": []}', by_name=True)
    yield lambda: Item.model_validate_json('{"x": 1}', by_name=True, by_alias=False)
    yield lambda: Item(X=1).model_dump(by_alias=True)

    class Several(lib.BaseModel):
        y: int = lib.Field(2, serialization_alias="Y", validation_alias="V")
        z: int = lib.Field(2, alias="Z", validation_alias="V")
        q: int = lib.Field(validation_alias=lib.AliasChoices("a", "b"))
        w: int = lib.Field(validation_alias=lib.AliasPath("p", "b"))

    yield lambda: Several()
    yield lambda: Several(V=3, a=3, p={"b": "7"})
    yield lambda: Several(V=3, a=3, p={"b": "x"})
    yield lambda: Several(V=3, b=3, p={"b": 1}).model_dump(by_alias=True)
    yield lambda: Several.model_validate_json('{"b": 3, "p": {"b": 1}}')

    for make in (
        lib.alias_generators.to_camel,
        lib.alias_generators.to_pascal,
        lib.alias_generators.to_snake,
    ):

        class Generated(lib.BaseModel):
            model_config = lib.ConfigDict(alias_generator=make, serialize_by_alias=True)

            first_name: str = "a"
            lastName: str = "b"  # noqa: N815  (to be changed by the generator)
            own: str = lib.Field("c", alias="its_own")

        yield lambda model=Generated: model.model_validate(
            {"firstName": "1", "FirstName": "2", "first_name": "3", "last_name": "4", "its_own": "5"}
        )
        yield lambda model=Generated: model().model_dump()
        yield lambda model=Generated: model().model_dump_json(by_alias=False)

    class Half(lib.BaseModel):
        model_config = lib.ConfigDict(
            alias_generator=lib.AliasGenerator(serialization_alias=lib.alias_generators.to_camel)
        )
        first_name: str

    yield lambda: Half(first_name="a").model_dump(by_alias=True)


class Record:
    """Any object with attributes."""

    def __init__(self, **attributes: Any) -> None:
        self.__dict__.update(attributes)

    def __repr__(self) -> str:
        return "Record"


class Failing:
    @property
    def x(self) -> int:
        raise ValueError("no")

    def __repr__(self) -> str:
        return "Failing"


@scenario
def test_attributes(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        model_config = lib.ConfigDict(from_attributes=True)

        x: int
        y: int = lib.Field(3, alias="Y")
        z: Item | None = None

    class Plain(lib.BaseModel):
        x: int
        inner: Item | None = None

    for value in (
        Record(x=1),
        Record(x="2", Y=4, y=5),
        Record(x=1, z=Record(x="q")),
        Record(),
        Failing(),
        Record,
        3,
        "a",
        (1, 2),
        {"x": 1},
        {"x": 1, "z": Record(x=1)},
        types.MappingProxyType({"x": 1}),
    ):
        yield lambda value=value: Item.model_validate(value)
        yield lambda value=value: Item.model_validate(value, from_attributes=False)
        yield lambda value=value: Plain.model_validate(value)
        yield lambda value=value: Plain.model_validate(value, from_attributes=True)
        yield lambda value=value: Plain.model_validate({"x": 1, "inner": value})


@scenario
def test_defaults(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        a: int = "not checked"
        b: int = lib.Field("checked", validate_default=True)

    class Checked(lib.BaseModel):
        model_config = lib.ConfigDict(validate_default=True)
        a: int = "3"
        b: int = lib.Field("x", validate_default=False)
        c: list[int] = lib.Field(default_factory=lambda: ["7"])

    class Made(lib.BaseModel):
        y: int = 1
        z: int = 1
        x: int = lib.Field(default_factory=lambda data: sum(data.values()))
        items: list[int] = lib.Field(default_factory=list)

    yield lambda: Item()
    yield lambda: Item(b=1)
    yield lambda: Checked()
    yield lambda: Checked.model_validate_json("{}")
    yield lambda: Made(z=5)
    yield lambda: Made.model_validate_json('{"y": 3}')
    yield lambda: Made(x=3).model_dump(exclude_defaults=True)
    yield lambda: Made(x=3, y=True, items=[]).model_dump(exclude_defaults=True)
    yield lambda: Made.model_fields["y"].get_default()

    def both() -> Any:
        return lib.Field(1, default_factory=int)

    yield both

    class Required(lib.BaseModel):
        a: int = ...
        b: int = lib.Field(...)

    yield lambda: Required()


@dataclasses.dataclass
class Partial:
    """A dataclass with members that its input does not have."""

    x: int
    y: int = dataclasses.field(init=False, default=2)
    z: list[int] = dataclasses.field(init=False, default_factory=list)
    late: int = dataclasses.field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.late = self.x


@scenario
def test_dataclasses_inside(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        part: Partial

    yield lambda: Item(part={"x": 1, "y": 5})
    yield lambda: Item(part={"x": 1}).model_dump()
    yield lambda: Item.model_validate_json('{"part": {"x": 1, "y": 5}}').model_dump_json()
