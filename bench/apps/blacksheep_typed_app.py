"""The typed workloads on BlackSheep, models by pydantic.

Its parameters have types but no bounds, so handlers check those; it filters no answers, so the handler leaves
the password out; `def` handlers run on the loop, so this one goes to a thread by asyncio. Its container makes
the settings and the session, a binder of ours the user.
"""

import asyncio
import threading

from blacksheep import Application, FromJSON, Response, get, json, post, text
from blacksheep.exceptions import Unauthorized
from blacksheep.server.bindings import Binder, BoundValue
from pydantic_models import RECORDS, Order, Reading, Record, receipt_of
from sessions import SETTINGS, Session, User

PUBLIC = set(Record.model_fields)

app = Application()
app.services.add_instance(SETTINGS)
app.services.add_scoped(Session)
calls = 0
lock = threading.Lock()


@get("/calls")
async def count():
    return text(str(calls))


@get("/items/{item_id}")
async def typed(item_id: int, q: str | None = None, limit: int = 10, active: bool = False):
    global calls
    if not 1 <= limit <= 100 or (q is not None and len(q) > 50):
        return Response(422)
    calls += 1
    return json({"item_id": item_id, "q": q, "limit": limit, "active": active})


@post("/orders")
async def order(order: FromJSON[Order]):
    global calls
    calls += 1
    return json(receipt_of(order.value))


class FromUser(BoundValue[User]):
    pass


class UserBinder(Binder):
    handle = FromUser

    async def get_value(self, request):
        session = app.services.resolve(Session)
        authorization = request.get_first_header(b"Authorization")
        user = session.find_user(authorization.decode()) if authorization else None
        if user is None:
            raise Unauthorized
        return user


@get("/me")
async def me(user: FromUser):
    global calls
    calls += 1
    found = user.value
    return json({"name": found.name, "email": found.email, "tenant": found.tenant})


@get("/records")
async def records():
    global calls
    calls += 1
    return json([record.model_dump(include=PUBLIC) for record in RECORDS])


def work(item_id: int):
    global calls
    with lock:
        calls += 1
    return {"item_id": item_id}


@get("/blocking/{item_id}")
async def blocking(item_id: int):
    return json(await asyncio.to_thread(work, item_id))


@post("/readings")
async def readings(readings: FromJSON[list[Reading]]):
    global calls
    calls += 1
    found = readings.value
    return json({"count": len(found), "valid": sum(reading.valid for reading in found)})
