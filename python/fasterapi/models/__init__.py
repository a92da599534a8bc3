"""Model: classes whose instances are checked values."""

from fasterapi.models.model import BaseModel, Model
from fasterapi.models.private import PrivateAttr
from fasterapi.models.root import RootModel
from fasterapi.schema.aliases import AliasChoices, AliasGenerator, AliasPath
from fasterapi.schema.config import ConfigDict

__all__ = [
    "AliasChoices",
    "AliasGenerator",
    "AliasPath",
    "BaseModel",
    "ConfigDict",
    "Model",
    "PrivateAttr",
    "RootModel",
]
