"""A folder with an application, as users have one; its fixture is `project`."""

from __future__ import annotations

from pathlib import Path

MAIN = """\
from fasterapi import App

app = App()


@app.get("/")
async def index() -> str:
    return __name__
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
