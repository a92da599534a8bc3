"""The benchmark routes as a bare RSGI application (Granian's own interface)."""

import json

TEXT = [("content-type", "text/plain")]
JSON = [("content-type", "application/json")]
calls = 0


class App:
    async def __rsgi__(self, scope, protocol):
        global calls
        path = scope.path
        if path == "/plaintext":
            calls += 1
            protocol.response_str(200, TEXT, "Hello, World!")
        elif path == "/json":
            calls += 1
            protocol.response_str(200, JSON, json.dumps({"message": "Hello, World!"}))
        elif path == "/calls":
            protocol.response_str(200, TEXT, str(calls))
        else:
            protocol.response_empty(404, TEXT)


app = App()
