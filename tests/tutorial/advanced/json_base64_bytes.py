"""Bytes in JSON as base64, read and written."""

from fasterapi import App, Model

app = App()


class Parcel(Model):
    model_config = {"val_json_bytes": "base64", "ser_json_bytes": "base64"}

    note: str
    data: bytes


@app.post("/in")
def read_parcel(parcel: Parcel):
    return {"note": parcel.note, "length": len(parcel.data), "text": parcel.data.decode()}


@app.get("/out")
def write_parcel() -> Parcel:
    return Parcel(note="hello", data="hellö".encode())


@app.post("/both")
def echo(parcel: Parcel) -> Parcel:
    return parcel
