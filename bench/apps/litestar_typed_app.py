"""The typed workloads on Litestar, models as msgspec structs."""

import threading
from typing import Annotated, Any, Literal

from litestar import Litestar, MediaType, get, post
from litestar.di import Provide
from litestar.dto import DTOConfig, MsgspecDTO
from litestar.exceptions import NotAuthorizedException
from litestar.params import Parameter
from msgspec import Meta, Struct
from sessions import SETTINGS, Session, Settings, User

calls = 0
lock = threading.Lock()


class Address(Struct):
    street: Annotated[str, Meta(min_length=1, max_length=120)]
    city: Annotated[str, Meta(min_length=1, max_length=80)]
    postcode: Annotated[str, Meta(min_length=3, max_length=12)]
    country: Annotated[str, Meta(min_length=2, max_length=2)]


class Customer(Struct):
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    email: Annotated[str, Meta(min_length=3, max_length=254)]
    address: Address
    points: Annotated[int, Meta(ge=0)] = 0


class Line(Struct):
    sku: Annotated[str, Meta(min_length=1, max_length=32)]
    title: Annotated[str, Meta(min_length=1, max_length=100)]
    quantity: Annotated[int, Meta(ge=1, le=1000)]
    unit_price: Annotated[float, Meta(gt=0, le=1e6)]


class Order(Struct):
    reference: Annotated[str, Meta(min_length=1, max_length=40)]
    currency: Literal["EUR", "GBP", "USD"]
    customer: Customer
    lines: Annotated[list[Line], Meta(min_length=1, max_length=50)]
    express: bool = False
    note: Annotated[str, Meta(max_length=500)] | None = None


class Receipt(Struct):
    reference: str
    customer: str
    lines: int
    units: int
    total: float
    express: bool


class StoredRecord(Struct):
    id: int
    name: str
    email: str
    score: float
    active: bool
    tags: list[str]
    password: str


class Reading(Struct):
    sensor: Annotated[str, Meta(min_length=1, max_length=32)]
    sequence: Annotated[int, Meta(ge=0)]
    value: Annotated[float, Meta(ge=-1000, le=1000)]
    unit: Annotated[str, Meta(min_length=1, max_length=8)]
    valid: bool
    labels: Annotated[list[str], Meta(max_length=8)]


RECORDS = [
    StoredRecord(
        id=number,
        name=f"Person {number}",
        email=f"person{number}@example.org",
        score=number + 0.25,
        active=number % 3 != 0,
        tags=["staff", f"team-{number % 7}"],
        password=f"secret-{number}",
    )
    for number in range(1, 101)
]


@get("/calls", media_type=MediaType.TEXT)
async def count() -> str:
    return str(calls)


@get("/items/{item_id:int}")
async def typed(
    item_id: int,
    q: Annotated[str | None, Parameter(max_length=50)] = None,
    limit: Annotated[int, Parameter(ge=1, le=100)] = 10,
    active: bool = False,
) -> dict[str, Any]:
    global calls
    calls += 1
    return {"item_id": item_id, "q": q, "limit": limit, "active": active}


@post("/orders", status_code=200)
async def order(data: Order) -> Receipt:
    global calls
    calls += 1
    return Receipt(
        reference=data.reference,
        customer=data.customer.name,
        lines=len(data.lines),
        units=sum(line.quantity for line in data.lines),
        total=sum(line.quantity * line.unit_price for line in data.lines),
        express=data.express,
    )


async def get_settings() -> Settings:
    return SETTINGS


async def get_session(settings: Settings) -> Session:
    return Session(settings)


async def get_user(
    session: Session, authorization: Annotated[str, Parameter(header="Authorization")]
) -> User:
    user = session.find_user(authorization)
    if user is None:
        raise NotAuthorizedException
    return user


@get(
    "/me",
    dependencies={
        "settings": Provide(get_settings),
        "session": Provide(get_session),
        "user": Provide(get_user),
    },
)
async def me(user: User) -> dict[str, str]:
    global calls
    calls += 1
    return {"name": user.name, "email": user.email, "tenant": user.tenant}


@get("/records", return_dto=MsgspecDTO[Annotated[StoredRecord, DTOConfig(exclude={"password"})]])
async def records() -> list[StoredRecord]:
    global calls
    calls += 1
    return RECORDS


@get("/blocking/{item_id:int}", sync_to_thread=True)
def blocking(item_id: int) -> dict[str, int]:
    global calls
    with lock:
        calls += 1
    return {"item_id": item_id}


@post("/readings", status_code=200)
async def readings(data: list[Reading]) -> dict[str, int]:
    global calls
    calls += 1
    return {"count": len(data), "valid": sum(reading.valid for reading in data)}


app = Litestar([count, typed, order, me, records, blocking, readings], openapi_config=None)
