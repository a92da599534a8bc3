"""The benchmark routes on BlackSheep."""

from blacksheep import Application, get, json, text

app = Application()
calls = 0


@get("/plaintext")
async def plaintext():
    global calls
    calls += 1
    return text("Hello, World!")


@get("/json")
async def hello():
    global calls
    calls += 1
    return json({"message": "Hello, World!"})


@get("/calls")
async def count():
    return text(str(calls))
