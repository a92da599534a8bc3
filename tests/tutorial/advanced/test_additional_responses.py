from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/parcels/a", (200, {"id": "a", "weight": 2.0})),
        ("/parcels/b", (404, {"message": "No such parcel"})),
        ("/labels/a", (200, {"id": "a", "weight": 2.0})),
    ],
)
def test_answers(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == expected


def test_documentation(document: Any) -> None:
    parcel = document["paths"]["/parcels/{parcel_id}"]["get"]["responses"]
    assert parcel["404"] == {
        "description": "Not Found",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}},
    }
    label = document["paths"]["/labels/{parcel_id}"]["get"]["responses"]
    assert {status: response["description"] for status, response in label.items()} == {
        "200": "The parcel, or its label as a picture",
        "302": "Moved",
        "404": "No such parcel",
        "422": "Validation Error",
    }
    assert label["200"]["content"] == {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/Parcel"},
            "example": {"id": "a", "weight": 2},
        },
        "image/png": {},
    }
