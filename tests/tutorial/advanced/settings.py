"""Settings from the environment: checked once, replaced in tests."""

import os
from functools import lru_cache
from typing import Annotated

from fasterapi import App, Depends, Field, Model

app = App()


class Settings(Model):
    app_name: str = "Garden"
    admin_email: str
    items_per_user: int = Field(50, gt=0)


@lru_cache
def settings() -> Settings:
    """Of variables as GARDEN_ADMIN_EMAIL."""
    prefix = "GARDEN_"
    found = {
        name.removeprefix(prefix).lower(): value
        for name, value in os.environ.items()
        if name.startswith(prefix)
    }
    return Settings.model_validate(found)


@app.get("/info")
async def read_info(chosen: Annotated[Settings, Depends(settings)]):
    return chosen
