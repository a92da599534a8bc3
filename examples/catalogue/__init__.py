"""A catalogue of items: users, tokens and items with filters, all in memory.

`fasterapi run examples/catalogue/main.py`, then http://127.0.0.1:8000/docs.
"""
