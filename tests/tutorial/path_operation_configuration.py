"""Status, tags, summary, descriptions, deprecated: what a route says of itself."""

from enum import Enum

from fasterapi import App, Model, status

app = App()


class Tags(Enum):
    plants = "plants"
    people = "people"


class Plant(Model):
    name: str
    height: float | None = None


@app.post(
    "/plants",
    status_code=status.HTTP_201_CREATED,
    tags=["plants"],
    summary="Add a plant",
    description="Add one, with its name and how high it is",
)
async def create_plant(plant: Plant) -> Plant:
    return plant


@app.put("/plants", tags=[Tags.plants], response_description="The plant as it is now")
async def replace_plant(plant: Plant) -> Plant:
    """
    Replace a plant:

    - **name**: what everyone calls it
    - **height**: in metres
    """
    return plant


@app.get("/people", tags=[Tags.people, "others"])
async def read_people():
    return ["Ada"]


@app.get("/old", deprecated=True)
async def read_old():
    return []
