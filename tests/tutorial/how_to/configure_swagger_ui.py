"""swagger_ui_parameters: how the page at /docs behaves."""

from fasterapi import App

app = App(swagger_ui_parameters={"syntaxHighlight": False, "deepLinking": False, "filter": "users"})


@app.get("/users/{username}")
async def read_user(username: str):
    return {"message": f"Hello {username}"}
