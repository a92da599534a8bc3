"""What the documentation says of the application, and where it is."""

from fasterapi import App

app = App(
    title="Garden",
    summary="What grows where",
    description="Beds and **plants**.",
    version="2.1.0",
    terms_of_service="https://example.com/terms",
    contact={"name": "Ada", "url": "https://example.com/ada", "email": "ada@example.com"},
    license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
    openapi_tags=[
        {"name": "beds", "description": "Where it grows"},
        {
            "name": "plants",
            "description": "What grows",
            "externalDocs": {"description": "More of them", "url": "https://example.com/plants"},
        },
    ],
    openapi_url="/api/openapi.json",
    docs_url="/documentation",
    redoc_url=None,
)


@app.get("/beds", tags=["beds"])
async def read_beds():
    return [{"name": "north"}]


@app.get("/plants", tags=["plants"])
async def read_plants():
    return [{"name": "fern"}]
