"""The benchmark routes on socketify (uWebSockets). Usage: socketify_app.py PORT"""

import json
import sys

from socketify import App, AppListenOptions

app = App()
calls = 0


def plaintext(response, request):
    global calls
    calls += 1
    response.write_header("Content-Type", "text/plain")
    response.end("Hello, World!")


def hello(response, request):
    global calls
    calls += 1
    response.write_header("Content-Type", "application/json")
    response.end(json.dumps({"message": "Hello, World!"}))


def count(response, request):
    response.end(str(calls))


app.get("/plaintext", plaintext)
app.get("/json", hello)
app.get("/calls", count)
app.listen(AppListenOptions(port=int(sys.argv[1]), host="127.0.0.1"), lambda config: None)
app.run()
