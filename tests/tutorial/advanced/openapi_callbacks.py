"""callbacks=: which requests the application will make to its user's server, for the documentation."""

from fasterapi import APIRouter, App, Model

app = App()


class Invoice(Model):
    id: str
    total: float


class Paid(Model):
    paid: bool


class Received(Model):
    ok: bool


events = APIRouter()


@events.post("{$callback_url}/invoices/{$request.body.id}", response_model=Received)
def invoice_was_paid(body: Paid):
    """The user's server answers this."""


@app.post("/invoices", callbacks=events.routes)
def create_invoice(invoice: Invoice, callback_url: str | None = None):
    return {"message": "Invoice received", "tell": callback_url}
