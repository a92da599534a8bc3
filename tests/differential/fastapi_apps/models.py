"""Models: of bodies and answers, and of all that is in a query, in header fields, in cookies or in a form."""

from typing import Annotated, Any, Literal, Union

from tests.differential.fastapi_apps import ours


def declare(api: Any) -> Any:
    app = api.App()
    Model, Field, Query, Header, Cookie, Form = (
        api.BaseModel,
        api.Field,
        api.Query,
        api.Header,
        api.Cookie,
        api.Form,
    )

    class Filters(Model):
        limit: int = Field(100, gt=0, le=100)
        order: str = "created"
        tags: list[str] = []
        kind: str | None = Field(None, alias="the-kind")

    class Strict(Model):
        model_config = {"extra": "forbid"}
        limit: int = 5
        name: str

    class Open(Model):
        model_config = {"extra": "allow"}
        name: str = "n"

    class Common(Model):
        host: str
        save_data: bool
        if_modified: str | None = None
        x_tag: list[str] = []

    class Mixed(Model):
        x_plain: str | None = None
        x_kept: str | None = Header(None, convert_underscores=False)
        x_needed: str = Header(..., convert_underscores=False)
        x_converted: str | None = Header(None)
        x_bounded: int = Header(5, convert_underscores=False, ge=1, description="at least 1")

    class Cookies(Model):
        session: str
        tracker: int | None = None

    class Login(Model):
        user: str
        password: str = Field(min_length=3)
        age: int = 18
        roles: list[str] = []

    class Cat(Model):
        kind: Literal["cat"] = "cat"
        lives: int
        tags: list[str] = []
        nick: str | None = None

    class Dog(Model):
        kind: Literal["dog"] = "dog"
        name: str = Field(min_length=2)
        tags: str = ""
        age: int = Field(3, alias="the-age")

    class Item(Model):
        name: str
        price: float = 1.5

    class Stored(Item):
        id: int = 0
        secret: str = "s"

    @app.get("/query")
    async def query(filters: Annotated[Filters, Query()]) -> Any:
        return [filters.limit, filters.order, filters.tags, filters.kind]

    @app.get("/query/strict")
    async def query_strict(filters: Annotated[Strict, Query()]) -> Any:
        return [filters.limit, filters.name]

    @app.get("/query/open")
    async def query_open(filters: Annotated[Open, Query()]) -> Any:
        return [filters.name, filters.model_extra]

    @app.get("/query/optional")
    async def query_optional(filters: Annotated[Filters | None, Query()] = None) -> Any:
        return None if filters is None else filters.limit

    @app.get("/query/optional-strict")
    async def query_optional_strict(filters: Annotated[Strict | None, Query()] = None) -> Any:
        return None if filters is None else filters.limit

    @app.get("/headers")
    async def headers(common: Annotated[Common, Header()]) -> Any:
        return [common.host, common.save_data, common.if_modified, common.x_tag]

    @app.get("/headers/unconverted")
    async def unconverted(common: Annotated[Common, Header(convert_underscores=False)]) -> Any:
        return [common.host, common.save_data]

    @app.get("/headers/mixed")
    async def mixed(mixed: Annotated[Mixed, Header()]) -> Any:
        return [mixed.x_plain, mixed.x_kept, mixed.x_needed, mixed.x_converted, mixed.x_bounded]

    @app.get("/headers/mixed/unconverted")
    async def mixed_unconverted(mixed: Annotated[Mixed, Header(convert_underscores=False)]) -> Any:
        return [mixed.x_plain, mixed.x_kept, mixed.x_needed, mixed.x_converted, mixed.x_bounded]

    @app.get("/cookies")
    async def cookies(cookies: Annotated[Cookies, Cookie()]) -> Any:
        return [cookies.session, cookies.tracker]

    @app.post("/form")
    async def form(login: Annotated[Login, Form()]) -> Any:
        return [login.user, login.password, login.age, login.roles]

    @app.post("/form/optional")
    async def form_optional(login: Annotated[Login | None, Form()] = None) -> Any:
        return None if login is None else login.user

    @app.post("/form/beside")
    async def form_beside(login: Annotated[Login, Form()], code: Annotated[int, Form()] = 0) -> Any:
        return [login.user, code]

    def pet_shown(pet: Any) -> Any:
        return [type(pet).__name__, pet and pet.model_dump(by_alias=True)]

    @app.post("/form/union")
    async def form_union(pet: Annotated[Cat | Dog, Form()]) -> Any:
        return pet_shown(pet)

    @app.post("/form/union/default")
    async def form_union_default(pet: Union[Dog, Strict, Open] = Form()) -> Any:  # noqa: UP007  (the other way)
        return pet_shown(pet)

    @app.post("/form/union/tagged")
    async def form_union_tagged(pet: Annotated[Cat | Dog, Form(discriminator="kind")]) -> Any:
        return pet_shown(pet)

    @app.post("/form/union/optional")
    async def form_union_optional(pet: Annotated[Cat | Dog | None, Form()] = None) -> Any:
        return pet_shown(pet)

    @app.post("/form/union/optional-open")
    async def form_union_optional_open(pet: Annotated[Dog | Open | None, Form()]) -> Any:
        return pet_shown(pet)

    @app.post("/form/union/beside")
    async def form_union_beside(pet: Annotated[Cat | Dog, Form()], lives: Annotated[int, Form()]) -> Any:
        return [*pet_shown(pet), lives]

    @app.post("/items")
    async def create(item: Item) -> Item:
        return Stored(name=item.name, price=item.price, id=5)

    @app.post("/items/embedded")
    async def embedded(item: Annotated[Item, api.Body(embed=True)], q: int = 1) -> list[Item]:
        return [item] * q

    @app.get("/items/unset", response_model_exclude_unset=True)
    async def unset() -> Stored:
        return Stored(name="n", id=0)

    @app.get("/items/none")
    async def returns_none() -> Item | None:
        return None

    @app.get("/depends")
    async def depends(item: Annotated[Item, api.Depends()]) -> Any:
        return [item.name, item.price]

    return app


app = declare(ours())
