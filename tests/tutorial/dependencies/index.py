"""Depends(): one function's parameters and value for several handlers."""

from typing import Annotated

from fasterapi import App, Depends

app = App()


async def paging(q: str | None = None, skip: int = 0, limit: int = 100):
    return {"q": q, "skip": skip, "limit": limit}


Paging = Annotated[dict, Depends(paging)]


@app.get("/books")
async def read_books(page: Paging):
    return page


@app.get("/readers")
def read_readers(page: Paging):
    return {"readers": page}
