"""Examples in the documentation: of models, fields, bodies, and OpenAPI's own."""

from typing import Annotated

from fasterapi import App, Body, Field, Model

app = App()


class Bike(Model):
    frame: str = Field(examples=["steel", "aluminium"])
    gears: int | None = None

    model_config = {"json_schema_extra": {"examples": [{"frame": "steel", "gears": 3}]}}


@app.put("/bikes/{bike_id}")
async def replace_bike(bike_id: int, bike: Bike):
    return {"bike_id": bike_id, "bike": bike}


@app.put("/bodies/{bike_id}")
async def examples_of_a_body(
    bike_id: int,
    bike: Annotated[Bike, Body(examples=[{"frame": "carbon"}, {"frame": "wood", "gears": "1"}])],
):
    return {"bike_id": bike_id, "bike": bike}


@app.put("/named/{bike_id}")
async def named_examples(
    bike_id: int,
    bike: Annotated[
        Bike,
        Body(
            openapi_examples={
                "usual": {
                    "summary": "A usual one",
                    "description": "This **works**.",
                    "value": {"frame": "steel", "gears": 3},
                },
                "invalid": {"summary": "Gears are counted", "value": {"frame": "steel", "gears": "many"}},
            }
        ),
    ],
):
    return {"bike_id": bike_id, "bike": bike}
