from typing import Any

from tests.tutorial.answers import answer

URL = "{$callback_url}/invoices/{$request.body.id}"


def test_a_callback_changes_no_answer(client: Any) -> None:
    response = client.post("/invoices?callback_url=https://example.com", json={"id": "i1", "total": 5})
    assert answer(response) == (200, {"message": "Invoice received", "tell": "https://example.com"})


def test_it_is_no_route(client: Any) -> None:
    assert client.post(f"/{URL}", json={"paid": True}).status_code == 404


def test_documentation(document: Any) -> None:
    callbacks = document["paths"]["/invoices"]["post"]["callbacks"]
    operation = callbacks["invoice_was_paid"][URL]["post"]
    assert operation["description"] == "The user's server answers this."
    assert operation["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Paid"
    }
    assert operation["responses"]["200"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Received"
    }
    assert URL not in document["paths"]
