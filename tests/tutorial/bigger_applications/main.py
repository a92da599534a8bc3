"""The application, put together."""

from fasterapi import App, Depends

from .admin import router as admin
from .books import router as books
from .dependencies import check_header_token, check_query_token
from .readers import router as readers

app = App(dependencies=[Depends(check_query_token)])

app.include_router(readers)
app.include_router(books)
app.include_router(
    admin,
    prefix="/admin",
    tags=["admin"],
    dependencies=[Depends(check_header_token)],
    responses={418: {"description": "Somebody else's"}},
)


@app.get("/")
async def greet():
    return {"message": "Several files, one application"}
