"""Where FastAPI's users import it from."""

from fasterapi.openapi.document import get_openapi

__all__ = ["get_openapi"]
