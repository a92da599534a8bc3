"""Dependencies that do something after the handler: close, translate errors, by scope."""

from typing import Annotated

from fasterapi import App, Depends, HTTPException

app = App()

LOG: list[str] = []


class Shelf:
    def __init__(self, name: str) -> None:
        self.name = name
        LOG.append(f"open {name}")

    def close(self) -> None:
        LOG.append(f"close {self.name}")


async def first():
    shelf = Shelf("first")
    try:
        yield shelf
    finally:
        shelf.close()


def second(before: Annotated[Shelf, Depends(first)]):
    shelf = Shelf(f"second after {before.name}")
    try:
        yield shelf
    finally:
        shelf.close()


class OwnerError(Exception):
    pass


def translating():
    try:
        yield "ada"
    except OwnerError as error:
        raise HTTPException(status_code=400, detail=f"Owner error: {error}") from error


def noting():
    try:
        yield
    except KeyError:
        LOG.append("seen")
        raise


@app.get("/shelves")
async def read_shelves(shelf: Annotated[Shelf, Depends(second)]):
    LOG.append("handler")
    return {"shelf": shelf.name}


@app.get("/shelves/early")
async def read_early(shelf: Annotated[Shelf, Depends(first, scope="function")]):
    LOG.append("handler")
    return {"shelf": shelf.name}


@app.get("/shelves/missing")
async def read_missing(shelf: Annotated[Shelf, Depends(first)]):
    raise HTTPException(status_code=404, detail="Nothing on it")


@app.get("/things/{thing}")
async def read_thing(thing: str, owner: Annotated[str, Depends(translating)]):
    if thing == "ring":
        raise OwnerError(owner)
    return thing


@app.get("/keys", dependencies=[Depends(noting)])
async def read_keys():
    raise KeyError("none")
