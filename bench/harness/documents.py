"""The documents that bench/schema.py reads and writes, with their types: dataclasses."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

from annotated_types import Ge, Gt, Le, MaxLen, MinLen
from msgspec import Meta

from harness.typed import ORDER, RECORDS, compact, readings, without

# Each constraint in two spellings: annotated-types' and msgspec's, which reads only its own.
Name = Annotated[str, MinLen(1), MaxLen(120), Meta(min_length=1, max_length=120)]
Email = Annotated[str, MinLen(3), MaxLen(254), Meta(min_length=3, max_length=254)]
Postcode = Annotated[str, MinLen(3), MaxLen(12), Meta(min_length=3, max_length=12)]
Country = Annotated[str, MinLen(2), MaxLen(2), Meta(min_length=2, max_length=2)]
Note = Annotated[str, MaxLen(500), Meta(max_length=500)]
Natural = Annotated[int, Ge(0), Meta(ge=0)]
Quantity = Annotated[int, Ge(1), Le(1000), Meta(ge=1, le=1000)]
Price = Annotated[float, Gt(0), Le(1e6), Meta(gt=0, le=1e6)]
Measured = Annotated[float, Ge(-1000), Le(1000), Meta(ge=-1000, le=1000)]


@dataclass(frozen=True)
class Tagged:
    """Of a union, in Annotated: the member named `field` tells which of its classes it is."""

    field: str


@dataclass
class Item:
    id: int
    name: Name
    price: Price
    in_stock: bool = True


@dataclass
class Address:
    street: Name
    city: Name
    postcode: Postcode
    country: Country


@dataclass
class Customer:
    name: Name
    email: Email
    points: Natural
    address: Address


@dataclass
class Line:
    sku: Name
    title: Name
    quantity: Quantity
    unit_price: Price


@dataclass
class Order:
    reference: Name
    currency: Literal["EUR", "GBP", "USD"]
    customer: Customer
    lines: Annotated[list[Line], MinLen(1), MaxLen(50), Meta(min_length=1, max_length=50)]
    express: bool = False
    note: Note | None = None


@dataclass
class Record:
    id: int
    name: str
    email: str
    score: float
    active: bool
    tags: list[str] = field(default_factory=list)


@dataclass
class Reading:
    sensor: Name
    sequence: Natural
    value: Measured
    unit: Name
    valid: bool
    labels: Annotated[list[str], MaxLen(8), Meta(max_length=8)]


@dataclass
class Shipment:
    id: UUID
    made_at: datetime
    due: date
    not_before: time
    price: Decimal
    stops: list[datetime]


@dataclass
class Message:
    subject: str
    paragraphs: list[str]


@dataclass
class Created:
    type: Literal["created"]
    id: int
    name: str


@dataclass
class Moved:
    type: Literal["moved"]
    id: int
    x: float
    y: float


@dataclass
class Removed:
    type: Literal["removed"]
    id: int
    reason: str | None = None


class Document(NamedTuple):
    """`value` is as JSON has it; `text` is its JSON."""

    name: str
    type: Any
    value: Any

    @property
    def text(self) -> bytes:
        return compact(self.value)


SHIPMENT = {
    "id": "6f1a3f0e-0f0a-4c53-9d54-8a1f0a3b7c11",
    "made_at": "2026-11-24T08:15:30.250000Z",
    "due": "2026-12-01",
    "not_before": "07:30:00",
    "price": "1249.90",
    "stops": [f"2026-11-2{day}T1{day}:00:00Z" for day in range(5, 9)],
}
MESSAGE = {
    "subject": 'Re: the "nanosecond"',
    "paragraphs": [f'Line {n}:\n\t"caf\u00e9" at C:\\temp\\{n}, then some more of it' for n in range(20)],
}
EVENTS = [
    (
        {"type": "created", "id": number, "name": f"Thing {number}"},
        {"type": "moved", "id": number, "x": number + 0.5, "y": -0.25},
        {"type": "removed", "id": number, "reason": None},
    )[number % 3]
    for number in range(100)
]
DOCUMENTS = [
    Document("small", Item, {"id": 42, "name": "Copper wire", "price": 1.25, "in_stock": False}),
    Document("nested", Order, ORDER),
    Document("list of 100", list[Record], [without(record, "password") for record in RECORDS]),
    Document("list of 1 MiB", list[Reading], readings(1024 * 1024)),
    Document("dates and decimals", Shipment, SHIPMENT),
    Document("escapes", Message, MESSAGE),
    Document("tagged union", list[Annotated[Created | Moved | Removed, Tagged("type")]], EVENTS),
]
