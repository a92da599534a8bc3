"""The benchmark routes on Litestar."""

from litestar import Litestar, MediaType, get

calls = 0


@get("/plaintext", media_type=MediaType.TEXT)
async def plaintext() -> str:
    global calls
    calls += 1
    return "Hello, World!"


@get("/json")
async def hello() -> dict[str, str]:
    global calls
    calls += 1
    return {"message": "Hello, World!"}


@get("/calls", media_type=MediaType.TEXT)
async def count() -> str:
    return str(calls)


app = Litestar([plaintext, hello, count], openapi_config=None)
