"""The status of answers that are no errors."""

from fasterapi import App, status

app = App()


@app.post("/notes", status_code=201)
async def create_note(text: str):
    return {"text": text}


@app.put("/notes", status_code=status.HTTP_202_ACCEPTED)
async def replace_note(text: str):
    return {"text": text}


@app.delete("/notes", status_code=status.HTTP_204_NO_CONTENT)
async def delete_note():
    return None
