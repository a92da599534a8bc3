"""operationId, routes that are not documented, descriptions in part, what OpenAPI is told beside."""

from fasterapi import App, Model, Request
from fasterapi.responses import JSONResponse

app = App()


class Wine(Model):
    name: str
    year: int | None = None


@app.get("/wines", operation_id="all_the_wines")
async def read_wines():
    return [{"name": "Riesling"}]


@app.get("/cellar", include_in_schema=False)
async def read_cellar():
    return []


@app.post("/wines", summary="Add a wine")
async def create_wine(wine: Wine) -> Wine:
    """
    Add a wine.

    - **name**: on the label
    \f
    This is not documented.
    """
    return wine


@app.post(
    "/raw",
    openapi_extra={
        "x-kind": "raw",
        "requestBody": {
            "required": True,
            "content": {"text/csv": {"schema": {"type": "string"}}},
        },
    },
)
async def create_raw(request: Request):
    rows = (await request.body()).decode().split()
    return JSONResponse({"rows": [row.split(",") for row in rows]})
