"""RootModel."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

from fasterapi.models.model import Model

__all__ = ["RootModel"]

RootType = TypeVar("RootType")


class RootModel(Model, Generic[RootType]):
    """A model of one value, which stands for it in input and output: `class Tags(RootModel[list[str]])`."""

    __fasterapi_is_root__: ClassVar[bool] = True

    root: RootType

    def __repr_args__(self) -> Any:
        """What repr() shows."""
        yield "root", self.root
