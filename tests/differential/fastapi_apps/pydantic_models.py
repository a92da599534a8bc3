"""pydantic's models and dataclasses, as bodies, in bodies and in answers."""

import datetime
import decimal
from typing import Annotated, Any, Literal

import pydantic
import pydantic.dataclasses

from tests.differential.fastapi_apps import ours


class Tag(pydantic.BaseModel):
    name: str = pydantic.Field(min_length=1)
    since: datetime.datetime | None = None


class Item(pydantic.BaseModel):
    """What is for sale."""

    model_config = pydantic.ConfigDict(extra="forbid")

    name: str
    price: decimal.Decimal = pydantic.Field(alias="cost", gt=0, decimal_places=2)
    tags: list[Tag] = []

    @pydantic.field_validator("name")
    @classmethod
    def not_taken(cls, value: str) -> str:
        if value == "taken":
            raise ValueError("is taken")
        return value.strip()

    @pydantic.model_validator(mode="after")
    def cheap_or_tagged(self) -> "Item":
        if self.price > 100 and not self.tags:
            raise ValueError("needs a tag")
        return self


class Stored(Item):
    model_config = pydantic.ConfigDict(extra="ignore")

    id: int
    secret: str = "s"


class Public(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(from_attributes=True, populate_by_name=True)

    name: str
    price: float = pydantic.Field(1.5, serialization_alias="Price")
    note: str | None = None

    @pydantic.computed_field  # type: ignore[prop-decorator]  # mypy knows no property under a decorator
    @property
    def shout(self) -> str:
        return self.name.upper()

    @pydantic.field_serializer("note")
    def noted(self, note: str | None) -> str:
        return note or "-"


class Cat(pydantic.BaseModel):
    kind: Literal["cat"]
    lives: int = 9


class Dog(pydantic.BaseModel):
    kind: Literal["dog"]
    loud: bool


class Pets(pydantic.BaseModel):
    pets: list[Annotated[Cat | Dog, pydantic.Field(discriminator="kind")]]


class Numbers(pydantic.RootModel[list[int]]):
    pass


@pydantic.dataclasses.dataclass
class Point:
    x: int
    y: int = 0


class Tagged(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")

    tags: list[int] = pydantic.Field([], description="All of them.")
    tag: int | None = None


class Headers(pydantic.BaseModel):
    save_data: bool
    x_tag: list[str] = []
    al: int = pydantic.Field(3, alias="x_al")


def declare(api: Any) -> Any:
    app = api.App()

    @app.post("/items", response_model=Public)
    async def create(item: Item) -> Any:
        return {"name": item.name, "price": item.price, "more": 1}

    @app.put("/items/{item_id}", response_model_exclude_unset=True)
    async def replace(item_id: int, item: Item, q: int | None = None) -> Stored:
        return Stored(name=item.name, cost=item.price, id=item_id)

    @app.get("/from-attributes", response_model=Public)
    async def from_attributes() -> Any:
        return Point(1)

    @app.get("/filtered")
    async def filtered() -> Item:
        return Stored(name="n", cost="2.50", id=1, tags=[Tag(name="t")])

    @app.get("/many", response_model=list[Public], response_model_exclude={"price"})
    async def many() -> Any:
        return [Public(name="a"), {"name": "b", "note": "c"}]

    @app.get("/by-name", response_model_by_alias=False, response_model_exclude_defaults=True)
    async def by_name() -> Public:
        return Public(name="a", price=2)

    @app.get("/mapped")
    async def mapped() -> dict[str, Item | Point | None]:
        return {"a": Item(name="n", cost=1), "b": Point(1, 2), "c": None}

    @app.get("/undeclared", response_model=None)
    async def undeclared() -> Any:
        return {"item": Item(name="n", cost=1), "point": Point(3), "numbers": Numbers([1])}

    @app.post("/two")
    async def two(item: Item, point: Annotated[Point, api.Body()]) -> tuple[str, Point]:
        return item.name, point

    @app.post("/embedded")
    async def embedded(item: Annotated[Item, api.Body(embed=True)]) -> str:
        return item.name

    @app.post("/optional")
    async def optional(item: Item | None = None) -> Item | None:
        return item

    @app.post("/list")
    async def listed(items: list[Item]) -> list[Item]:
        return items

    @app.post("/point")
    async def point(point: Point) -> Point:
        return point

    @app.post("/pets")
    async def pets(pets: Pets) -> Pets:
        return pets

    @app.post("/numbers")
    async def numbers(numbers: Numbers) -> Numbers:
        return numbers

    @app.get("/filters")
    async def filters(filters: Annotated[Public, api.Query()]) -> Public:
        return filters

    @app.get("/tagged")
    async def tagged(tagged: Annotated[Tagged, api.Query()]) -> Tagged:
        return tagged

    @app.get("/headers")
    async def headers(headers: Annotated[Headers, api.Header()]) -> Headers:
        return headers

    @app.post("/form")
    async def form(cat: Annotated[Cat, api.Form()]) -> Cat:
        return cat

    @app.post("/form/union")
    async def form_union(pet: Annotated[Cat | Dog, api.Form()]) -> Cat | Dog:
        return pet

    return app


app = declare(ours())
