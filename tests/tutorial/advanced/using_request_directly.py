"""The request itself, beside what is declared."""

from fasterapi import App, Request

app = App()


@app.get("/things/{thing}")
async def read_thing(thing: int, request: Request):
    return {
        "thing": thing,
        "client": request.client.host,
        "method": request.method,
        "path": request.url.path,
        "all": request.query_params.getlist("a"),
        "agent": request.headers["user-agent"],
        "cookie": request.cookies.get("c"),
        "in_path": request.path_params,
    }
