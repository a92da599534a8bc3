"""What goes in and out."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal
from uuid import UUID, uuid4

from fasterapi import ConfigDict, Field, Model

Name = Annotated[str, Field(min_length=1, max_length=80)]
Price = Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]
Tag = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=30)]


class Role(Enum):
    """What a user may do."""

    reader = "reader"
    editor = "editor"


class NewUser(Model):
    """Somebody who registers."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{3,20}$", description="what one signs in with")]
    password: Annotated[str, Field(min_length=8, max_length=200)]
    role: Role = Role.reader


class User(Model):
    """A user as others see it."""

    name: str
    role: Role
    since: datetime


class StoredUser(User):
    """A user as the catalogue keeps it: never sent, as no route answers with it."""

    salt: bytes
    password_hash: bytes


class Token(Model):
    """What OAuth2 calls an access token response (RFC 6749 5.1)."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int = Field(description="seconds")


class Size(Model):
    """Edges in millimetres."""

    width: int = Field(gt=0)
    height: int = Field(gt=0)
    depth: int = Field(gt=0)


class NewItem(Model):
    """An item to be added."""

    name: Name
    price: Price
    tags: set[Tag] = Field(default_factory=set, max_length=10)
    size: Size | None = None


class ItemPatch(Model):
    """Members that are to change: those that are set. Their defaults stand for nothing."""

    name: Name = "unnamed"
    price: Price = Decimal(0)
    tags: set[Tag] = Field(default_factory=set, max_length=10)
    size: Size | None = None


class Item(NewItem):
    """An item of the catalogue."""

    id: UUID = Field(default_factory=uuid4)
    owner: str
    added: datetime = Field(default_factory=lambda: datetime.now(UTC))


class Filter(Model):
    """Which items to list; all that is said has to hold."""

    model_config = ConfigDict(extra="forbid")

    search: str | None = Field(default=None, max_length=80, description="a part of the name")
    tag: list[Tag] = Field(default_factory=list, max_length=5, description="each has to be there")
    max_price: Price | None = None
    order_by: Literal["added", "name", "price"] = "added"
    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=20, ge=1, le=100)


class Page(Model):
    """A part of a list, and how long the whole is."""

    total: int
    items: list[Item]
