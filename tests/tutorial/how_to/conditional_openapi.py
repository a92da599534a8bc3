"""Documentation only where the environment wants it."""

import os

from fasterapi import App

app = App(openapi_url=os.environ.get("GARDEN_OPENAPI_URL", "/openapi.json") or None)


@app.get("/")
def greet():
    return {"message": "Hello"}
