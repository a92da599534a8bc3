"""An application with something of everything that is typed, what it is asked, and what it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from fasterapi import (
    AfterValidator,
    APIKeyHeader,
    App,
    Cookie,
    Depends,
    Field,
    Form,
    Header,
    HTTPException,
    JSONResponse,
    Model,
    OAuth2PasswordBearer,
    Query,
    Request,
    RequestValidationError,
    Security,
    SecurityScopes,
    computed_field,
    field_serializer,
    field_validator,
    model_validator,
)
from fasterapi.testing import TestClient

T = TypeVar("T")


class Color(Enum):
    RED = "red"
    BLUE = "blue"


def even(value: int) -> int:
    if value % 2:
        raise ValueError("an odd number")
    return value


@dataclass
class Place:
    latitude: float
    longitude: float = 0.0


class Cat(Model):
    kind: Literal["cat"]
    lives: Annotated[int, Field(ge=0, le=9)]


class Dog(Model):
    kind: Literal["dog"]
    loud: bool = False


class Item(Model):
    name: Annotated[str, Field(pattern="^[a-z]+$", max_length=20)]
    price: Annotated[Decimal, Field(gt=0, decimal_places=2)]
    identity: UUID = UUID(int=7)
    made: datetime = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    day: date | None = None
    lasting: timedelta = timedelta(seconds=90)
    color: Color = Color.RED
    pair: Annotated[int, AfterValidator(even)] = 2
    pet: Annotated[Cat | Dog, Field(discriminator="kind")] | None = None
    place: Place | None = None
    parts: list[Item] = []
    tags: set[str] = set()

    @field_validator("name")
    @classmethod
    def no_secret(cls, name: str) -> str:
        if name == "secret":
            raise ValueError("a secret")
        return name

    @model_validator(mode="after")
    def red_is_dear(self) -> Item:
        if self.color is Color.RED and self.price > 1000:
            raise ValueError("too dear for red")
        return self

    @field_serializer("tags")
    def in_order(self, tags: set[str]) -> list[str]:
        return sorted(tags)

    @computed_field
    @property
    def label(self) -> str:
        return f"{self.name} in {self.color.value}"


class Shown(Model):
    name: str
    color: Color = Color.BLUE


class Page(Model, Generic[T]):
    items: list[T]
    total: int


class Filter(Model):
    model_config = {"extra": "forbid"}

    limit: Annotated[int, Field(ge=1)] = 10
    colors: list[Color] = []


class Login(Model):
    name: str
    age: int = 0


class TeapotError(Exception):
    pass


app = App()
#: What dependencies did, in their order.
done: list[str] = []
token = OAuth2PasswordBearer(tokenUrl="token", scopes={"read": "Read."})
key = APIKeyHeader(name="X-Key")


async def opened(name: str = "nobody") -> AsyncIterator[str]:
    done.append(f"open {name}")
    try:
        yield name
    except HTTPException as error:
        done.append(f"failed {error.status_code}")
        raise
    finally:
        done.append(f"close {name}")


def pooled(of: Annotated[str, Depends(opened)]) -> Iterator[str]:
    done.append("open in a thread")
    yield f"{of}, in a thread"
    done.append("close in a thread")


async def user(scopes: SecurityScopes, given: Annotated[str, Depends(token)]) -> dict[str, Any]:
    return {"token": given, "scopes": scopes.scopes}


@app.exception_handler(TeapotError)
async def short_and_stout(request: Request, error: TeapotError) -> JSONResponse:
    return JSONResponse({"teapot": str(error), "path": request.path}, 418)


@app.exception_handler(RequestValidationError)
async def refused(request: Request, error: RequestValidationError) -> JSONResponse:
    return JSONResponse({"wrong": [[each["type"], each["loc"], each["msg"]] for each in error.errors()]}, 422)


@app.post("/items", status_code=201)
async def make(item: Item) -> Item:
    return item


@app.post("/pooled")
def make_in_thread(item: Item) -> Item:
    return item


@app.post("/shown", response_model=Shown)
async def shown(item: Item) -> Any:
    return item


@app.post("/set", response_model=Item, response_model_exclude_unset=True)
async def what_was_set(item: Item) -> Item:
    return item


@app.post("/page")
async def page(items: list[Item]) -> Page[Shown]:
    return Page[Shown](items=[Shown(name=item.name) for item in items], total=len(items))


@app.get("/things/{identity}/{color}")
async def thing(
    identity: UUID,
    color: Color,
    made: datetime,
    price: Decimal = Decimal("1.50"),
    x_several: Annotated[list[int] | None, Header()] = None,
    session: Annotated[str, Cookie(min_length=2)] = "none",
) -> dict[str, Any]:
    return {"all": [identity, color, made, price, x_several, session]}


@app.get("/filter")
async def filtered(filter_: Annotated[Filter, Query()]) -> Filter:
    return filter_


@app.post("/login")
async def log_in(login: Annotated[Login, Form()]) -> Login:
    return login


@app.get("/opened")
async def with_dependencies(
    first: Annotated[str, Depends(opened)], second: Annotated[str, Depends(pooled)]
) -> list[str]:
    return [first, second]


@app.get("/failing", dependencies=[Depends(opened)])
async def failing() -> None:
    raise HTTPException(409, {"why": "it fails"}, {"X-Why": "so"})


@app.get("/teapot")
async def teapot() -> None:
    raise TeapotError("short")


@app.get("/me")
async def me(who: Annotated[dict[str, Any], Security(user, scopes=["read"])]) -> dict[str, Any]:
    return who


@app.get("/key")
async def keyed(given: Annotated[str, Depends(key)]) -> str:
    return given


@app.get("/wrong", response_model=Shown)
async def wrong() -> Any:
    return {"color": "green"}


ITEM: dict[str, Any] = {"name": "pen", "price": "1.25"}
WHOLE: dict[str, Any] = {
    **ITEM,
    "identity": "12345678-1234-5678-1234-567812345678",
    "made": "2026-11-26T01:02:03.000004+05:30",
    "day": "2026-11-26",
    "lasting": "P1DT2H",
    "color": "blue",
    "pair": "4",
    "pet": {"kind": "cat", "lives": 9},
    "place": {"latitude": 1.5},
    "parts": [ITEM, {**ITEM, "pet": {"kind": "dog"}}],
    "tags": ["b", "a"],
}
WRONG: dict[str, Any] = {
    "name": "PEN",
    "price": 0,
    "identity": "x",
    "made": "2026-02-30T00:00",
    "day": 1.5,
    "lasting": "x",
    "color": "green",
    "pair": 3,
    "pet": {"kind": "cow"},
    "place": {},
    "parts": [{**ITEM, "name": "secret"}, 1, {**ITEM, "price": 1001}],
    "tags": {},
}

#: Method, target, and how it is sent.
REQUESTS: list[tuple[str, str, dict[str, Any]]] = [
    *(
        ("POST", path, {"json": body})
        for path in ("/items", "/pooled", "/shown", "/set")
        for body in (ITEM, WHOLE, WRONG, {}, [], None)
    ),
    ("POST", "/items", {"content": "{", "headers": {"Content-Type": "application/json"}}),
    ("POST", "/page", {"json": [ITEM, WHOLE]}),
    ("POST", "/page", {"json": [ITEM, WRONG]}),
    ("GET", f"/things/{UUID(int=5)}/red?made=2026-01-01T00:00&price=2", {}),
    (
        "GET",
        f"/things/{UUID(int=5)}/blue?made=2026-01-01",
        {"headers": [("X-Several", "1"), ("X-Several", "2"), ("Cookie", "session=mine")]},
    ),
    ("GET", "/things/x/green?made=never&price=x", {"headers": {"X-Several": "x", "Cookie": "session=m"}}),
    ("GET", "/filter?limit=5&colors=red&colors=blue", {}),
    ("GET", "/filter?limit=0&colors=green&other=1", {}),
    ("POST", "/login", {"data": {"name": "Ann", "age": "5"}}),
    ("POST", "/login", {"data": {"age": "x"}}),
    ("GET", "/opened?name=Ann", {}),
    ("GET", "/failing", {}),
    ("GET", "/teapot", {}),
    ("GET", "/me", {}),
    ("GET", "/me", {"headers": {"Authorization": "Bearer abc"}}),
    ("GET", "/me", {"headers": {"Authorization": "Basic abc"}}),
    ("GET", "/key", {}),
    ("GET", "/key", {"headers": {"X-Key": "abc"}}),
    ("GET", "/wrong", {}),
    ("GET", "/nowhere", {}),
    ("PUT", "/items", {}),
    ("GET", "/openapi.json", {}),
]


def answers() -> list[list[Any]]:
    """Status, headers that say something, and body of each answer; last what the dependencies did."""
    done.clear()
    said: list[list[Any]] = []
    with TestClient(app, raise_server_exceptions=False) as client:
        for method, target, options in REQUESTS:
            response = client.request(method, target, **options)
            names = ("content-type", "www-authenticate", "x-why", "allow")
            fields = {name: response.headers[name] for name in names if name in response.headers}
            said.append([f"{method} {target}", response.status_code, fields, response.text])
    return [*said, ["done", *done]]
