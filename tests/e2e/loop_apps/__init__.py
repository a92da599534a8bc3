"""The applications that test_loop_*.py serve, and what these tests share.

`scenarios*.py` are coroutines that say what they see of asyncio; `table.py` runs each of them in a handler,
in every situation a handler can be in, and in a plain asyncio.Task of the same process. In the
other applications a test holds several requests at once and releases them one by one.
"""
