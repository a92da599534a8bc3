"""Tests that are coroutines: httpx's client over the application, in the test's own loop."""

import asyncio

import httpx
from fasterapi import App

app = App()

LOOPS: list[asyncio.AbstractEventLoop] = []


@app.get("/")
async def greet():
    LOOPS.append(asyncio.get_running_loop())
    return {"greeting": "Tomato"}


async def check_greeting():
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        response = await client.get("/")
    assert response.status_code == 200
    assert response.json() == {"greeting": "Tomato"}
    assert [asyncio.get_running_loop()] == LOOPS
