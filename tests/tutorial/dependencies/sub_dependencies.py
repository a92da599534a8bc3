"""Dependencies of dependencies; each is called once for a request, unless it is not to be cached."""

from itertools import count
from typing import Annotated

from fasterapi import App, Cookie, Depends

app = App()


def query_of(q: str | None = None):
    return q


def query_or_cookie(
    q: Annotated[str | None, Depends(query_of)], last_query: Annotated[str | None, Cookie()] = None
):
    return q or last_query


@app.get("/search")
async def search(words: Annotated[str | None, Depends(query_or_cookie)]):
    return {"words": words}


CALLS = count(1)


def number():
    return next(CALLS)


def again(value: Annotated[int, Depends(number)]):
    return value


@app.get("/cached")
async def cached(first: Annotated[int, Depends(number)], second: Annotated[int, Depends(again)]):
    return first == second


@app.get("/not-cached")
async def not_cached(
    first: Annotated[int, Depends(number)], second: Annotated[int, Depends(number, use_cache=False)]
):
    return second - first
