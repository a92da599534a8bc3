"""The typed workloads on FastAPI, or on astraapi: FRAMEWORK names the package.
Usage: fastapi_typed_app.py PORT, for astraapi, which is its own server"""

import asyncio
import importlib
import os
import sys
import threading
from typing import Annotated

from pydantic_models import RECORDS, Order, Reading, Receipt, Record, receipt_of
from sessions import SETTINGS, Session, Settings, User

FRAMEWORK = os.environ.get("FRAMEWORK", "fastapi")
framework = importlib.import_module(FRAMEWORK)
PlainTextResponse = importlib.import_module(FRAMEWORK + ".responses").PlainTextResponse
Depends, Header, HTTPException, Query = (
    framework.Depends,
    framework.Header,
    framework.HTTPException,
    framework.Query,
)

app = framework.AstraAPI() if FRAMEWORK == "astraapi" else framework.FastAPI()
calls = 0
lock = threading.Lock()


@app.get("/calls", response_class=PlainTextResponse)
async def count():
    return str(calls)


@app.get("/items/{item_id}")
async def typed(
    item_id: int,
    q: Annotated[str | None, Query(max_length=50)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    active: bool = False,
):
    global calls
    calls += 1
    return {"item_id": item_id, "q": q, "limit": limit, "active": active}


@app.post("/orders")
async def order(order: Order) -> Receipt:
    global calls
    calls += 1
    return receipt_of(order)


async def get_settings() -> Settings:
    return SETTINGS


async def get_session(settings: Annotated[Settings, Depends(get_settings)]) -> Session:
    return Session(settings)


async def get_user(
    session: Annotated[Session, Depends(get_session)], authorization: Annotated[str, Header()]
) -> User:
    user = session.find_user(authorization)
    if user is None:
        raise HTTPException(status_code=401)
    return user


@app.get("/me")
async def me(user: Annotated[User, Depends(get_user)]):
    global calls
    calls += 1
    return {"name": user.name, "email": user.email, "tenant": user.tenant}


@app.get("/records", response_model=list[Record])
async def records():
    global calls
    calls += 1
    return RECORDS


def work(item_id: int):
    global calls
    with lock:
        calls += 1
    return {"item_id": item_id}


if FRAMEWORK == "astraapi":  # it calls `def` handlers on the loop

    @app.get("/blocking/{item_id}")
    async def blocking(item_id: int):
        return await asyncio.to_thread(work, item_id)

else:

    @app.get("/blocking/{item_id}")
    def blocking(item_id: int):
        return work(item_id)


@app.post("/readings")
async def readings(readings: list[Reading]):
    global calls
    calls += 1
    return {"count": len(readings), "valid": sum(reading.valid for reading in readings)}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), workers=1)
