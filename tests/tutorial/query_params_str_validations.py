"""Query(): lengths, patterns, lists, aliases, documentation, validators of one's own."""

import random
from typing import Annotated

from fasterapi import AfterValidator, App, Query

app = App()

SHELF = {"isbn-1": "The Trees", "isbn-2": "The Seas", "tape-1": "The Winds"}


@app.get("/optional")
async def optional(q: Annotated[str | None, Query(max_length=8)] = None):
    return {"q": q}


@app.get("/bounded")
async def bounded(q: Annotated[str | None, Query(min_length=3, max_length=8, pattern="^b.*k$")] = None):
    return {"q": q}


@app.get("/default")
async def default(q: Annotated[str, Query(min_length=3)] = "book"):
    return {"q": q}


@app.get("/required")
async def required(q: Annotated[str, Query(min_length=3)]):
    return {"q": q}


@app.get("/required-or-none")
async def required_or_none(q: Annotated[str | None, Query(min_length=3)]):
    return {"q": q}


@app.get("/old-style")
async def old_style(q: str | None = Query(default=None, max_length=8)):
    return {"q": q}


@app.get("/list")
async def many(q: Annotated[list[str] | None, Query()] = None):
    return {"q": q}


@app.get("/list-default")
async def many_by_default(q: Annotated[list[str], Query()] = ["a", "b"]):
    return {"q": q}


@app.get("/untyped-list")
async def any_list(q: Annotated[list, Query()] = []):
    return {"q": q}


@app.get("/documented")
async def documented(
    q: Annotated[
        str | None,
        Query(
            alias="search-words",
            title="Search words",
            description="What the title has in it",
            min_length=3,
            deprecated=True,
        ),
    ] = None,
    hidden: Annotated[str | None, Query(include_in_schema=False)] = None,
):
    return {"q": q, "hidden": hidden}


def known_prefix(identifier: str) -> str:
    if not identifier.startswith(("isbn-", "tape-")):
        raise ValueError('it has to begin with "isbn-" or "tape-"')
    return identifier


@app.get("/validator")
async def validated(identifier: Annotated[str | None, AfterValidator(known_prefix)] = None):
    if identifier is None:
        identifier, name = random.Random(1).choice(list(SHELF.items()))
    else:
        name = SHELF.get(identifier)
    return {"identifier": identifier, "name": name}
