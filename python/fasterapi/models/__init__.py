"""Model: classes whose instances are checked values."""

from fasterapi.models.model import BaseModel, Model

__all__ = ["BaseModel", "Model"]
