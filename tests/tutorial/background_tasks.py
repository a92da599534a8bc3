"""Functions to call after the answer, added by handler and dependency."""

from typing import Annotated

from fasterapi import App, BackgroundTasks, Depends

app = App()

LETTERS: list[str] = []


def write(to: str, text: str = "") -> None:
    LETTERS.append(f"{to}: {text}")


async def write_later(to: str, text: str = "") -> None:
    LETTERS.append(f"{to} (async): {text}")


def noted(tasks: BackgroundTasks, q: str | None = None):
    if q is not None:
        tasks.add_task(write, "log", text=f"found {q}")
    return q


@app.post("/letters/{to}", status_code=202)
async def send(to: str, tasks: BackgroundTasks, q: Annotated[str | None, Depends(noted)]):
    tasks.add_task(write, to, text="hello")
    tasks.add_task(write_later, to, "bye")
    return {"before": len(LETTERS)}
