"""Dependencies of every kind: what is called, in which order, how often, and what is told of errors."""

import functools
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from tests.differential.fastapi_apps import ours


def declare(api: Any) -> Any:
    Depends, Security, Query, Header = api.Depends, api.Security, api.Query, api.Header
    log: list[str] = []

    def logged(name: str) -> Any:
        async def dependency() -> str:
            log.append(name)
            return name

        return dependency

    app_wide, route_wide, router_wide, included = map(logged, ("app", "route", "router", "include"))
    app = api.App(dependencies=[Depends(app_wide)])

    # An application of its own, so that reading the log adds nothing to it.
    observer = api.App()
    app.mount("/log", observer)

    @observer.get("/")
    async def read_log() -> Any:
        return log

    @observer.delete("/")
    async def clear_log() -> None:
        log.clear()

    def counter() -> int:
        log.append("counter")
        return len(log)

    async def first(n: Annotated[int, Depends(counter)]) -> Any:
        log.append("first")
        return n

    def second(n: int = Depends(counter)) -> Any:
        log.append("second")
        return n

    @app.get("/cached")
    async def cached(a: Annotated[Any, Depends(first)], b: Annotated[Any, Depends(second)]) -> Any:
        return a == b

    @app.get("/uncached")
    async def uncached(
        a: Annotated[int, Depends(counter)], b: Annotated[int, Depends(counter, use_cache=False)]
    ) -> Any:
        return a == b

    @app.get("/route-wide", dependencies=[Depends(route_wide), Depends(first)])
    async def with_dependencies(n: Annotated[Any, Depends(second)]) -> Any:
        log.append("handler")
        return "done"

    def limits(limit: int = 10, skip: Annotated[int, Query(ge=0)] = 0) -> dict[str, int]:
        return {"limit": limit, "skip": skip}

    def needs_token(x_token: Annotated[str, Header()], limits: Annotated[Any, Depends(limits)]) -> str:
        log.append("token")
        return x_token

    @app.get("/errors")
    async def errors(
        q: int, token: Annotated[str, Depends(needs_token)], again: Annotated[Any, Depends(limits)]
    ) -> Any:
        return [q, token, again]

    @app.get("/errors/both")
    async def errors_twice(
        a: Annotated[Any, Depends(limits)],
        n: Annotated[int, Depends(counter)],
        b: Annotated[Any, Depends(limits)],
    ) -> Any:
        return [a, b]

    class Pages:
        def __init__(self, page: int = 1, size: int = 20) -> None:
            self.page = page
            self.size = size

    @app.get("/class")
    async def by_class(pages: Annotated[Pages, Depends()], same: Annotated[Any, Depends(Pages)]) -> Any:
        return [pages.page, pages.size, pages is same]

    class Checker:
        def __init__(self, word: str) -> None:
            self.word = word

        def __call__(self, q: str = "") -> bool:
            return self.word in q

        async def later(self, q: str = "") -> str:
            return q + self.word

    checker = Checker("fox")

    @app.get("/callables")
    async def callables(
        found: Annotated[bool, Depends(checker)],
        method: Annotated[str, Depends(checker.later)],
        partial: Annotated[Any, Depends(functools.partial(limits, skip=5))],
        lambda_: Annotated[Any, Depends(lambda q="": q)],
    ) -> Any:
        return [found, method, partial, lambda_]

    async def opened() -> AsyncIterator[str]:
        log.append("open")
        try:
            yield "value"
        finally:
            log.append("close")

    def opened_sync(outer: Annotated[str, Depends(opened)]) -> Iterator[str]:
        log.append("open sync")
        yield outer + "!"
        log.append("close sync")

    @app.get("/yield")
    async def yields(value: Annotated[str, Depends(opened_sync)]) -> Any:
        log.append("handler")
        return value

    @app.get("/yield/function")
    async def yields_function(
        value: Annotated[str, Depends(opened, scope="function")], tasks: api.BackgroundTasks
    ) -> Any:
        tasks.add_task(log.append, "task")
        log.append("handler")
        return value

    @app.get("/yield/error")
    async def yields_error(value: Annotated[str, Depends(opened)]) -> Any:
        raise api.HTTPException(409, "conflict")

    async def translating() -> AsyncIterator[None]:
        try:
            yield
        except KeyError as error:
            raise api.HTTPException(404, f"no {error.args[0]}") from error

    @app.get("/yield/translated", dependencies=[Depends(translating)])
    async def translated() -> Any:
        raise KeyError("thing")

    async def swallowing() -> AsyncIterator[None]:
        try:
            yield
        except KeyError:
            log.append("swallowed")

    @app.get("/yield/swallowed", dependencies=[Depends(swallowing)])
    async def swallowed() -> Any:
        raise KeyError("thing")

    def fails() -> None:
        raise api.HTTPException(403, "not you")

    @app.get("/fails")
    async def depends_on_failure(
        opened: Annotated[str, Depends(opened)], nothing: Annotated[None, Depends(fails)], n: int
    ) -> Any:
        return opened

    def scopes_of(scopes: api.SecurityScopes) -> Any:
        log.append("scopes")
        return scopes.scopes

    def within(found: Annotated[Any, Security(scopes_of, scopes=["inner"])]) -> Any:
        return found

    @app.get("/scopes")
    async def scoped(
        a: Annotated[Any, Security(within, scopes=["outer", "inner"])],
        b: Annotated[Any, Security(scopes_of, scopes=["other"])],
        c: Annotated[Any, Depends(scopes_of)],
        d: Annotated[Any, Depends(scopes_of)],
    ) -> Any:
        return [a, b, c, d]

    async def sets_response(response: api.Response) -> None:
        response.headers["x-dependency"] = "set"
        response.set_cookie("a", "b")
        response.status_code = 202

    @app.get("/response", dependencies=[Depends(sets_response)], status_code=201)
    async def with_response(response: api.Response) -> Any:
        response.headers["x-handler"] = "set"
        return {"a": 1}

    @app.get("/response/own", dependencies=[Depends(sets_response)])
    async def own_response() -> Any:
        return api.JSONResponse({"own": True}, 203)

    @app.get("/background")
    async def background(tasks: api.BackgroundTasks) -> Any:
        tasks.add_task(log.append, "task 1")
        tasks.add_task(log.append, "task 2")
        return "ok"

    @app.get("/background/own")
    async def own_background(tasks: api.BackgroundTasks) -> Any:
        tasks.add_task(log.append, "never run")
        return api.JSONResponse("ok", background=api.BackgroundTask(log.append, "own task"))

    @app.get("/background/redirect")
    async def redirect_background() -> Any:
        return api.RedirectResponse(
            "/", background=api.BackgroundTasks([api.BackgroundTask(log.append, "redirect")])
        )

    router = api.APIRouter(prefix="/router", dependencies=[Depends(router_wide)])

    @router.get("/a", dependencies=[Depends(route_wide)])
    async def in_router() -> Any:
        log.append("handler")
        return "a"

    app.include_router(router, prefix="/v1", dependencies=[Depends(included)])

    @router.get("/late/{x}")
    async def late(x: int) -> Any:
        return x

    def original(q: str = "q") -> str:
        return f"original {q}"

    def uses_original(value: Annotated[str, Depends(original)]) -> str:
        return f"uses {value}"

    def replacement(r: Annotated[int, Query()], n: Annotated[int, Depends(counter)]) -> str:
        return f"replaced {r}"

    app.dependency_overrides[original] = replacement

    @app.get("/overridden")
    async def overridden(value: Annotated[str, Depends(uses_original)]) -> Any:
        return value

    def one_body(name: Annotated[str, api.Body()]) -> str:
        return name

    @app.post("/body/shared")
    async def shared_body(a: Annotated[str, Depends(one_body)], name: Annotated[str, api.Body()]) -> Any:
        return [a, name]

    @app.post("/body/several")
    async def several_bodies(a: Annotated[str, Depends(one_body)], age: Annotated[int, api.Body()]) -> Any:
        return [a, age]

    return app


app = declare(ours())
