"""Requests that a server checks against declared types, answers that it makes of objects."""

import json
from dataclasses import replace
from typing import Any

from harness.client import Request
from harness.workloads import Workload

JSON = {"Content-Type": "application/json"}

ORDER: dict[str, Any] = {
    "reference": "SO-2026-004217",
    "currency": "USD",
    "customer": {
        "name": "Grace Brewster Hopper",
        "email": "grace@example.org",
        "points": 1906,
        "address": {"street": "1 Harbour Road", "city": "Arlington", "postcode": "22201", "country": "US"},
    },
    "lines": [
        {"sku": "WIRE-30", "title": "Nanosecond of copper wire", "quantity": 30, "unit_price": 1.25},
        {"sku": "CLOCK-C", "title": "Clock, runs backwards", "quantity": 1, "unit_price": 149.95},
        {"sku": "TAPE-12", "title": "Magnetic tape, 12 mm", "quantity": 4, "unit_price": 18.5},
    ],
    "express": True,
    "note": 'Leave it at the "other" door',
}
RECEIPT = {
    "reference": "SO-2026-004217",
    "customer": "Grace Brewster Hopper",
    "lines": 3,
    "units": 35,
    "total": 261.45,
    "express": True,
}

# What list100 stores; its answer is this without the password.
RECORDS: list[dict[str, Any]] = [
    {
        "id": number,
        "name": f"Person {number}",
        "email": f"person{number}@example.org",
        "score": number + 0.25,
        "active": number % 3 != 0,
        "tags": ["staff", f"team-{number % 7}"],
        "password": f"secret-{number}",
    }
    for number in range(1, 101)
]


def readings(size: int) -> list[dict[str, Any]]:
    """So many as fill `size` bytes of JSON, nearly."""
    made = []
    left = size - len("[]")
    while True:
        number = len(made)
        reading = {
            "sensor": f"sensor-{number % 500:04}",
            "sequence": 1_000_000 + number,
            "value": number % 90 + 0.5,
            "unit": ("C", "hPa", "%")[number % 3],
            "valid": number % 10 != 0,
            "labels": ["roof", f"rack {number % 40}"],
        }
        left -= len(compact(reading)) + len(",")
        if left < 0:
            return made
        made.append(reading)


def compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def changed(document: Any, path: str, value: object) -> Any:
    """A copy in which what stands at `path`, such as "lines.0.sku", is `value`."""
    first, _, rest = path.partition(".")
    key = int(first) if isinstance(document, list) else first
    copy = document.copy()
    copy[key] = changed(document[key], rest, value) if rest else value
    return copy


def without(document: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != name}


def post(path: str, document: object) -> Request:
    return Request(path, "POST", JSON, compact(document))


def me(authorization: str) -> Request:
    return Request("/me", headers={"Authorization": authorization})


def _typed() -> Workload:
    request = Request("/items/42?q=compilers&limit=20&active=true")
    refused = (
        "/items/abc?q=compilers&limit=20&active=true",
        "/items/4.5?q=compilers&limit=20&active=true",
        "/items/42?q=compilers&limit=many&active=true",
        "/items/42?q=compilers&limit=0&active=true",
        "/items/42?q=compilers&limit=101&active=true",
        "/items/42?q=compilers&limit=20&active=perhaps",
        f"/items/42?q={'c' * 51}&limit=20&active=true",
    )
    answer = {"item_id": 42, "q": "compilers", "limit": 20, "active": True}
    return Workload("typed", request, answer, tuple(Request(path) for path in refused))


def _post() -> Workload:
    request = post("/orders", ORDER)
    wrong = [
        changed(ORDER, path, value)
        for path, value in (
            ("reference", ""),
            ("reference", "x" * 41),
            ("currency", "CHF"),
            ("customer.name", None),
            ("customer.name", "x" * 81),
            ("customer.email", "g@"),
            ("customer.points", -1),
            ("customer.address", without(ORDER["customer"]["address"], "city")),
            ("customer.address.country", "USA"),
            ("lines", []),
            ("lines.0.quantity", 0),
            ("lines.1.quantity", 1001),
            ("lines.2.quantity", "some"),
            ("lines.2.quantity", 1.5),
            ("lines.0.unit_price", 0),
            ("lines.1.sku", "x" * 33),
            ("lines.2", None),
            ("express", "perhaps"),
            ("note", "x" * 501),
        )
    ]
    refused = [post("/orders", order) for order in [*wrong, without(ORDER, "lines"), [ORDER], None]]
    broken = replace(request, body=request.body[:-1])
    return Workload("post", request, RECEIPT, (*refused, broken))


def _deps() -> Workload:
    answer = {"name": "grace", "email": "grace@example.org", "tenant": "navy"}
    refused = (me("Bearer nobody"), me("Basic token-of-grace"), Request("/me"))
    return Workload("deps", me("Bearer token-of-grace"), answer, refused)


def _list100() -> Workload:
    answer = [without(record, "password") for record in RECORDS]
    return Workload("list100", Request("/records"), answer, (Request("/records", "DELETE"),))


def _pool() -> Workload:
    return Workload("pool", Request("/blocking/42"), {"item_id": 42}, (Request("/blocking/abc"),))


def _body1m() -> Workload:
    document = readings(1024 * 1024)
    request = post("/readings", document)
    last = len(document) - 1
    refused = [
        post("/readings", changed(document, f"{last}.{name}", value))
        for name, value in (("value", "hot"), ("sensor", ""), ("sequence", -1), ("labels", ["roof", 7]))
    ]
    broken = replace(request, body=request.body[:-1])
    valid = sum(reading["valid"] for reading in document)
    answer = {"count": len(document), "valid": valid}
    # The slowest servers take 70 ms for one: more connections would only wait longer.
    return Workload("body1m", request, answer, (*refused, broken), connections=8)


def typed() -> list[Workload]:
    """Parameters, a body, dependencies, a list, the thread pool and a long body."""
    return [_typed(), _post(), _deps(), _list100(), _pool(), _body1m()]
