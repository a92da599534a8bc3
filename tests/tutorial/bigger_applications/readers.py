"""A router that says nothing of itself."""

from fasterapi import APIRouter

router = APIRouter()


@router.get("/readers", tags=["readers"])
async def read_readers():
    return [{"username": "ada"}, {"username": "bob"}]


@router.get("/readers/me", tags=["readers"])
async def read_me():
    return {"username": "whoever asks"}


@router.get("/readers/{username}", tags=["readers"])
async def read_reader(username: str):
    return {"username": username}
