"""The typed workloads on Robyn. Usage: robyn_typed_app.py PORT, then Robyn's own options

Its parameters have types but no bounds, so handlers check those; it filters no answers, so the handler leaves
the password out; what it injects are values, so the handler calls the dependencies.
"""

import sys
import threading

from pydantic import RootModel
from pydantic_models import RECORDS, Order, Reading, Record, receipt_of
from robyn import Request, Response, Robyn
from sessions import SETTINGS, Session, Settings, User

JSON = {"Content-Type": "application/json"}
PUBLIC = set(Record.model_fields)

app = Robyn(__file__)
calls = 0
lock = threading.Lock()


class Readings(RootModel[list[Reading]]):
    pass


@app.get("/calls")
async def count():
    return str(calls)


@app.get("/items/:item_id")
async def typed(item_id: int, q: str | None = None, limit: int = 10, active: bool = False):
    global calls
    if not 1 <= limit <= 100 or (q is not None and len(q) > 50):
        return Response(422, JSON, '{"detail":"out of bounds"}')
    calls += 1
    return {"item_id": item_id, "q": q, "limit": limit, "active": active}


@app.post("/orders")
async def order(order: Order):
    global calls
    calls += 1
    return receipt_of(order)


async def get_settings() -> Settings:
    return SETTINGS


async def get_session(settings: Settings) -> Session:
    return Session(settings)


async def get_user(session: Session, request: Request) -> User | None:
    authorization = request.headers.get("authorization")
    return session.find_user(authorization) if authorization else None


app.inject_global(get_settings=get_settings, get_session=get_session, get_user=get_user)


@app.get("/me")
async def me(request: Request, global_dependencies):
    global calls
    settings = await global_dependencies["get_settings"]()
    session = await global_dependencies["get_session"](settings)
    user = await global_dependencies["get_user"](session, request)
    if user is None:
        return Response(401, JSON, '{"detail":"Unauthorized"}')
    calls += 1
    return {"name": user.name, "email": user.email, "tenant": user.tenant}


@app.get("/records")
async def records():
    global calls
    calls += 1
    return [record.model_dump(include=PUBLIC) for record in RECORDS]


@app.get("/blocking/:item_id")
def blocking(item_id: int):
    global calls
    with lock:
        calls += 1
    return {"item_id": item_id}


@app.post("/readings")
async def readings(readings: Readings):
    global calls
    calls += 1
    return {"count": len(readings.root), "valid": sum(reading.valid for reading in readings.root)}


if __name__ == "__main__":
    app.start(host="127.0.0.1", port=int(sys.argv.pop(1)), _check_port=False)
