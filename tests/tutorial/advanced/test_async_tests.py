import asyncio
from typing import Any

from fasterapi.testclient import AsyncTestClient


def test_the_authors_test_passes(page: Any) -> None:
    asyncio.run(page.check_greeting())


def test_the_client_of_our_own(page: Any, api: str) -> None:
    async def ask() -> Any:
        async with AsyncTestClient(page.app) as client:
            return (await client.get("/")).json()

    if api == "fasterapi":
        assert asyncio.run(ask()) == {"greeting": "Tomato"}
