"""Typed handlers for every place of a request that can lie, and every type a lie can be told about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from ipaddress import IPv6Address
from typing import Annotated, Any, Literal
from uuid import UUID

from fasterapi import AfterValidator, App, Body, Cookie, Field, Form, Header, Model, Query

app = App()


class Color(Enum):
    RED = "red"
    BLUE = "blue"


class Tree(Model):
    children: list[Tree] = []
    next: Tree | None = None


class Cat(Model):
    kind: Literal["cat"]
    lives: int


class Dog(Model):
    kind: Literal["dog"]
    loud: bool


class Wide(Model):
    """So many fields that they are found by their hashes."""

    field_a: int = 0
    field_b: int = 0
    field_c: int = 0
    field_d: int = 0
    field_e: int = 0
    field_f: int = 0
    field_g: int = 0
    field_h: int = 0


class Everything(Model):
    whole: int = 0
    bounded: Annotated[int, Field(ge=0, le=10)] = 0
    real: float = 0.0
    flag: bool = False
    text: str = ""
    raw: bytes = b""
    short: Annotated[str, Field(max_length=10)] = ""
    evil: Annotated[str, Field(pattern="^(a+)+$")] = "a"
    alternatives: Annotated[str, Field(pattern="^(a|aa|a?)*b$")] = "b"
    amount: Decimal = Decimal(0)
    price: Annotated[Decimal, Field(max_digits=10, decimal_places=2)] = Decimal(0)
    multiple: Annotated[Decimal, Field(multiple_of=Decimal("0.01"))] = Decimal(0)
    day: date | None = None
    moment: datetime | None = None
    clock: time | None = None
    lasting: timedelta | None = None
    identity: UUID | None = None
    host: IPv6Address | None = None
    color: Color = Color.RED
    pet: Annotated[Cat | Dog, Field(discriminator="kind")] | None = None
    many: (
        int
        | float
        | bool
        | bytes
        | str
        | date
        | datetime
        | UUID
        | Decimal
        | list[int]
        | dict[str, int]
        | None
    ) = None
    numbers: list[int] = []
    unique: set[int | str] = set()
    table: dict[str, int] = {}
    by_number: dict[int, str] = {}
    anything: Any = None
    tree: Tree | None = None
    wide: Wide | None = None


class Closed(Model):
    model_config = {"extra": "forbid"}
    name: str


class Open(Model):
    model_config = {"extra": "allow"}
    name: str = ""


class Filter(Model):
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    tags: list[str] = []
    since: datetime | None = None


class Login(Model):
    name: Annotated[str, Field(max_length=100)]
    age: int = 0
    tags: list[str] = []


@app.get("/")
async def index() -> str:
    return "served"


@app.post("/everything")
async def everything(body: Everything) -> Everything:
    return body


@app.post("/pooled")
def pooled(body: Everything) -> Everything:
    return body


@app.post("/tree")
async def tree(body: Tree) -> Tree:
    return body


@app.post("/any")
async def anything(body: Annotated[Any, Body()]) -> Any:
    return body


@app.post("/closed")
async def closed(body: Closed) -> Closed:
    return body


@app.post("/open")
async def open_(body: Open) -> Open:
    return body


@app.post("/numbers")
async def numbers(body: list[int]) -> list[int]:
    return body


def even(value: int) -> int:
    if value % 2:
        raise ValueError("an odd number")
    return value


@app.post("/evens")
async def evens(body: list[Annotated[int, AfterValidator(even)]]) -> list[int]:
    return body


@app.post("/trees")
async def trees(body: dict[str, Tree | Cat | Dog | int | list[Tree]]) -> Any:
    return body


@app.post("/several")
async def several(first: Wide, second: Annotated[int, Body()], third: Tree | None = None) -> list[Any]:
    return [first, second, third]


@app.get("/path/{whole}/{moment}/{text}")
async def path(whole: int, moment: datetime, text: str) -> list[Any]:
    return [whole, moment, text]


@app.get("/text/{text:path}")
async def text_of_path(text: str) -> str:
    return text


@app.get("/query")
async def query(
    whole: int = 0,
    real: float = 0.0,
    amount: Decimal = Decimal(0),
    day: date | None = None,
    text: str = "",
    evil: Annotated[str, Query(pattern="^(a+)+$")] = "a",
    several: Annotated[Sequence[int], Query()] = (),
) -> list[Any]:
    return [whole, real, amount, day, text, evil, several]


@app.get("/query-model")
async def query_model(filter_: Annotated[Filter, Query()]) -> Filter:
    return filter_


@app.get("/headers")
async def headers(
    x_whole: Annotated[int, Header()] = 0,
    x_text: Annotated[str, Header()] = "",
    x_several: Annotated[list[int] | None, Header()] = None,
) -> list[Any]:
    return [x_whole, x_text, x_several]


@app.get("/cookies")
async def cookies(whole: Annotated[int, Cookie()] = 0, text: Annotated[str, Cookie()] = "") -> list[Any]:
    return [whole, text]


@app.post("/form")
async def form(login: Annotated[Login, Form()]) -> Login:
    return login


@app.post("/form-fields")
async def form_fields(name: Annotated[str, Form()], age: Annotated[int, Form()] = 0) -> list[Any]:
    return [name, age]
