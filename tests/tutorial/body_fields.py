"""Field(): bounds and documentation of a model's members."""

from typing import Annotated

from fasterapi import App, Body, Field, Model

app = App()


class Tea(Model):
    name: str
    description: str | None = Field(default=None, title="What it tastes like", max_length=20)
    price: float = Field(gt=0, description="More than nothing")
    origin: Annotated[str, Field(min_length=2, examples=["Assam"])] = "unknown"


@app.put("/teas/{tea_id}")
async def replace_tea(tea_id: int, tea: Annotated[Tea, Body(embed=True)]):
    return {"tea_id": tea_id, "tea": tea}
