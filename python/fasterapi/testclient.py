"""The clients for tests, from where FastAPI has its own."""

from fasterapi.testing import AsyncTestClient, TestClient

__all__ = ["AsyncTestClient", "TestClient"]
