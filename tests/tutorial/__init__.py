"""FastAPI's user guide on `App`: one program and its test for each page, in the folders the guide has.

`docs/coming-from-fastapi.md` lists the pages. Each test runs twice: with the program as it stands, and with
the same program on FastAPI, which says whether what the test expects is right.
"""
