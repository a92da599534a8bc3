"""What handlers return, and what becomes of it."""

import dataclasses
import enum
import http
from typing import Any

from tests.differential.fastapi_apps import ours


@dataclasses.dataclass
class Public:
    name: str
    note: str | None = None
    size: int = 3


@dataclasses.dataclass
class Private(Public):
    password: str = "secret"


class Level(enum.IntEnum):
    low = 1


def declare(api: Any) -> Any:
    app = api.App()

    @app.get("/model", response_model=Public)
    async def model() -> Any:
        return Private("n", password="hidden")

    @app.get("/annotated")
    async def annotated() -> Public:
        return Private("n")

    @app.get("/from-dict")
    async def from_dict() -> Public:
        return {"name": "n", "password": "hidden"}

    @app.get("/list")
    async def many() -> list[Public]:
        return [Private("a"), Public("b", "c")]

    @app.get("/invalid")
    async def invalid() -> Public:
        return {"nom": "n"}

    @app.get("/include", response_model_include={"name"})
    async def include() -> Public:
        return Public("n")

    @app.get("/exclude", response_model_exclude=["note", "size"])
    async def exclude() -> Public:
        return Public("n")

    @app.get("/exclude-none", response_model_exclude_none=True)
    async def exclude_none() -> Public:
        return Public("n")

    @app.get("/exclude-defaults", response_model_exclude_defaults=True)
    async def exclude_defaults() -> Public:
        return Public("n", size=4)

    @app.get("/no-model", response_model=None)
    async def no_model() -> Public:
        return Private("n")

    @app.get("/none")
    async def none() -> None:
        return None

    @app.get("/jsonable")
    async def jsonable():
        return {"set": {1}, "level": Level.low, "data": Public("n"), 5: None, "bytes": b"x"}

    @app.get("/nan")
    async def nan():
        return float("nan")

    @app.get("/nan/model")
    async def nan_model() -> float:
        return float("nan")

    @app.get("/nan/any")
    async def nan_any() -> Any:
        return float("nan")

    @app.get("/nan/any/inside")
    async def nan_in_any() -> dict[str, Any]:
        return {"a": float("inf"), "b": [1.5, {"c": float("-inf")}]}

    @app.get("/nan/inside")
    async def nan_inside():
        return {"a": [float("inf")]}

    @app.get("/nan/response-model", response_model=Any)
    async def nan_response_model():
        return [float("nan")]

    @app.get("/nan/no-response-model", response_model=None)
    async def nan_no_response_model() -> float:
        return float("nan")

    @app.get("/nan/any/class", response_class=api.JSONResponse)
    async def nan_any_class() -> Any:
        return float("nan")

    class Measured(api.BaseModel):
        number: float

    @app.get("/nan/undeclared-model")
    async def nan_undeclared_model():
        return Measured(number=float("nan"))

    @app.get("/nan/class", response_class=api.JSONResponse)
    async def nan_class() -> Measured:
        return Measured(number=float("nan"))

    @app.get("/small/class", response_class=api.JSONResponse)
    async def small_class() -> Measured:
        return Measured(number=1e-7)

    @app.get("/int")
    def an_int() -> int:
        return "5"

    @app.get("/status", status_code=http.HTTPStatus.ACCEPTED)
    async def status() -> Any:
        return "accepted"

    for code in (204, 205, 304):

        @app.get(f"/status/{code}", status_code=code)
        async def without_content():
            return None

    @app.get("/text", response_class=api.PlainTextResponse)
    async def text() -> Any:
        return "plain"

    @app.get("/html", response_class=api.HTMLResponse, status_code=202)
    async def html() -> Any:
        return "<p>"

    @app.get("/redirect", response_class=api.RedirectResponse)
    async def redirect() -> Any:
        return "/elsewhere"

    @app.get("/redirect/own", response_class=api.RedirectResponse, status_code=303)
    async def redirect_own() -> Any:
        return "/elsewhere"

    @app.get("/response")
    async def response() -> api.Response:
        return api.PlainTextResponse("own", 203, {"x-own": "yes"})

    @app.get("/json-response")
    async def json_response() -> api.JSONResponse:
        return api.JSONResponse({"a": "é"})

    router = api.APIRouter(default_response_class=api.PlainTextResponse)

    @router.get("/plain")
    async def plain() -> Any:
        return "by default"

    @router.get("/plain/json", response_class=api.JSONResponse)
    async def plain_json() -> Any:
        return "json"

    app.include_router(router, prefix="/router")
    return app


app = declare(ours())
