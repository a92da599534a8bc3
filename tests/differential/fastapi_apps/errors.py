"""Exceptions, and who answers them."""

from typing import Annotated, Any

from tests.differential.fastapi_apps import ours


class UnicornError(Exception):
    def __init__(self, name: str) -> None:
        self.name = name


class SmallUnicornError(UnicornError):
    pass


class Teapot(Exception):  # noqa: N818  (its name)
    pass


def declare(api: Any) -> Any:
    app = api.App()

    @app.exception_handler(UnicornError)
    async def unicorn(request: Any, error: UnicornError) -> Any:
        return api.JSONResponse({"oops": error.name, "path": request.url.path}, 418)

    @app.exception_handler(Teapot)
    def teapot(request: Any, error: Teapot) -> Any:
        return api.PlainTextResponse("teapot", 418)

    @app.exception_handler(409)
    async def conflict(request: Any, error: Any) -> Any:
        return api.PlainTextResponse(f"conflict: {error.detail}", 409)

    @app.exception_handler(Exception)
    async def anything(request: Any, error: Exception) -> Any:
        return api.PlainTextResponse(f"failed: {type(error).__name__}", 500)

    @app.exception_handler(404)
    async def not_found(request: Any, error: Any) -> Any:
        return api.PlainTextResponse("nothing here", 404)

    @app.get("/unicorn/{name}")
    async def raises(name: str) -> Any:
        raise (SmallUnicornError if name == "small" else UnicornError)(name)

    @app.get("/teapot")
    def raises_in_pool() -> Any:
        raise Teapot

    @app.get("/http/{status}")
    async def http(status: int) -> Any:
        raise api.HTTPException(status, {"reason": ["a", 1]}, {"x-reason": "because"})

    @app.get("/http/no-detail/{status}")
    async def http_without_detail(status: int) -> Any:
        raise api.HTTPException(status)

    @app.get("/key-error")
    async def key_error() -> Any:
        raise KeyError("x")

    async def refuses(q: str = "") -> None:
        if q == "unicorn":
            raise UnicornError("in a dependency")

    @app.get("/dependency")
    async def with_dependency(nothing: Annotated[Any, api.Depends(refuses)], n: int = 0) -> Any:
        return n

    plain = api.App()

    @plain.get("/inner")
    async def inner(n: int) -> Any:
        raise UnicornError("unhandled here")

    @plain.exception_handler(UnicornError)
    async def inner_unicorn(request: Any, error: UnicornError) -> Any:
        return api.JSONResponse({"inner": error.name}, 419)

    app.mount("/mounted", plain)

    custom = api.App()

    @custom.exception_handler(api.RequestValidationError)
    async def invalid(request: Any, error: Any) -> Any:
        return api.JSONResponse({"errors": len(error.errors()), "body": error.body}, 400)

    @custom.post("/item")
    async def item(body: dict[str, int], q: int) -> Any:
        return body

    @custom.exception_handler(api.EveryHTTPException)
    async def http_error(request: Any, error: Any) -> Any:
        return api.PlainTextResponse(f"custom {error.status_code}", error.status_code)

    @custom.get("/http/{status}")
    async def custom_http(status: int) -> Any:
        raise api.HTTPException(status)

    app.mount("/custom", custom)
    return app


app = declare(ours())
