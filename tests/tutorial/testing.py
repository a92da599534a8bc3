"""An application and the tests that its author writes for it."""

from typing import Annotated

from fasterapi import App, Header, HTTPException, Model
from fasterapi.testclient import TestClient

app = App()


class Stone(Model):
    id: str
    weight: float


STONES = {"flint": {"id": "flint", "weight": 0.3}}


@app.get("/stones/{stone_id}", response_model=Stone)
async def read_stone(stone_id: str, x_token: Annotated[str, Header()]):
    if x_token != "right-token":
        raise HTTPException(status_code=400, detail="Wrong X-Token")
    if stone_id not in STONES:
        raise HTTPException(status_code=404, detail="No such stone")
    return STONES[stone_id]


@app.post("/stones", response_model=Stone)
async def create_stone(stone: Stone):
    if stone.id in STONES:
        raise HTTPException(status_code=409, detail="There is one")
    STONES[stone.id] = stone.model_dump()
    return stone


client = TestClient(app)


def check_reading():
    response = client.get("/stones/flint", headers={"X-Token": "right-token"})
    assert response.status_code == 200
    assert response.json() == {"id": "flint", "weight": 0.3}


def check_reading_with_a_wrong_token():
    response = client.get("/stones/flint", headers={"X-Token": "other"})
    assert response.status_code == 400
    assert response.json() == {"detail": "Wrong X-Token"}


def check_creating_what_there_is():
    response = client.post("/stones", json={"id": "flint", "weight": 1})
    assert response.status_code == 409
