"""root_path: what a proxy in front takes off the paths. The server says it, here the test client."""

from fasterapi import App, Request

app = App(servers=[{"url": "https://staging.example.com", "description": "For trying things"}])
unlisted = App(root_path_in_servers=False)


@app.get("/where")
def where(request: Request):
    return {"root_path": request.scope["root_path"], "url": str(request.url_for("where"))}
