"""A model of the cookies, which may refuse others."""

from typing import Annotated

from fasterapi import App, Cookie, Model

app = App()


class Cookies(Model):
    session: str
    campaign: str | None = None
    visits: int = 0


class OnlyCookies(Cookies):
    model_config = {"extra": "forbid"}


@app.get("/shop")
async def read_shop(cookies: Annotated[Cookies, Cookie()]):
    return cookies


@app.get("/shop/strict")
async def read_strictly(cookies: Annotated[OnlyCookies, Cookie()]):
    return cookies
