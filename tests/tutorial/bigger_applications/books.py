"""A router with a prefix, tags, dependencies and responses of its own."""

from fasterapi import APIRouter, Depends, HTTPException

from .dependencies import check_header_token

router = APIRouter(
    prefix="/books",
    tags=["books"],
    dependencies=[Depends(check_header_token)],
    responses={404: {"description": "No such book"}},
)

BOOKS = {"trees": {"name": "The Trees"}, "seas": {"name": "The Seas"}}


@router.get("/")
async def read_books():
    return BOOKS


@router.get("/{book_id}")
async def read_book(book_id: str):
    if book_id not in BOOKS:
        raise HTTPException(status_code=404, detail="No such book")
    return {**BOOKS[book_id], "book_id": book_id}


@router.put("/{book_id}", tags=["changes"], responses={403: {"description": "May not be changed"}})
async def replace_book(book_id: str):
    if book_id != "seas":
        raise HTTPException(status_code=403, detail="Only the seas change")
    return {"book_id": book_id, "name": "The great Seas"}
