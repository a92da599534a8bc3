"""One schema for what is read and what is written, where that can be; and types of every kind."""

import datetime
import decimal
import enum
import ipaddress
import pathlib
import uuid
from typing import Annotated, Any, NamedTuple

from typing_extensions import TypedDict  # pydantic wants it before 3.12

from tests.differential.fastapi_apps import ours


class Colour(enum.Enum):
    """What it looks like."""

    RED = "red"
    GREEN = "green"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Place(NamedTuple):
    x: int
    label: str = "here"


class Row(TypedDict, total=False):
    """A row."""

    level: Level
    place: Place


def declare(api: Any) -> Any:
    Field, Query, Body = api.Field, api.Query, api.Body
    app = api.App(separate_input_output_schemas=False)

    class Plain(api.BaseModel):
        a: int = 1
        colour: Colour = Colour.RED

    class Counting(api.BaseModel):
        plain: Plain = Plain()
        amount: decimal.Decimal = Field(decimal.Decimal("1.5"), gt=0, description="How much")

        @api.computed_field
        @property
        def doubled(self) -> int:
            """Twice of it."""
            return 2

    class Page(api.BaseModel):
        rows: list[Counting] = []

    @app.post("/plain")
    async def plain(body: Plain) -> Plain:
        raise NotImplementedError

    @app.post("/counting")
    async def counting(body: Counting) -> Counting:
        raise NotImplementedError

    @app.post("/page")
    async def page(body: Page) -> Page:
        raise NotImplementedError

    @app.post("/types/{identity}")
    async def types(
        identity: uuid.UUID,
        colour: Colour,
        since: datetime.datetime,
        day: datetime.date | None = None,
        at: datetime.time = datetime.time(1, 2),
        patience: Annotated[datetime.timedelta, Query(description="How long")] = datetime.timedelta(
            seconds=1
        ),
        price: decimal.Decimal = decimal.Decimal("0.1"),
        level: Level = Level.LOW,
        address: ipaddress.IPv4Address | ipaddress.IPv6Address | None = None,
        file: pathlib.Path = pathlib.Path("a"),
        rows: Annotated[list[Row] | None, Body()] = None,
    ) -> dict[str, Place]:
        raise NotImplementedError

    return app


app = declare(ours())
