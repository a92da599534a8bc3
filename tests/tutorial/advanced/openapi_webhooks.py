"""webhooks: requests that the application will make to whoever asked for them, for the documentation."""

from datetime import datetime

from fasterapi import App, Model

app = App()


class Subscription(Model):
    username: str
    monthly_fee: float
    since: datetime


@app.webhooks.post("new-subscription")
def new_subscription(body: Subscription):
    """Sent for each new subscription."""


@app.get("/users")
def read_users():
    return ["ada"]
