"""The OpenAPI document, changed before it is served."""

from fasterapi import App
from fasterapi.openapi.utils import get_openapi

app = App()


@app.get("/items")
async def read_items():
    return [{"name": "cup"}]


def extended():
    if not app.openapi_schema:
        document = get_openapi(
            title="Garden", version="2.5.0", summary="What grows", description="Plants", routes=app.routes
        )
        document["info"]["x-logo"] = {"url": "https://example.com/logo.png"}
        app.openapi_schema = document
    return app.openapi_schema


app.openapi = extended
