"""lifespan: what runs before the first request and after the last."""

from contextlib import asynccontextmanager

from fasterapi import App, Request

LOG: list[str] = []
ANSWERS: dict[str, int] = {}


@asynccontextmanager
async def lifespan(app: App):
    LOG.append("begin")
    ANSWERS["all"] = 42
    yield {"asked": "the question"}
    ANSWERS.clear()
    LOG.append("end")


app = App(lifespan=lifespan)


@app.get("/answer")
async def read_answer(request: Request):
    return {"answer": ANSWERS["all"], "asked": request.state.asked}
