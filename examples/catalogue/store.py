"""Where everything is kept: in memory, for as long as the process lives."""

import secrets
from time import monotonic
from typing import Annotated
from uuid import UUID

from fasterapi import Depends, Request

from .models import Filter, Item, StoredUser

TOKEN_SECONDS = 3600


class Store:
    """Users by name, names by token, items by id."""

    def __init__(self) -> None:
        self.users: dict[str, StoredUser] = {}
        self.items: dict[UUID, Item] = {}
        self._tokens: dict[str, tuple[str, float]] = {}

    def new_token(self, user: StoredUser) -> str:
        """A token that stands for the user for an hour."""
        self._tokens = {token: one for token, one in self._tokens.items() if one[1] > monotonic()}
        token = secrets.token_urlsafe(24)
        self._tokens[token] = (user.name, monotonic() + TOKEN_SECONDS)
        return token

    def user_of(self, token: str) -> StoredUser | None:
        """Whose token it is, unless it has expired."""
        name, expires = self._tokens.get(token, ("", 0.0))
        return self.users.get(name) if expires > monotonic() else None

    def find(self, wanted: Filter) -> list[Item]:
        """All items that the filter lets through, in its order."""
        found = [item for item in self.items.values() if matches(item, wanted)]
        return sorted(found, key=lambda item: getattr(item, wanted.order_by))


def matches(item: Item, wanted: Filter) -> bool:
    """Whether the item is one of those wanted."""
    return (
        (wanted.search is None or wanted.search.casefold() in item.name.casefold())
        and item.tags.issuperset(wanted.tag)
        and (wanted.max_price is None or item.price <= wanted.max_price)
    )


async def store_of(request: Request) -> Store:
    """The application's own, which its lifespan made."""
    store: Store = request.state.store
    return store


CurrentStore = Annotated[Store, Depends(store_of)]
