"""Cookies: by the Response parameter, or on a response of one's own."""

from fasterapi import App, JSONResponse, Response

app = App()


@app.post("/cookie")
def set_by_parameter(response: Response):
    response.set_cookie(key="session", value="s1", max_age=60, httponly=True, secure=True, samesite="strict")
    response.set_cookie(key="theme", value="dark")
    return {"message": "Here are two"}


@app.post("/cookie/own")
def set_on_own():
    response = JSONResponse({"message": "Here is one"})
    response.set_cookie(key="session", value="s2")
    return response


@app.delete("/cookie")
def delete(response: Response):
    response.delete_cookie("session")
