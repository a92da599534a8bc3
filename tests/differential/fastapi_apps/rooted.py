"""An application behind a proxy that takes a prefix off the paths, or does not; without redirects."""

from typing import Any

from tests.differential.fastapi_apps import ours


def declare(api: Any) -> Any:
    app = api.App(root_path="/api", redirect_slashes=False)

    def seen(request: Any, name: str, **params: Any) -> Any:
        found = request.scope
        return [
            found["root_path"],
            found["path"],
            str(request.base_url),
            str(request.url_for(name, **params)),
        ]

    @app.get("/items/{item_id}")
    async def item(item_id: int, request: api.Request) -> Any:
        return [item_id, *seen(request, "item", item_id=item_id)]

    sub = api.App()

    @sub.get("/inner")
    async def inner(request: api.Request) -> Any:
        return seen(request, "inner")

    app.mount("/sub", sub)
    return app


app = declare(ours())
