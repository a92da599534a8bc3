"""Everything that is said for the documentation alone, and every place that a type can have in it."""

import dataclasses
from enum import Enum
from typing import Annotated, Any, Literal

from tests.differential.fastapi_apps import ours


class Section(str, Enum):  # noqa: UP042  (what both take for tags)
    ITEMS = "items"
    USERS = "users"


def declare(api: Any) -> Any:
    Query, Header, Cookie, Path, Body = api.Query, api.Header, api.Cookie, api.Path, api.Body
    Form, Depends, Security, Field = api.Form, api.Depends, api.Security, api.Field

    class Tag(api.BaseModel):
        """What an item is called by.

        Several of them.
        \f
        Not for the documentation.
        """

        name: str = Field(min_length=1, examples=["red"])
        weight: float | None = Field(None, gt=0, le=1.5, description="How much")

    class Item(api.BaseModel):
        name: Annotated[str, Field(title="Its name", max_length=30)]
        price: float = 1.5
        tags: list[Tag] = []
        parent: "Item | None" = None
        data: bytes = b"x"
        counts: dict[str, int] = Field(default_factory=dict)

    class Cat(api.BaseModel):
        kind: Literal["cat"]
        lives: int = 9

    class Dog(api.BaseModel):
        kind: Literal["dog"]
        name: str | None = None

    class Filters(api.BaseModel):
        limit: int = Field(100, gt=0, le=100, description="At most")
        offset: int = Field(0, ge=0, deprecated=True)
        order_by: Literal["created", "updated"] = "created"
        tags: list[str] = []
        needed: Annotated[str, Field(alias="isNeeded")]

    class Fields(api.BaseModel):
        x_tag: list[str] = []
        if_match: str | None = None

    class Message(api.BaseModel):
        message: str

    @dataclasses.dataclass
    class Point:
        """Where it is."""

        x: int
        y: int = 0

    app = api.App(
        title="Shop",
        summary="Things",
        description="All of **them**.",
        version="2.0",
        terms_of_service="https://example.com/terms",
        contact={"name": "A", "url": "https://example.com/contact", "email": "a@example.com"},
        license_info={"name": "MIT", "identifier": "MIT"},
        openapi_tags=[
            {"name": "items", "description": "Things", "externalDocs": {"url": "https://example.com/x"}}
        ],
        servers=[{"url": "https://example.com/api", "description": "Main"}, {"url": "/v2"}],
        openapi_external_docs={"description": "More", "url": "https://example.com/docs"},
        responses={"5XX": {"description": "Broken"}, 404: {"model": Message}},
    )

    @app.get("/items/{item_id}", tags=[Section.ITEMS, "more"], summary="One item", response_description="It")
    async def read_item(
        item_id: Annotated[int, Path(title="The ID", ge=1, le=1000, description="Of the item")],
        q: Annotated[
            str | None, Query(alias="item-query", min_length=3, max_length=50, deprecated=True)
        ] = None,
        long: Annotated[list[int], Query(examples=[[1, 2]])] = [],
        hidden: Annotated[str | None, Query(include_in_schema=False)] = None,
        x_token: Annotated[str, Header(description="Secret")] = "a",
        strange: Annotated[list[str] | None, Header(convert_underscores=False)] = None,
        ads_id: Annotated[str | None, Cookie()] = None,
        shown: Annotated[
            str, Query(openapi_examples={"one": {"summary": "First", "value": "a"}, "none": {"value": None}})
        ] = "b",
        flag: bool = False,
        ratio: float = 1e3,
    ) -> Item:
        """Read an item.

        With *all* of it.
        \f
        Only for those who read the code.
        """
        raise NotImplementedError

    @app.post("/items", status_code=201, tags=["items"], operation_id="make_item", deprecated=True)
    async def create_item(item: Item) -> Item:
        raise NotImplementedError

    @app.put(
        "/items/{item_id}", responses={200: {"description": "Replaced", "headers": {"X-A": {"schema": {}}}}}
    )
    async def update_item(
        item_id: str,
        item: Item,
        user: Annotated[Message, Body(description="Who")],
        n: Annotated[int, Body(gt=0)] = 1,
    ) -> list[Item]:
        raise NotImplementedError

    @app.patch("/embedded", response_model=Cat | Dog)
    async def embedded(pet: Annotated[Cat | Dog, Body(embed=True, discriminator="kind")]) -> Any:
        raise NotImplementedError

    @app.post("/pets")
    async def pets(pet: Annotated[Cat | Dog, Field(discriminator="kind")]) -> dict[str, Cat]:
        raise NotImplementedError

    @app.post("/optional")
    async def optional(item: Item | None = None) -> Item | None:
        raise NotImplementedError

    @app.post("/examples")
    async def examples(
        item: Annotated[
            Message,
            Body(
                media_type="application/vnd.shop+json",
                openapi_examples={
                    "a": {"value": {"message": "hi"}},
                    "b": {"externalValue": "https://example.com/b"},
                },
            ),
        ],
    ) -> None:
        raise NotImplementedError

    @app.post("/list")
    async def lists(items: list[Message]) -> list[Point]:
        raise NotImplementedError

    @app.post("/point")
    async def point(point: Point) -> Point:
        raise NotImplementedError

    @app.post("/form")
    async def form(
        name: Annotated[str, Form(description="Yours")], age: Annotated[int | None, Form()] = None
    ) -> str:
        raise NotImplementedError

    @app.post("/form-model")
    async def form_model(data: Annotated[Message, Form()]) -> bool:
        raise NotImplementedError

    @app.get("/filters")
    async def filters(
        filters: Annotated[Filters, Query()],
        fields: Annotated[Fields, Header()],
        cookies: Annotated[Fields, Cookie()],
    ) -> Any:
        raise NotImplementedError

    @app.get("/text", response_class=api.PlainTextResponse)
    async def text() -> str:
        raise NotImplementedError

    @app.get("/page", response_class=api.HTMLResponse, responses={200: {"content": {"image/png": {}}}})
    async def page() -> str:
        raise NotImplementedError

    @app.get("/redirect", response_class=api.RedirectResponse)
    async def redirect() -> str:
        raise NotImplementedError

    @app.get("/raw", response_class=api.Response)
    async def raw() -> None:
        raise NotImplementedError

    @app.delete("/items/{item_id}", status_code=204)
    async def delete(item_id: int) -> None:
        raise NotImplementedError

    @app.get("/secret-path", include_in_schema=False)
    async def secret_path() -> Message:
        raise NotImplementedError

    @app.get(
        "/extra",
        openapi_extra={
            "x-extra": {"a": [1, None]},
            "tags": ["one"],
            "parameters": [{"in": "query", "name": "z", "schema": {}}],
        },
        tags=["zero"],
        responses={"4XX": {"model": Message, "description": "Refused"}, "default": {"description": "Other"}},
    )
    async def extra(q: int = 0) -> Any:
        raise NotImplementedError

    @app.get("/responses", responses={302: {"description": "Moved"}, 403: {"model": list[Message]}, 418: {}})
    async def responses() -> int:
        raise NotImplementedError

    # Dependencies: their parameters, and security schemes.

    oauth2 = api.OAuth2PasswordBearer(tokenUrl="token", scopes={"me": "Read yourself", "items": "Read items"})
    basic = api.HTTPBasic(description="Name and password")
    bearer = api.HTTPBearer(bearerFormat="JWT", scheme_name="Token")
    key = api.APIKeyHeader(name="X-Key")

    def paging(q: str | None = None, skip: int = 0, item: Annotated[int, Query(gt=0)] = 1) -> Any:
        raise NotImplementedError

    def user(token: Annotated[str, Depends(oauth2)], page: Annotated[Any, Depends(paging)]) -> Any:
        raise NotImplementedError

    @app.get("/me", dependencies=[Depends(key)])
    async def me(user: Annotated[Any, Security(user, scopes=["me"])], q: str = "a") -> Any:
        raise NotImplementedError

    @app.get("/mine")
    async def mine(
        user: Annotated[Any, Security(user, scopes=["me", "items"])],
        token: Annotated[Any, Depends(bearer)],
        name: Annotated[Any, Depends(basic)],
    ) -> Any:
        raise NotImplementedError

    @app.post("/with-body")
    async def with_body(page: Annotated[Any, Depends(paging)], item: Message) -> Any:
        raise NotImplementedError

    # Routers, callbacks, webhooks.

    invoices = api.APIRouter()

    @invoices.post("{$callback_url}/invoices/{$request.body.id}", response_model=Message)
    def invoice_notification(body: Point) -> None:
        raise NotImplementedError

    @app.post("/invoices/", callbacks=invoices.routes)
    def create_invoice(invoice: Message, callback_url: str | None = None) -> Any:
        raise NotImplementedError

    router = api.APIRouter(
        prefix="/users", tags=["users"], responses={402: {"description": "Pay"}}, deprecated=True
    )

    @router.get("/{user_id:int}/x", tags=["own"])
    def read_user(user_id: int) -> Message:
        raise NotImplementedError

    app.include_router(router, prefix="/api", tags=[Section.USERS], dependencies=[Depends(paging)])

    @app.webhooks.post("new-subscription")
    def new_subscription(body: Point) -> None:
        """When a new one comes."""

    return app


app = declare(ours())
