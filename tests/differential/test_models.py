"""Model against pydantic's BaseModel: the same class bodies, the same inputs, the same outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from tests.differential.scenarios import scenario


@scenario
def test_fields_and_defaults(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        kind: ClassVar[str] = "thing"
        name: str
        price: float = 0
        tags: list[str] = []
        ratio: int = lib.Field(default=3, gt=2)
        made: list[int] = lib.Field(default_factory=list)

    yield lambda: Item(name="a")
    yield lambda: Item(name="a", price="1.5", tags=("x",), unknown=1)
    yield lambda: Item(name=1, price="x", ratio=1)
    yield lambda: Item()
    yield lambda: Item("a")
    yield lambda: Item.model_validate({"name": "a", "ratio": "7"})
    yield lambda: Item.model_validate({"name": "a", "ratio": "7"}, strict=True)
    yield lambda: Item.model_validate(Item(name="a"))
    yield lambda: Item.model_validate(3)
    yield lambda: Item.model_validate([("name", "a")])
    yield lambda: Item.model_validate_json('{"name": "a", "other": [1, {"a": 2}], "ratio": 9}')
    yield lambda: Item.model_validate_json('{"name": "a", "ratio": "9"}')
    yield lambda: Item.model_validate_json(b'{"ratio": 1, "made": {}}')
    yield lambda: Item.model_validate_json("[]")
    yield lambda: Item.model_validate_json('{"name": "a", "name": "b"}')
    yield lambda: Item.kind
    yield lambda: list(Item.model_fields)
    yield lambda: [field.is_required() for field in Item.model_fields.values()]
    yield lambda: str(Item(name="a"))
    yield lambda: Item(name="a") == Item(name="a")
    yield lambda: Item(name="a") == Item(name="a", ratio=3)
    yield lambda: Item(name="a") == {"name": "a"}
    yield lambda: Item(name="a") == Item(name="b")
    yield lambda: list(Item(name="a"))
    yield lambda: dict(Item(name="a"))
    yield lambda: Item(name="a").tags is Item(name="a").tags
    yield lambda: Item(name="a").nothing
    yield lambda: hash(Item(name="a"))


@scenario
def test_writing(lib: Any) -> Iterator[Any]:
    class Part(lib.BaseModel):
        size: int = 1
        label: str | None = None

    class Item(lib.BaseModel):
        name: str = lib.Field(alias="fullName")
        secret: str = lib.Field("s", exclude=True)
        part: Part | None = None
        parts: list[Part] = lib.Field(default_factory=list)
        by_name: dict[str, Part] = {}
        pair: tuple[Part, int] = (Part(), 1)

    item = Item(fullName="é", part={"label": "x"}, parts=[Part(), {"size": 2}], by_name={"a": {}})
    for options in (
        {},
        {"by_alias": True},
        {"by_alias": False},
        {"exclude_unset": True},
        {"exclude_defaults": True},
        {"exclude_none": True},
        {"exclude_unset": True, "exclude_none": True, "by_alias": True},
    ):
        yield lambda options=options: item.model_dump(**options)
        yield lambda options=options: item.model_dump(mode="json", **options)
        yield lambda options=options: item.model_dump_json(**options)
    yield lambda: Item(fullName="a").model_dump()


@scenario
def test_numbers_that_json_does_not_have(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel, extra="allow"):
        x: float = 0.0
        y: Any = None

    for number in (float("nan"), float("inf"), -float("inf")):
        for value in (number, [1.5, number], {"a": (number, None)}):
            yield lambda value=value: Item(y=value, z=value).model_dump_json()
        yield lambda number=number: Item(x=number).model_dump_json()
    yield lambda: Item.model_validate_json('{"x": 1e400, "y": [-1e400], "z": 1e400}').model_dump_json()


@scenario
def test_inheritance(lib: Any) -> Iterator[Any]:
    class Named(lib.BaseModel):
        name: str
        size: int = 1

        def shout(self) -> str:
            return self.name.upper()

    class Priced(lib.BaseModel):
        price: float = 0

    class Mixin:
        def twice(self) -> str:
            return self.name * 2

    class Item(Named, Priced):
        size: int = 7
        more: int = 2

    class Mixed(Mixin, Item):
        more: int

    yield lambda: Item(name="a")
    yield lambda: Item(name="a", price=2, size=3).shout()
    yield lambda: Mixed(name="a", more=3).twice()
    yield lambda: Mixed(name="a")
    yield lambda: list(Mixed.model_fields)
    yield lambda: Named(name="a") == Item(name="a", size=7)
    yield lambda: Named.model_validate(Item(name="a"))

    class Holder(lib.BaseModel):
        named: Named

    yield lambda: Holder(named=Item(name="a"))
    yield lambda: Holder(named=Mixed(name="a", more=1)).model_dump()
    yield lambda: Holder(named=Mixed(name="a", more=1)).model_dump_json()
    yield lambda: Holder(named=Priced())

    class Holding(lib.BaseModel):
        # Item has the fields of this one at other places.
        priced: Priced
        named: Named

    for item in (Item(name="a", price=2), Item(name="a", size=7), Mixed(name="a", more=1)):
        yield lambda item=item: Holding(priced=item, named=item).model_dump_json()
        yield lambda item=item: Holding(priced=item, named=item).model_dump_json(exclude_unset=True)
        yield lambda item=item: Holding(priced=item, named=item).model_dump(exclude_unset=True)


@scenario
def test_recursion(lib: Any) -> Iterator[Any]:
    class Tree(lib.BaseModel):
        name: str
        children: list[Tree] = []
        parent: Tree | None = None

    yield lambda: Tree(name="a", children=[{"name": "b", "children": [{"name": "c"}]}], parent=Tree(name="d"))
    yield lambda: Tree(name="a", children=[{"nam": "b"}], parent={"name": 1})
    yield lambda: Tree.model_validate_json('{"name": "a", "children": [{"name": "b"}, {"name": "c"}]}')
    yield lambda: Tree(name="a", children=[Tree(name="b")]).model_dump_json(exclude_unset=True)

    def loop() -> Any:
        tree: dict[str, Any] = {"name": "a"}
        tree["parent"] = tree
        try:
            return Tree.model_validate(tree)
        except lib.ValidationError as error:
            return [(e["type"], e["loc"], e["msg"]) for e in error.errors()]

    yield loop
