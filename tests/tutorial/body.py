"""A model as the body, with parameters of path and query beside it."""

from fasterapi import App, Model

app = App()


class Product(Model):
    name: str
    note: str | None = None
    price: float
    tax: float | None = None


@app.post("/products")
async def create_product(product: Product):
    made = product.model_dump()
    if product.tax is not None:
        made["total"] = product.price + product.tax
    return made


@app.put("/products/{product_id}")
async def replace_product(product_id: int, product: Product, reason: str | None = None):
    answer = {"product_id": product_id, **product.model_dump()}
    return answer if reason is None else {**answer, "reason": reason}
