"""What model_config and Field() say of models, against pydantic."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Iterator
from typing import Annotated, Any

import pytest

from tests.differential.scenarios import Scenario, compare

SCENARIOS: list[Scenario] = []


def scenario(function: Scenario) -> Scenario:
    SCENARIOS.append(function)
    return function


@pytest.mark.parametrize("program", SCENARIOS, ids=lambda program: program.__name__)
def test_config(program: Scenario) -> None:
    compare(program)


@scenario
def members_that_are_no_fields(lib: Any) -> Iterator[Any]:
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
def names_and_aliases(lib: Any) -> Iterator[Any]:
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
            lastName: str = "b"  # noqa: N815
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
def attributes(lib: Any) -> Iterator[Any]:
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
def texts(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        model_config = lib.ConfigDict(
            str_strip_whitespace=True, str_to_upper=True, str_min_length=2, str_max_length=4
        )
        name: str
        names: list[str] = []  # noqa: RUF012
        other: Annotated[str, lib.Field(max_length=6)] = ""

    yield lambda: Item(name=" ab ", names=[" cd"], other="abcdef")
    yield lambda: Item(name=" a ", names=["abcde"], other="abcdefg")
    yield lambda: Item.model_validate_json('{"name": " abc"}')


@scenario
def bytes_in_json(lib: Any) -> Iterator[Any]:
    texts = (
        *(
            "",
            "a",
            "ab",
            "abc",
            "abcd",
            "abcde",
            "YQ==",
            "YQ=",
            "YQ",
            "YR==",
            "YWI",
            "YWJ",
            "=",
            "==",
            "a=",
            "ab=c",
        ),
        *(
            "ab==ab==",
            "_-8",
            "+/8",
            "_+8",
            "+_8",
            "abc\n",
            "a.cde",
            "a.cd.",
            "00ff",
            "0F",
            "0g",
            "g0",
            "0",
            "zz",
        ),
        *("\u00e9", "\u20ac", "'a", "\\a", "\x00a", "\x7fa", "\n\n", "\u00ad"),
    )
    for val in ("utf8", "base64", "hex"):
        for ser in ("utf8", "base64", "hex"):

            class Item(lib.BaseModel):
                model_config = lib.ConfigDict(val_json_bytes=val, ser_json_bytes=ser)
                data: bytes
                by: dict[bytes, int] = {}  # noqa: RUF012
                short: Annotated[bytes | None, lib.Field(max_length=2)] = None
                either: bytes | str | int = 0

            for text in texts:
                quoted = json.dumps({"data": text})
                either = json.dumps({"data": "", "either": text})
                yield lambda model=Item, either=either: model.model_validate_json(either)
                yield lambda model=Item, text=text: model(data=text)
                yield lambda model=Item, quoted=quoted: model.model_validate_json(quoted)
                if ser != "utf8":  # what is no UTF-8 raises an exception of another class here
                    yield lambda model=Item, quoted=quoted: model.model_validate_json(
                        quoted
                    ).model_dump_json()
            for data in (b"", b"a", b"ab", b"abc"):
                yield lambda model=Item, data=data: model(data=data, by={data: 1}).model_dump_json()
                yield lambda model=Item, data=data: model(data=data).model_dump(mode="json")
            yield lambda model=Item: model.model_validate_json(
                '{"data": "00", "by": {"YWJj": 1}, "short": "YWJj"}'
            )
            yield lambda model=Item: model.model_validate_json(
                '{"data": "00", "by": {"0001": 1}, "short": "000102"}'
            )
            yield Item.model_json_schema
            yield lambda model=Item: model.model_json_schema(mode="serialization")


@scenario
def strictness(lib: Any) -> Iterator[Any]:
    class Inner(lib.BaseModel):
        x: int = 1

    class Strict(lib.BaseModel):
        model_config = lib.ConfigDict(strict=True)
        x: int = 1
        inner: Inner | None = None
        ratio: float = 1

    class Outer(lib.BaseModel):
        strict: Strict
        x: Annotated[int, lib.Field(strict=True)] = 1

    for value in (
        {"x": "1"},
        {"inner": {"x": "1"}, "ratio": 2},
        {"strict": {"x": "1"}, "x": "1"},
        {"strict": {"inner": {"x": "1"}}},
    ):
        for model in (Inner, Strict, Outer):
            for strict in (None, True, False):
                yield lambda model=model, value=value, strict=strict: model.model_validate(
                    value, strict=strict
                )


@scenario
def defaults(lib: Any) -> Iterator[Any]:
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


@scenario
def instances_that_do_not_change(lib: Any) -> Iterator[Any]:
    class Frozen(lib.BaseModel):
        model_config = lib.ConfigDict(frozen=True)
        x: int = 1
        y: str = "a"

    class Single(lib.BaseModel, frozen=True):
        x: int = 1

    class Partly(lib.BaseModel):
        x: int = lib.Field(1, frozen=True)
        y: int = 2

    def assign(model: Any, name: str, value: Any) -> Any:
        item = model()
        setattr(item, name, value)
        return item

    def delete(model: Any, name: str) -> Any:
        item = model()
        delattr(item, name)
        return item

    for model in (Frozen, Single, Partly):
        for name in ("x", "y", "nothing"):
            yield lambda model=model, name=name: assign(model, name, 5)
            yield lambda model=model, name=name: delete(model, name)
    yield lambda: hash(Frozen()) == hash(Frozen(x="1")) == hash((1, "a"))
    yield lambda: hash(Single()) == hash(1)
    yield lambda: {Frozen(): 1}[Frozen()]
    yield lambda: hash(Partly())


@scenario
def assignment(lib: Any) -> Iterator[Any]:
    class Free(lib.BaseModel):
        x: int = 1

        @property
        def twice(self) -> int:
            return self.x * 2

        @twice.setter
        def twice(self, value: int) -> None:
            self.x = value // 2

        def method(self) -> None: ...

    class Checked(Free):
        model_config = lib.ConfigDict(validate_assignment=True)
        items: list[int] = []  # noqa: RUF012

    def assign(model: Any, name: str, value: Any) -> Any:
        item = model()
        setattr(item, name, value)
        return item

    for model in (Free, Checked):
        for name, value in (
            ("x", "3"),
            ("x", "q"),
            ("items", ["1"]),
            ("items", ["q"]),
            ("nothing", 1),
            ("twice", 8),
        ):
            yield lambda model=model, name=name, value=value: assign(model, name, value)


@scenario
def what_is_written(lib: Any) -> Iterator[Any]:
    class Part(lib.BaseModel):
        x: int
        y: int = 2

    class Whole(lib.BaseModel):
        a: list[Part] = []  # noqa: RUF012
        b: dict[str, Part] = {}  # noqa: RUF012
        c: Part | None = None
        t: tuple[Part, int] | None = None
        any: Any = None

    whole = Whole(
        a=[Part(x=1), Part(x=2), Part(x=3)],
        b={"k": {"x": 1}, "l": {"x": 2}},
        c={"x": 2},
        t=(Part(x=1), 2),
        any={"m": [Part(x=4), 1], "n": {"o": 1}},
    )
    chosen: list[Any] = [
        {"a"},
        ["a"],
        frozenset(["a"]),
        "a",
        set(),
        {},
        [1],
        {"a": {0}},
        {"a": [0]},
        {"a": {0: True, -1: ...}},
        {"a": {0: {"x"}, "__all__": {"y"}}},
        {"a": {"__all__": {"x"}, "zz": 1}},
        {"a": {"__all__": True, 0: {"x"}}},
        {"a": {"__all__": {"x"}, 0: True}},
        {"a": {"__all__"}},
        {"a": {}},
        {"a": set()},
        {"a": None},
        {"a": False},
        {"a": {0: False}},
        {"b": {"k"}},
        {"b": {"k": {"x"}}},
        {"b": {"__all__": {"x"}}},
        {"c": {"x"}},
        {"c": {"x": {"z"}}},
        {"c": "x"},
        {"t": {0}},
        {"t": {-1}},
        {"t": {0: {"x"}, 1: ...}},
        {"any": {"m": {0: {"x"}}}},
        {"any": {"n": {"o"}}},
    ]
    for choice in chosen:
        yield lambda choice=choice: whole.model_dump(include=choice)
        yield lambda choice=choice: whole.model_dump(exclude=choice)
        yield lambda choice=choice: whole.model_dump(mode="json", include=choice)
        yield lambda choice=choice: whole.model_dump(mode="json", exclude=choice)
    yield lambda: whole.model_dump(include={"c": {"x"}}, exclude={"c"})
    yield lambda: whole.model_dump(include={"a": {0}}, exclude={"a": {0: {"x"}}})
    yield lambda: whole.model_dump_json(indent=2)
    yield lambda: Whole(any=whole).model_dump_json()
    yield lambda: Whole(any=[whole, {"x": whole}]).model_dump()


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
def dataclasses_inside(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        part: Partial

    yield lambda: Item(part={"x": 1, "y": 5})
    yield lambda: Item(part={"x": 1}).model_dump()
    yield lambda: Item.model_validate_json('{"part": {"x": 1, "y": 5}}').model_dump_json()


@scenario
def settings_that_there_are_not(lib: Any) -> Iterator[Any]:
    class Titled(lib.BaseModel):
        model_config = lib.ConfigDict(title="A Title")
        x: int

    yield lambda: Titled()
    yield lambda: Titled.model_validate(1)
    yield lambda: Titled.model_config
