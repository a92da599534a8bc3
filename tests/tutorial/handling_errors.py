"""HTTPException, with header fields; handlers of one's own; what a validation error tells."""

from fasterapi import App, HTTPException, JSONResponse, Model, PlainTextResponse, Request
from fasterapi.encoders import jsonable_encoder
from fasterapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fasterapi.exceptions import RequestValidationError

app = App()
own = App()
logging = App()

POEMS = {"rain": "It falls."}


class SilenceError(Exception):
    def __init__(self, name: str) -> None:
        self.name = name


class Verse(Model):
    title: str
    lines: int


@app.get("/poems/{name}")
async def read_poem(name: str):
    if name not in POEMS:
        raise HTTPException(status_code=404, detail="No such poem")
    return {"poem": POEMS[name]}


@app.get("/poems/{name}/reader")
async def read_reader(name: str):
    raise HTTPException(404, detail={"poem": name, "readers": []}, headers={"X-Error": "Nobody reads it"})


@app.exception_handler(SilenceError)
async def silence(request: Request, exc: SilenceError):
    return JSONResponse({"message": f"{exc.name} says nothing"}, status_code=418)


@app.get("/silence/{name}")
async def be_silent(name: str):
    raise SilenceError(name)


@own.exception_handler(HTTPException)
async def as_text(request: Request, exc: HTTPException):
    return PlainTextResponse(str(exc.detail), status_code=exc.status_code)


@own.exception_handler(RequestValidationError)
async def with_body(request: Request, exc: RequestValidationError):
    return JSONResponse(jsonable_encoder({"wrong": exc.errors(), "body": exc.body}), status_code=400)


@own.get("/poems/{number}")
async def read_numbered(number: int):
    if number == 3:
        raise HTTPException(status_code=418, detail="No third one")
    return {"number": number}


@own.post("/verses")
async def create_verse(verse: Verse):
    return verse


SEEN: list[str] = []


@logging.exception_handler(HTTPException)
async def note_error(request: Request, exc: HTTPException):
    SEEN.append(f"{request.url.path}: {exc.status_code}")
    return await http_exception_handler(request, exc)


@logging.exception_handler(RequestValidationError)
async def note_invalid(request: Request, exc: RequestValidationError):
    SEEN.append(f"{request.url.path}: {len(exc.errors())} wrong")
    return await request_validation_exception_handler(request, exc)


@logging.get("/poems/{number}")
async def read_noted(number: int):
    raise HTTPException(status_code=410, detail="Lost")
