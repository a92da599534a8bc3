"""How classes of models are made and what their instances do, against pydantic."""

from __future__ import annotations

import copy
import functools
import pickle
from collections.abc import Iterator
from typing import Any, ClassVar, Generic, TypeVar

from tests.differential.scenarios import scenario

T = TypeVar("T")
U = TypeVar("U")
Bound = TypeVar("Bound", bound=int)


@scenario
def test_generic_classes(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        name: str

    class Page(lib.BaseModel, Generic[T]):
        items: list[T]
        best: T | None = None
        total: int = 0

    class Pair(Page[T], Generic[T, U]):
        other: U
        both: dict[str, tuple[T, U]] = {}

    class Numbers(Page[int]):
        extra: str = ""

    class Small(lib.BaseModel, Generic[Bound]):
        x: Bound

    class Tree(lib.BaseModel, Generic[T]):
        value: T
        children: list[Tree[T]] = []

    yield lambda: Page(items=[1, "a"])
    yield lambda: Page[int](items=["1", 2])
    yield lambda: Page[int](items=["x"], best="y")
    yield lambda: Page[Item](items=[{"name": "a"}, Item(name="b")], best={"name": 1})
    yield lambda: Page[Item].model_validate_json('{"items": [{"name": "a"}], "best": {"name": "b"}}')
    yield lambda: Page[Item](items=[{"name": "a"}]).model_dump()
    yield lambda: Page[Page[int]](items=[{"items": ["1"]}])
    yield lambda: Page[list[int]](items=[["1"]])
    yield lambda: Page[int | None](items=[None, "1"])
    yield lambda: Page[int] is Page[int]
    yield lambda: Page[int].__name__
    yield lambda: issubclass(Page[int], Page)
    yield lambda: Page[int](items=[1]) == Page[int](items=["1"])
    yield lambda: Page[int](items=[1]) == Page[str](items=["1"])
    yield lambda: Pair[int, str](items=["1"], other="x", both={"a": ("1", "b")})
    yield lambda: Pair[int, str](items=["q"], other=1, both={"a": (1,)})
    yield lambda: Pair[int, U][str](items=["1"], other=1)
    yield lambda: Numbers(items=["1"], extra="a")
    yield lambda: Numbers(items=["a"])
    yield lambda: Small(x="1")
    yield lambda: Small(x="a")
    yield lambda: Tree[int](value="1", children=[{"value": "2", "children": []}])
    yield lambda: Tree[int](value="1", children=[{"value": "x"}])
    yield lambda: Page[int, str]
    yield lambda: Item[int]
    yield lambda: Numbers[int]


@scenario
def test_roots(lib: Any) -> Iterator[Any]:
    class Tags(lib.RootModel[list[str]]):
        def __iter__(self) -> Iterator[str]:
            return iter(self.root)

    class Number(lib.RootModel[int]):
        root: int = 3

    class Holder(lib.BaseModel):
        tags: Tags
        number: Number = Number(5)

    yield lambda: Tags(["a"])
    yield lambda: Tags(root=["a"])
    yield lambda: Tags([1])
    yield lambda: Tags(["a"], root=1)
    yield lambda: Number()
    yield lambda: Number("7")
    yield lambda: lib.RootModel[dict[str, int]](a="1", b=2)
    yield lambda: list(Tags(["a", "b"]))
    yield lambda: Tags.model_validate(["a"]).root
    yield lambda: Tags.model_validate({"root": ["a"]})
    yield lambda: Tags.model_validate_json('["a", "b"]').model_dump()
    yield lambda: Tags(["a"]).model_dump_json()
    yield lambda: Number() == Number(3)
    yield lambda: Number() == 3
    yield lambda: Holder(tags=["x"])
    yield lambda: Holder(tags=Tags(["x"]), number="7").model_dump()
    yield lambda: Holder(tags=["x"], number="y")
    yield lambda: Holder.model_validate_json('{"tags": ["x"], "number": 8}').model_dump_json()


@scenario
def test_private_attributes(lib: Any) -> Iterator[Any]:
    class Counter(lib.BaseModel):
        limit: ClassVar[int] = 9
        name: str = "a"
        _count: int = 0
        _seen: list[int] = lib.PrivateAttr(default_factory=list)
        _late: str
        _plain = "plain"

        def add(self) -> int:
            self._count += 1
            self._seen.append(self._count)
            return self._count

    class More(Counter):
        _count: int = 5

    def used(model: Any) -> Any:
        one, other = model(), model()
        one.add()
        return (
            one._count,
            one._seen,
            other._count,
            other._seen,
            one._plain,
            one == other,
            one,
            one.model_dump(),
        )

    yield lambda: used(Counter)
    yield lambda: used(More)
    yield lambda: Counter()._late
    yield lambda: Counter(_count=3)._count
    yield lambda: Counter.limit

    def wrong() -> Any:
        class Wrong(lib.BaseModel):
            name: str = lib.PrivateAttr("a")

        return Wrong()

    yield wrong


@scenario
def test_hooks(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        x: int
        _y: int = 0

        def model_post_init(self, context: Any, /) -> None:
            self._y = self.x * 2

    class Positional(lib.BaseModel):
        x: int
        y: int = 0

        def __init__(self, x: int = 1, /, **data: Any) -> None:
            super().__init__(x=x, **data)

    class Renamed(lib.BaseModel):
        x: int

        def __init__(self, **data: Any) -> None:
            super().__init__(x=data.pop("other", 0), **data)

    class Holder(lib.BaseModel):
        inner: Renamed

    yield lambda: Item(x=2)._y
    yield lambda: Item.model_validate_json('{"x": 3}')._y
    yield lambda: Positional(4)
    yield lambda: Positional(4, y="5")
    yield lambda: Renamed(other="5")
    yield lambda: Renamed.model_validate({"other": "6"})
    yield lambda: Renamed.model_validate_json('{"other": "7"}')
    yield lambda: Holder.model_validate({"inner": {"other": "8"}})
    yield lambda: Holder.model_validate({"inner": {"other": "x"}})
    yield lambda: Holder.model_validate_json('{"inner": {"other": "x"}}')

    names: list[Any] = []

    class Registered(lib.BaseModel):
        def __init_subclass__(cls, **keywords: Any) -> None:
            names.append((cls.__name__, keywords))

        @classmethod
        def __pydantic_init_subclass__(cls, **keywords: Any) -> None:
            names.append((cls.__name__, list(cls.model_fields), keywords))

    class Child(Registered, tag="t", frozen=True):
        z: int = 1

    yield lambda: names
    yield lambda: hash(Child())


@scenario
def test_copies(lib: Any) -> Iterator[Any]:
    class Part(lib.BaseModel):
        x: list[int] = []

    class Item(lib.BaseModel, extra="allow"):
        name: str
        part: Part = Part()
        _private: list[int] = [1]

    Item.__qualname__ = "Item"
    item = Item(name="a", other=[2])

    for copier in (
        copy.copy,
        copy.deepcopy,
        lambda value: value.model_copy(),
        lambda value: value.model_copy(deep=True),
        lambda value: value.model_copy(update={"name": 3, "more": 4}),
    ):

        def compared(copier: Any = copier) -> Any:
            made = copier(item)
            return (
                made,
                made.part is item.part,
                made.other is item.other,
                made._private is item._private,
                made == item,
            )

        yield compared

    class Plain(lib.BaseModel):
        x: int = 1

    yield lambda: Plain().model_copy(update={"x": "unchecked"})
    yield lambda: Plain().model_copy(update={"x": 2}).model_fields_set
    yield lambda: Plain.model_construct()
    yield lambda: Plain.model_construct(x="unchecked")
    yield lambda: Plain.model_construct(y=1)
    yield lambda: Plain.model_construct({"x"})
    yield lambda: repr(Item.model_construct(name=1, other=2))
    yield lambda: Item.model_construct(other=2).model_dump()
    yield lambda: Item.model_construct(other=2).name


@scenario
def test_other_attributes(lib: Any) -> Iterator[Any]:
    calls: list[int] = []

    class Item(lib.BaseModel):
        x: int

        @functools.cached_property
        def slow(self) -> int:
            calls.append(1)
            return self.x * 2

        @property
        def quick(self) -> int:
            return self.x * 3

        @classmethod
        def make(cls) -> Any:
            return cls(x=4)

        class Inner:
            y = 1

    def cached() -> Any:
        item = Item(x=2)
        return (
            item.slow,
            item.slow,
            len(calls),
            item,
            item == Item(x=2),
            item.model_dump(),
            item.__dict__["x"],
        )

    yield cached
    yield lambda: Item(x=1).quick
    yield lambda: Item.make()
    yield lambda: Item.Inner.y

    def unannotated() -> Any:
        class Wrong(lib.BaseModel):
            x = 1

        return Wrong()

    yield unannotated
    yield lambda: repr(Item)


@scenario
def test_forward_references(lib: Any) -> Iterator[Any]:
    class Book(lib.BaseModel):
        title: str
        author: Author | None = None

    yield lambda: Book(title="a")
    yield lambda: Book.model_rebuild(raise_errors=False)

    class Author(lib.BaseModel):
        name: str
        books: list[Book] = []

    yield lambda: Book.model_rebuild(_types_namespace={"Author": Author})
    yield lambda: Book.model_rebuild()
    yield lambda: Book(title="a", author={"name": "b", "books": [{"title": "c"}]})
    yield lambda: Book.model_validate_json('{"title": "a", "author": {"name": 1}}')
    yield lambda: Author(name="a", books=[{"title": "b", "author": {"name": "c"}}]).model_dump_json()


def test_pickles() -> None:
    from tests.differential import pickled

    for model in (pickled.Ours, pickled.OursExtra):
        item = model(x=1, **({"y": [2]} if model is pickled.OursExtra else {}))
        again = pickle.loads(pickle.dumps(item))
        assert again == item
        assert again.model_fields_set == item.model_fields_set
        assert again._z == 7
