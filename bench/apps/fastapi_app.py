"""The benchmark routes on FastAPI, or on astraapi: FRAMEWORK names the package.
Usage: fastapi_app.py PORT, for astraapi, which is its own server"""

import importlib
import os
import sys

FRAMEWORK = os.environ.get("FRAMEWORK", "fastapi")
framework = importlib.import_module(FRAMEWORK)
PlainTextResponse = importlib.import_module(FRAMEWORK + ".responses").PlainTextResponse

app = framework.AstraAPI() if FRAMEWORK == "astraapi" else framework.FastAPI()
calls = 0


@app.get("/plaintext", response_class=PlainTextResponse)
async def plaintext():
    global calls
    calls += 1
    return "Hello, World!"


@app.get("/json")
async def hello():
    global calls
    calls += 1
    return {"message": "Hello, World!"}


@app.get("/calls", response_class=PlainTextResponse)
async def count():
    return str(calls)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), workers=1)
