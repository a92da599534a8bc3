"""Request, where FastAPI's users look for it."""

from fasterapi.request import Request

__all__ = ["Request"]
