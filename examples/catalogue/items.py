"""Items: list, look at, add, change, remove."""

from typing import Annotated
from uuid import UUID

from fasterapi import Depends, HTTPException, Query, Response, Router

from .models import Filter, Item, ItemPatch, NewItem, Page
from .security import Editor
from .store import CurrentStore

router = Router(prefix="/items", tags=["items"])

UNKNOWN = {404: {"description": "No such item"}}
DENIED = {401: {"description": "Not signed in"}, 403: {"description": "Not allowed"}}


async def one_item(item_id: UUID, store: CurrentStore) -> Item:
    """The item that the path names."""
    if (item := store.items.get(item_id)) is None:
        raise HTTPException(404, f"There is no item {item_id}")
    return item


OneItem = Annotated[Item, Depends(one_item)]


@router.get("")
async def list_items(wanted: Annotated[Filter, Query()], store: CurrentStore) -> Page:
    """List items, a page at a time."""
    found = store.find(wanted)
    return Page(total=len(found), items=found[wanted.offset : wanted.offset + wanted.limit])


@router.get("/{item_id}", responses=UNKNOWN, response_model_exclude_none=True)
async def get_item(item: OneItem) -> Item:
    """Look at one item."""
    return item


@router.post("", status_code=201, responses=DENIED)
async def add_item(new: NewItem, user: Editor, store: CurrentStore, response: Response) -> Item:
    """Add an item, which is then yours."""
    item = Item(**new.model_dump(), owner=user.name)
    store.items[item.id] = item
    response.headers["location"] = f"/items/{item.id}"
    return item


@router.patch("/{item_id}", responses=UNKNOWN | DENIED)
async def change_item(item: OneItem, patch: ItemPatch, user: Editor, store: CurrentStore) -> Item:
    """Change some of an item of yours."""
    check_owner(item, user.name)
    changes = {name: getattr(patch, name) for name in patch.model_fields_set}
    changed = Item.model_validate(item.model_dump() | changes)
    store.items[item.id] = changed
    return changed


@router.delete("/{item_id}", status_code=204, responses=UNKNOWN | DENIED)
async def remove_item(item: OneItem, user: Editor, store: CurrentStore) -> None:
    """Remove an item of yours."""
    check_owner(item, user.name)
    del store.items[item.id]


def check_owner(item: Item, name: str) -> None:
    if item.owner != name:
        raise HTTPException(403, "This is somebody else's item")
