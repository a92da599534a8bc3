"""The benchmark routes on Sanic. Usage: sanic_app.py PORT"""

import sys

from sanic import Sanic, json, text

app = Sanic("bench")
calls = 0


@app.get("/plaintext")
async def plaintext(request):
    global calls
    calls += 1
    return text("Hello, World!")


@app.get("/json")
async def hello(request):
    global calls
    calls += 1
    return json({"message": "Hello, World!"})


@app.get("/calls")
async def count(request):
    return text(str(calls))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
