"""dependency_overrides: other functions in the place of dependencies, for tests."""

from typing import Annotated

from fasterapi import App, Depends

app = App()


async def paging(q: str | None = None, skip: int = 0, limit: int = 100):
    return {"q": q, "skip": skip, "limit": limit}


async def fixed_paging(q: str | None = None):
    return {"q": q, "skip": 5, "limit": 10}


@app.get("/books")
async def read_books(page: Annotated[dict, Depends(paging)]):
    return page
