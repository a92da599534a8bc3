"""What counts as a right answer, and what the typed requests are made of."""

import json
from typing import Any

import pytest

from harness.client import Answer, Request
from harness.typed import ORDER, RECEIPT, changed, readings, typed
from harness.workloads import Workload, plain

JSON = {"content-type": "application/json"}
TEXT = {"content-type": "text/plain; charset=utf-8"}


@pytest.mark.parametrize(
    ("answer", "status", "headers", "body", "is_right"),
    [
        ("Hello", 200, TEXT, b"Hello", True),
        ("Hello", 200, TEXT, b"Hello!", False),
        ("Hello", 200, JSON, b"Hello", False),
        ({"a": 1, "b": True}, 200, JSON, b'{"b": true, "a": 1}', True),
        ({"a": 1, "b": True}, 200, JSON, b'{"a": 1, "b": 1}', False),
        ({"a": 1}, 200, JSON, b'{"a": 1, "password": "x"}', False),
        ({"a": 1}, 200, TEXT, b'{"a": 1}', False),
        ({"a": 1}, 201, JSON, b'{"a": 1}', False),
        ({"a": 1}, 200, JSON, b'{"a": 1', False),
    ],
)
def test_a_right_answer_has_status_type_and_value(
    answer: Any, status: int, headers: dict[str, str], body: bytes, is_right: bool
) -> None:
    workload = Workload("one", Request("/one"), answer)
    assert (workload.mistake(Answer(status, headers, body)) is None) == is_right


def test_a_request_is_encoded_with_its_length() -> None:
    request = Request("/orders", "POST", {"Content-Type": "application/json"}, b"{}")
    assert request.encode(8000, "/pool") == (
        b"POST /pool/orders HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n"
        b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    )
    assert Request("/").encode(80) == b"GET / HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n"


def test_names_are_unique() -> None:
    for workloads in (plain(16), typed()):
        names = [workload.name for workload in workloads]
        assert len(set(names)) == len(names)


def test_every_typed_workload_has_a_request_to_refuse_that_differs() -> None:
    for workload in typed():
        assert workload.refused
        assert workload.request not in workload.refused


def test_the_receipt_is_that_of_the_order() -> None:
    assert sum(line["quantity"] * line["unit_price"] for line in ORDER["lines"]) == RECEIPT["total"]
    assert sum(line["quantity"] for line in ORDER["lines"]) == RECEIPT["units"]
    (post,) = (workload for workload in typed() if workload.name == "post")
    assert 400 <= len(post.request.body) <= 600


def test_readings_fill_what_they_may() -> None:
    size = len(json.dumps(readings(10_000), separators=(",", ":")))
    assert 10_000 - 200 < size <= 10_000


def test_changed_leaves_the_rest_as_it_is() -> None:
    order = changed(ORDER, "lines.1.quantity", 0)
    assert order["lines"][1]["quantity"] == 0
    assert changed(order, "lines.1.quantity", 1) == ORDER
    assert ORDER["lines"][1]["quantity"] == 1
