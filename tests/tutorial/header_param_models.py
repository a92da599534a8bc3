"""A model of the header fields, which may refuse others, and may keep underscores."""

from typing import Annotated

from fasterapi import App, Header, Model

app = App()


class Common(Model):
    host: str
    save_data: bool
    if_modified_since: str | None = None
    x_tag: list[str] = []


class OnlyCommon(Common):
    model_config = {"extra": "forbid"}


@app.get("/pages")
async def read_page(headers: Annotated[Common, Header()]):
    return headers


@app.get("/pages/strict")
async def read_strictly(headers: Annotated[OnlyCommon, Header()]):
    return headers


@app.get("/pages/underscores")
async def read_with_underscores(headers: Annotated[Common, Header(convert_underscores=False)]):
    return headers
