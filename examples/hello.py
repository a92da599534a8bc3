"""A first application: `fasterapi run examples/hello.py`, then http://127.0.0.1:8000/hello/world."""

from fasterapi import App, HTTPException, Request

app = App()
greeted: dict[str, int] = {}


@app.get("/")
async def index(request: Request) -> dict[str, str]:
    return {"try": f"{request.base_url}hello/world"}


@app.get("/hello/{name}")
async def hello(name: str) -> dict[str, str]:
    greeted[name] = greeted.get(name, 0) + 1
    return {"message": f"Hello, {name}!"}


@app.get("/hello/{name}/count")
async def count(name: str) -> dict[str, int]:
    if name not in greeted:
        raise HTTPException(404, f"{name} was not greeted yet")
    return {"count": greeted[name]}


@app.post("/echo", status_code=201)
async def echo(request: Request) -> object:
    return await request.json()


if __name__ == "__main__":
    app.run()
