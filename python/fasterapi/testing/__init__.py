"""Clients for tests: httpx's API over the engine's own parser, plans and serializer, without a socket."""

try:
    import httpx as httpx
except ImportError as error:
    raise ImportError(
        "fasterapi.testing needs httpx, which is not installed: pip install 'fasterapi-core[testing]'"
    ) from error

from fasterapi.testing.client import AsyncTestClient, TestClient

__all__ = ["AsyncTestClient", "TestClient"]
