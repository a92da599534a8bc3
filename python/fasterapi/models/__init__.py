"""Model: classes whose instances are checked values."""

from fasterapi.models.decorators import (
    computed_field,
    field_serializer,
    field_validator,
    model_serializer,
    model_validator,
)
from fasterapi.models.model import BaseModel, Model
from fasterapi.models.private import PrivateAttr
from fasterapi.models.root import RootModel
from fasterapi.schema.aliases import AliasChoices, AliasGenerator, AliasPath
from fasterapi.schema.config import ConfigDict
from fasterapi.schema.serializing import SerializationInfo

__all__ = [
    "AliasChoices",
    "AliasGenerator",
    "AliasPath",
    "BaseModel",
    "ConfigDict",
    "Model",
    "PrivateAttr",
    "RootModel",
    "SerializationInfo",
    "computed_field",
    "field_serializer",
    "field_validator",
    "model_serializer",
    "model_validator",
]
