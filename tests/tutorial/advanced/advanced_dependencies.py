"""Dependencies with settings: instances that can be called."""

from typing import Annotated

from fasterapi import App, Depends

app = App()


class Contains:
    def __init__(self, word: str) -> None:
        self.word = word

    def __call__(self, q: str = ""):
        return self.word in q


contains_sea = Contains("sea")


@app.get("/checks")
async def check(sea: Annotated[bool, Depends(contains_sea)], sky: Annotated[bool, Depends(Contains("sky"))]):
    return {"sea": sea, "sky": sky}
