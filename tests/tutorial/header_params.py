"""Header(): names with underscores, several fields of one name."""

from typing import Annotated

from fasterapi import App, Header

app = App()


@app.get("/agent")
async def read_agent(user_agent: Annotated[str | None, Header()] = None):
    return {"User-Agent": user_agent}


@app.get("/underscores")
async def read_strange(strange_header: Annotated[str | None, Header(convert_underscores=False)] = None):
    return {"strange_header": strange_header}


@app.get("/tokens")
async def read_tokens(x_token: Annotated[list[str] | None, Header()] = None):
    return {"X-Token values": x_token}


@app.get("/number")
async def read_number(x_number: Annotated[int, Header()]):
    return {"number": x_number}
