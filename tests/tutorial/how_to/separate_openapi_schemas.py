"""One model, described twice, where what may come in is not what goes out; or once."""

from decimal import Decimal

from fasterapi import App, Model


class Plant(Model):
    name: str
    height: Decimal


app = App()
together = App(separate_input_output_schemas=False)


@app.post("/plants")
@together.post("/plants")
def create(plant: Plant) -> Plant:
    return plant
