"""The benchmark routes on Starlette."""

from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

calls = 0


async def plaintext(request):
    global calls
    calls += 1
    return PlainTextResponse("Hello, World!")


async def hello(request):
    global calls
    calls += 1
    return JSONResponse({"message": "Hello, World!"})


async def count(request):
    return PlainTextResponse(str(calls))


app = Starlette(routes=[Route("/plaintext", plaintext), Route("/json", hello), Route("/calls", count)])
