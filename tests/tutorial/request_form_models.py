"""A model of a form, which may refuse other fields."""

from typing import Annotated

from fasterapi import App, Form, Model

app = App()


class Login(Model):
    username: str
    password: str
    remember: bool = False


class OnlyLogin(Login):
    model_config = {"extra": "forbid"}


@app.post("/login")
async def login(form: Annotated[Login, Form()]):
    return form


@app.post("/login/strict")
async def login_strictly(form: Annotated[OnlyLogin, Form()]):
    return form
