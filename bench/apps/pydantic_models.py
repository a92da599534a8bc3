"""The models of the typed workloads for frameworks that take pydantic's, and the records they store."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field


class Address(BaseModel):
    street: Annotated[str, Field(min_length=1, max_length=120)]
    city: Annotated[str, Field(min_length=1, max_length=80)]
    postcode: Annotated[str, Field(min_length=3, max_length=12)]
    country: Annotated[str, Field(min_length=2, max_length=2)]


class Customer(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=80)]
    email: Annotated[str, Field(min_length=3, max_length=254)]
    points: Annotated[int, Field(ge=0)] = 0
    address: Address


class Line(BaseModel):
    sku: Annotated[str, Field(min_length=1, max_length=32)]
    title: Annotated[str, Field(min_length=1, max_length=100)]
    quantity: Annotated[int, Field(ge=1, le=1000)]
    unit_price: Annotated[float, Field(gt=0, le=1e6)]


class Order(BaseModel):
    reference: Annotated[str, Field(min_length=1, max_length=40)]
    currency: Literal["EUR", "GBP", "USD"]
    customer: Customer
    lines: Annotated[list[Line], Field(min_length=1, max_length=50)]
    express: bool = False
    note: Annotated[str | None, Field(max_length=500)] = None


class Receipt(BaseModel):
    reference: str
    customer: str
    lines: int
    units: int
    total: float
    express: bool


class Record(BaseModel):
    id: int
    name: str
    email: str
    score: float
    active: bool
    tags: list[str]


class StoredRecord(Record):
    password: str


class Reading(BaseModel):
    sensor: Annotated[str, Field(min_length=1, max_length=32)]
    sequence: Annotated[int, Field(ge=0)]
    value: Annotated[float, Field(ge=-1000, le=1000)]
    unit: Annotated[str, Field(min_length=1, max_length=8)]
    valid: bool
    labels: Annotated[list[str], Field(max_length=8)]


def receipt_of(order: Order) -> Receipt:
    return Receipt(
        reference=order.reference,
        customer=order.customer.name,
        lines=len(order.lines),
        units=sum(line.quantity for line in order.lines),
        total=sum(line.quantity * line.unit_price for line in order.lines),
        express=order.express,
    )


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
