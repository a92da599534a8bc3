"""The status by the Response parameter."""

from fasterapi import App, Response, status

app = App()

TASKS = {"wash": "Wash the cups"}


@app.put("/tasks/{task_id}", status_code=200)
def put_task(task_id: str, response: Response):
    if task_id not in TASKS:
        TASKS[task_id] = "New"
        response.status_code = status.HTTP_201_CREATED
    return TASKS[task_id]
