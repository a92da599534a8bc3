"""Header fields of the answer: by the Response parameter, of dependencies too, or on one's own."""

from fasterapi import App, Depends, JSONResponse, Response

app = App()


def counted(response: Response):
    response.headers["X-Count"] = "1"


@app.get("/parameter", dependencies=[Depends(counted)])
def by_parameter(response: Response):
    response.headers["X-Cat"] = "asleep"
    return {"message": "quiet"}


@app.get("/own", dependencies=[Depends(counted)])
def on_own():
    return JSONResponse({"message": "quiet"}, headers={"X-Cat": "awake", "Content-Language": "en"})
