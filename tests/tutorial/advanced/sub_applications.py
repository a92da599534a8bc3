"""Another application below a path, with its own routes, documentation and handlers."""

from fasterapi import App, JSONResponse, Request

app = App()
inner = App(title="Inside")


class LockedError(Exception):
    pass


@inner.exception_handler(LockedError)
async def locked(request: Request, exc: LockedError):
    return JSONResponse({"locked": True}, status_code=423)


@app.get("/app")
def read_app():
    return {"message": "outside"}


@inner.get("/sub")
def read_sub(request: Request):
    return {"message": "inside", "root_path": request.scope["root_path"], "path": request.url.path}


@inner.get("/locked")
def read_locked():
    raise LockedError


app.mount("/inner", inner)
