"""A program that serves itself when it is run as one, under a debugger for instance."""

import sys

from fasterapi import App

app = App()


@app.get("/")
def greet():
    return {"greeting": "step by step"}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]))
