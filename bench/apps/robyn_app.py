"""The benchmark routes on Robyn. Usage: robyn_app.py PORT, then Robyn's own options"""

import sys

from robyn import Response, Robyn

app = Robyn(__file__)
TEXT = {"Content-Type": "text/plain"}
calls = 0


@app.get("/plaintext")
async def plaintext():
    global calls
    calls += 1
    return Response(200, TEXT, "Hello, World!")


@app.get("/json")
async def hello():
    global calls
    calls += 1
    return {"message": "Hello, World!"}


@app.get("/calls")
async def count():
    return str(calls)


if __name__ == "__main__":
    app.start(host="127.0.0.1", port=int(sys.argv.pop(1)), _check_port=False)
