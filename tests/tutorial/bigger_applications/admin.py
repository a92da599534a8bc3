"""A router that belongs to somebody else: where it is and what it asks for is said by who includes it."""

from fasterapi import APIRouter

router = APIRouter()


@router.post("/")
async def change():
    return {"message": "Changed"}
