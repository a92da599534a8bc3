"""responses=: what else a route may answer, with models, media types and examples."""

from fasterapi import App, JSONResponse, Model

app = App()


class Parcel(Model):
    id: str
    weight: float


class Message(Model):
    message: str


COMMON = {404: {"description": "No such parcel"}, 302: {"description": "Moved"}}


@app.get("/parcels/{parcel_id}", response_model=Parcel, responses={404: {"model": Message}})
async def read_parcel(parcel_id: str):
    if parcel_id == "a":
        return {"id": "a", "weight": 2}
    return JSONResponse({"message": "No such parcel"}, status_code=404)


@app.get(
    "/labels/{parcel_id}",
    response_model=Parcel,
    responses={
        **COMMON,
        200: {
            "description": "The parcel, or its label as a picture",
            "content": {
                "application/json": {"example": {"id": "a", "weight": 2}},
                "image/png": {},
            },
        },
    },
)
async def read_label(parcel_id: str):
    return {"id": parcel_id, "weight": 2}
