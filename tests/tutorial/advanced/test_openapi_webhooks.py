from typing import Any

from tests.tutorial.answers import answer


def test_a_webhook_is_no_route(client: Any) -> None:
    assert answer(client.get("/users")) == (200, ["ada"])
    assert client.post("/new-subscription", json={}).status_code == 404


def test_documentation(document: Any) -> None:
    assert list(document["paths"]) == ["/users"]
    operation = document["webhooks"]["new-subscription"]["post"]
    assert operation["description"] == "Sent for each new subscription."
    assert operation["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Subscription"
    }
    assert "Subscription" in document["components"]["schemas"]
