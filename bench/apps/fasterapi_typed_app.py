"""The typed workloads on FasterAPI."""

import threading
from typing import Annotated, Literal

from fasterapi import App, Depends, Field, Header, HTTPException, Model, PlainTextResponse, Query
from sessions import SETTINGS, Session, Settings, User

app = App()
calls = 0
lock = threading.Lock()


class Address(Model):
    street: Annotated[str, Field(min_length=1, max_length=120)]
    city: Annotated[str, Field(min_length=1, max_length=80)]
    postcode: Annotated[str, Field(min_length=3, max_length=12)]
    country: Annotated[str, Field(min_length=2, max_length=2)]


class Customer(Model):
    name: Annotated[str, Field(min_length=1, max_length=80)]
    email: Annotated[str, Field(min_length=3, max_length=254)]
    points: Annotated[int, Field(ge=0)] = 0
    address: Address


class Line(Model):
    sku: Annotated[str, Field(min_length=1, max_length=32)]
    title: Annotated[str, Field(min_length=1, max_length=100)]
    quantity: Annotated[int, Field(ge=1, le=1000)]
    unit_price: Annotated[float, Field(gt=0, le=1e6)]


class Order(Model):
    reference: Annotated[str, Field(min_length=1, max_length=40)]
    currency: Literal["EUR", "GBP", "USD"]
    customer: Customer
    lines: Annotated[list[Line], Field(min_length=1, max_length=50)]
    express: bool = False
    note: Annotated[str | None, Field(max_length=500)] = None


class Receipt(Model):
    reference: str
    customer: str
    lines: int
    units: int
    total: float
    express: bool


class Record(Model):
    id: int
    name: str
    email: str
    score: float
    active: bool
    tags: list[str]


class StoredRecord(Record):
    password: str


class Reading(Model):
    sensor: Annotated[str, Field(min_length=1, max_length=32)]
    sequence: Annotated[int, Field(ge=0)]
    value: Annotated[float, Field(ge=-1000, le=1000)]
    unit: Annotated[str, Field(min_length=1, max_length=8)]
    valid: bool
    labels: Annotated[list[str], Field(max_length=8)]


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


@app.get("/calls", response_class=PlainTextResponse)
async def count() -> str:
    return str(calls)


@app.get("/items/{item_id}")
async def typed(
    item_id: int,
    q: Annotated[str | None, Query(max_length=50)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    active: bool = False,
):
    global calls
    calls += 1
    return {"item_id": item_id, "q": q, "limit": limit, "active": active}


@app.post("/orders")
async def order(order: Order) -> Receipt:
    global calls
    calls += 1
    return Receipt(
        reference=order.reference,
        customer=order.customer.name,
        lines=len(order.lines),
        units=sum(line.quantity for line in order.lines),
        total=sum(line.quantity * line.unit_price for line in order.lines),
        express=order.express,
    )


async def get_settings() -> Settings:
    return SETTINGS


async def get_session(settings: Annotated[Settings, Depends(get_settings)]) -> Session:
    return Session(settings)


async def get_user(
    session: Annotated[Session, Depends(get_session)], authorization: Annotated[str, Header()]
) -> User:
    user = session.find_user(authorization)
    if user is None:
        raise HTTPException(status_code=401)
    return user


@app.get("/me")
async def me(user: Annotated[User, Depends(get_user)]):
    global calls
    calls += 1
    return {"name": user.name, "email": user.email, "tenant": user.tenant}


@app.get("/records", response_model=list[Record])
async def records():
    global calls
    calls += 1
    return RECORDS


@app.get("/blocking/{item_id}")
def blocking(item_id: int):
    global calls
    with lock:
        calls += 1
    return {"item_id": item_id}


@app.post("/readings")
async def readings(readings: list[Reading]):
    global calls
    calls += 1
    return {"count": len(readings), "valid": sum(reading.valid for reading in readings)}
