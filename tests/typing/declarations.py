"""Declarations as users write them, in Annotated and as defaults: `mypy --strict` accepts them.

Checked by `make lint`; an ignored error that is none is an error there.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Annotated, Any

from fasterapi import (
    APIRouter,
    App,
    BackgroundTasks,
    Body,
    Cookie,
    Depends,
    Field,
    Form,
    Header,
    HTTPException,
    JSONResponse,
    Model,
    OAuth2PasswordBearer,
    Path,
    Query,
    Request,
    RequestValidationError,
    Response,
    Security,
    SecurityScopes,
)


class Item(Model):
    name: str
    price: float = Field(default=1.0, gt=0, description="In euros.")


@asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[dict[str, Any]]:
    yield {"connection": object()}


app = App(title="Shop", lifespan=lifespan, responses={404: {"description": "There is none."}})
router = APIRouter(prefix="/items", tags=["items"])
scheme = OAuth2PasswordBearer(tokenUrl="token")


async def user(scopes: SecurityScopes, token: Annotated[str, Depends(scheme)]) -> str:
    return token


@router.get("/{item_id}", response_model_exclude_unset=True, status_code=HTTPStatus.OK)
async def read(
    item_id: Annotated[int, Path(ge=1)],
    user: Annotated[str, Security(user, scopes=["items"])],
    q: Annotated[str | None, Query(max_length=50)] = None,
    limit: int = Query(default=10, le=100),
    agent: str = Header(default="", alias="User-Agent"),
    session: str | None = Cookie(default=None),
) -> Item:
    return Item(name=q or user)


@router.post("", status_code=201, dependencies=[Depends(user)])
def create(item: Item, response: Response, tasks: BackgroundTasks, note: str = Body(default="")) -> Item:
    response.headers["x-note"] = note
    tasks.add_task(print, item.name, sep="")
    return item


@router.post("/form")
def form(name: Annotated[str, Form()]) -> str:
    return name


@app.exception_handler(RequestValidationError)
async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    return JSONResponse({"errors": list(error.errors())}, 400)


@app.exception_handler(404)
def missing(request: Request, error: HTTPException) -> JSONResponse:
    return JSONResponse({"missing": str(request.url_for("read", item_id=1))}, 404)


app.include_router(router, prefix="/v1")
app.mount("/other", App())
app.dependency_overrides[user] = lambda: "me"

app.get(1)  # type: ignore[arg-type]  # a path is a str
app.get("/", status_code="200")  # type: ignore[arg-type]  # a status is a number
Query(minimum=3)  # type: ignore[call-arg]  # there is no such option
