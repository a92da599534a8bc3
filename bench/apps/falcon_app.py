"""The benchmark routes on Falcon's ASGI app."""

from falcon import MEDIA_TEXT, asgi

calls = 0


class Plaintext:
    async def on_get(self, request, response):
        global calls
        calls += 1
        response.content_type = MEDIA_TEXT
        response.text = "Hello, World!"


class Hello:
    async def on_get(self, request, response):
        global calls
        calls += 1
        response.media = {"message": "Hello, World!"}


class Count:
    async def on_get(self, request, response):
        response.content_type = MEDIA_TEXT
        response.text = str(calls)


app = asgi.App()
app.add_route("/plaintext", Plaintext())
app.add_route("/json", Hello())
app.add_route("/calls", Count())
