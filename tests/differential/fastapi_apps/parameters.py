"""Values out of every part of a request."""

import dataclasses
import enum
from typing import Annotated, Any, Literal

from tests.differential.fastapi_apps import ours


@dataclasses.dataclass
class Item:
    name: str
    price: float = 1.5
    tags: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class User:
    id: int
    item: Item | None = None


class Color(enum.Enum):
    red = "red"
    blue = "blue"


def declare(api: Any) -> Any:
    app = api.App()
    Query, Header, Cookie, Body, Form, Path = (
        api.Query,
        api.Header,
        api.Cookie,
        api.Body,
        api.Form,
        api.Path,
    )

    @app.get("/path/{item_id}")
    async def path(item_id: int) -> Any:
        return item_id

    @app.get("/path/bounded/{size}")
    async def bounded(size: Annotated[int, Path(gt=0, le=100)]) -> Any:
        return size

    @app.get("/path/aliased/{id}")
    async def aliased(number: Annotated[float, Path(alias="id")]) -> Any:
        return number

    @app.get("/path/rest/{rest:path}")
    async def rest(rest: str) -> Any:
        return rest

    @app.get("/path/untyped/{x}")
    async def untyped(x) -> Any:
        return x

    @app.get("/path/literal/{x}")
    async def literal(x: Literal["a", "b"]) -> Any:
        return x

    @app.get("/path/default/{x}")
    async def path_default(x: int = 3) -> Any:
        return x

    @app.get("/query/scalars")
    async def scalars(s: str, i: int = 0, f: float | None = None, b: bool = False) -> Any:
        return [s, i, f, b]

    @app.get("/query/untyped")
    async def query_untyped(x, y=1) -> Any:
        return [x, y]

    @app.get("/query/constrained")
    async def constrained(
        s: Annotated[str, Query(min_length=2, max_length=4)] = "abc",
        i: int = Query(default=5, ge=1, lt=10),
        t: Annotated[str | None, Query(alias="the-t")] = None,
    ) -> Any:
        return [s, i, t]

    @app.get("/query/lists")
    async def lists(
        a: Annotated[list[int], Query()],
        b: list[str] = Query(default=["x", "y"]),
        c: Annotated[set[int] | None, Query()] = None,
        d: tuple[int, ...] = Query(default=()),
    ) -> Any:
        return [a, b, sorted(c or ()), d]

    @app.get("/query/factory")
    async def factory(a: list[int] = Query(default_factory=lambda: [1])) -> Any:
        a.append(2)
        return a

    @app.get("/query/mutable")
    async def mutable(a: list[int] = Query(default=[1])) -> Any:
        a.append(2)
        return a

    @app.get("/query/wrong-default")
    async def wrong_default(a: int = "text", b: int = Query(default="text", validate_default=True)) -> Any:
        return [a, b]

    @app.get("/query/choices")
    async def choices(
        x: Annotated[int, Query(validation_alias=api.AliasChoices("one", "two"))] = 0,
    ) -> Any:
        return x

    @app.get("/query/strict")
    async def strict(x: Annotated[int | None, Query(strict=True)] = None) -> Any:
        return x

    @app.get("/enum/{color}")
    async def by_enum(color: Color, other: Color = Color.blue) -> Any:
        return [color.value, other.value]

    @app.get("/query/union")
    async def union(x: int | str) -> Any:
        return [x, type(x).__name__]

    @app.get("/headers")
    async def headers(
        x_token: Annotated[str, Header()],
        user_agent: Annotated[str | None, Header()] = None,
        x_number: int = Header(default=0),
        under_score: Annotated[str | None, Header(convert_underscores=False)] = None,
        named: Annotated[int | None, Header(alias="X-Named")] = None,
        x_many: Annotated[list[str] | None, Header()] = None,
    ) -> Any:
        return [x_token, user_agent, x_number, under_score, named, x_many]

    @app.get("/cookies")
    async def cookies(
        a: Annotated[str, Cookie()], b: Annotated[int, Cookie()] = 1, c: str | None = Cookie(default=None)
    ) -> Any:
        return [a, b, c]

    @app.post("/body/item")
    async def body_item(item: Item) -> Any:
        return [item.name, item.price, item.tags]

    @app.post("/body/optional")
    async def body_optional(item: Item | None = None) -> Any:
        return None if item is None else item.name

    @app.post("/body/scalar")
    async def body_scalar(n: Annotated[int, Body()]) -> Any:
        return n

    @app.post("/body/embedded")
    async def body_embedded(item: Annotated[Item, Body(embed=True)]) -> Any:
        return item.name

    @app.post("/body/two")
    async def body_two(item: Item, user: User, n: Annotated[int, Body(gt=0)] = 7) -> Any:
        return [item.name, user.id, user.item and user.item.name, n]

    @app.post("/body/dict")
    async def body_dict(body: dict[str, int]) -> Any:
        return body

    @app.post("/body/list")
    async def body_list(body: list[Item]) -> Any:
        return [item.name for item in body]

    @app.post("/body/any")
    async def body_any(body: Annotated[Any, Body()]) -> Any:
        return body if not isinstance(body, bytes) else ["bytes", body.decode()]

    @app.put("/all/{item_id}")
    async def everything(
        item_id: int, item: Item, q: int, x_token: Annotated[int, Header()], c: Annotated[int, Cookie()]
    ) -> Any:
        return [item_id, item.name, q, x_token, c]

    @app.post("/form")
    async def form(
        name: Annotated[str, Form()],
        age: Annotated[int, Form(ge=0)] = 18,
        tags: Annotated[list[str] | None, Form()] = None,
        note: str | None = Form(default=None),
    ) -> Any:
        return [name, age, tags, note]

    lenient = api.App(strict_content_type=False)

    @lenient.post("/item")
    async def lenient_item(item: Item) -> Any:
        return item.name

    app.mount("/lenient", lenient)
    return app


app = declare(ours())
