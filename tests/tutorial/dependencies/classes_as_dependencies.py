"""A class as a dependency: the parameters are those of its constructor."""

from typing import Annotated

from fasterapi import App, Depends

app = App()

WORDS = ["ash", "elm", "oak", "yew"]


class Paging:
    def __init__(self, q: str | None = None, skip: int = 0, limit: int = 100) -> None:
        self.q = q
        self.skip = skip
        self.limit = limit


def answer(page: Paging):
    found = {"words": WORDS[page.skip : page.skip + page.limit]}
    return found if page.q is None else {**found, "q": page.q}


@app.get("/words")
async def read_words(page: Annotated[Paging, Depends(Paging)]):
    return answer(page)


@app.get("/words/short")
async def read_shortly(page: Annotated[Paging, Depends()]):
    return answer(page)
