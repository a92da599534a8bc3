"""One model for each purpose: what comes in, what goes out, what is kept; unions, lists and dicts of them."""

import hashlib
from typing import Any

from fasterapi import App, Model

app = App()


class MemberBase(Model):
    username: str
    full_name: str | None = None


class MemberIn(MemberBase):
    password: str


class MemberOut(MemberBase):
    pass


class MemberInStore(MemberBase):
    password_hash: str


class Vehicle(Model):
    description: str
    kind: str


class Car(Vehicle):
    kind: str = "car"


class Plane(Vehicle):
    kind: str = "plane"
    seats: int


STORE: dict[str, MemberInStore] = {}

VEHICLES = {
    "car": {"description": "Four wheels", "kind": "car"},
    "plane": {"description": "Two wings", "kind": "plane", "seats": 5},
}


def store(member: MemberIn) -> MemberInStore:
    digest = hashlib.scrypt(member.password.encode(), salt=member.username.encode(), n=2, r=1, p=1)
    STORE[member.username] = MemberInStore(**member.model_dump(), password_hash=digest.hex())
    return STORE[member.username]


@app.post("/members", response_model=MemberOut)
async def create_member(member: MemberIn) -> Any:
    return store(member)


@app.get("/vehicles/{vehicle_id}", response_model=Plane | Car)
async def read_vehicle(vehicle_id: str):
    return VEHICLES[vehicle_id]


@app.get("/vehicles", response_model=list[Vehicle])
async def read_vehicles():
    return list(VEHICLES.values())


@app.get("/weights", response_model=dict[str, float])
async def read_weights():
    return {"feather": 0.1, "stone": 3}
