"""A model of the query: with all of its parameters, and nothing else."""

from typing import Annotated, Literal

from fasterapi import App, Field, Model, Query

app = App()


class Filter(Model):
    limit: int = Field(50, gt=0, le=100)
    offset: int = Field(0, ge=0)
    order: Literal["oldest", "newest"] = "newest"
    tags: list[str] = []


class StrictFilter(Filter):
    model_config = {"extra": "forbid"}


@app.get("/photos")
async def list_photos(chosen: Annotated[Filter, Query()]):
    return chosen


@app.get("/photos/strict")
async def list_photos_strictly(chosen: Annotated[StrictFilter, Query()]):
    return chosen
