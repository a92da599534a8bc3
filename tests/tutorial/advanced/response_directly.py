"""A Response that the handler makes itself, of what jsonable_encoder gives or of another type."""

from datetime import datetime

from fasterapi import App, JSONResponse, Model, Response
from fasterapi.encoders import jsonable_encoder

app = App()


class Meeting(Model):
    title: str
    begins: datetime


@app.put("/meetings/{meeting_id}")
def replace_meeting(meeting_id: str, meeting: Meeting):
    return JSONResponse(content=jsonable_encoder(meeting), headers={"x-meeting": meeting_id})


@app.get("/legacy")
def read_legacy():
    return Response(content="<?xml version='1.0'?><greeting>Hello</greeting>", media_type="application/xml")
