"""Routers, mounts, names and paths."""

from typing import Any

from tests.differential.fastapi_apps import ours


def declare(api: Any) -> Any:
    app = api.App()

    @app.get("/first/{x}")
    async def first(x: str) -> Any:
        return f"first {x}"

    @app.get("/first/exact")
    async def never(x: str = "") -> Any:
        return "exact"

    @app.post("/methods")
    async def post() -> Any:
        return "post"

    @app.put("/methods")
    async def put() -> Any:
        return "put"

    @app.get("/slash/")
    async def slash() -> Any:
        return "slash"

    @app.get("/noslash")
    async def noslash() -> Any:
        return "noslash"

    users = api.APIRouter(prefix="/users", tags=["users"])

    @users.get("")
    async def list_users() -> Any:
        return "users"

    @users.get("/{user_id}", name="one")
    async def one_user(user_id: int) -> Any:
        return user_id

    posts = api.APIRouter()

    @posts.get("/posts/{post_id}")
    async def one_post(user_id: int, post_id: int) -> Any:
        return [user_id, post_id]

    users.include_router(posts, prefix="/{user_id}")
    app.include_router(users, prefix="/v1")
    app.include_router(users, prefix="/v2")

    @app.get("/urls")
    async def urls(request: api.Request) -> Any:
        return [
            str(request.url_for("one", user_id=5)),
            str(request.url_for("one_post", user_id=1, post_id=2)),
            str(app.url_path_for("list_users")),
            str(request.url_for("sub:inner", x="y")),
            str(request.base_url),
        ]

    sub = api.App()

    @sub.get("/inner/{x}", name="inner")
    async def inner(x: str, request: api.Request) -> Any:
        return [x, request.url.path, request.scope["root_path"], request.scope["path"], request.app is sub]

    @sub.post("/inner-post")
    async def inner_post() -> Any:
        return "post"

    app.mount("/sub", sub, name="sub")

    @app.get("/scope/{x}")
    async def scope(x: str, request: api.Request) -> Any:
        found = request.scope
        return [
            *(found[key] for key in ("type", "method", "path", "root_path", "http_version", "path_params")),
            found["raw_path"].decode(),
            found["query_string"].decode(),
            found["endpoint"] is scope,
            found["route"].path_format,
            found["route"].name,
        ]

    @app.api_route("/several", methods=["GET", "DELETE"])
    async def several(request: api.Request) -> Any:
        return request.method

    return app


app = declare(ours())
