"""Classes of named values that do not change."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, dataclass_transform

__all__ = ["Frozen"]


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(dataclasses.field,))
class Frozen:
    """What inherits from it is a frozen dataclass, with methods that all such classes share.

    Its fields are given by their names; by their places, too, where it says `kw_only=False`.

    `dataclass(frozen=True)` compiles methods for every class, which takes half a millisecond; there are sixty
    of these classes, and who starts an application waits for them.
    """

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]

    def __init_subclass__(cls, *, kw_only: bool = True) -> None:
        super().__init_subclass__()
        dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=kw_only)(cls)

    def __init__(self, *args: Any, **values: Any) -> None:
        own = self.__dict__
        fields = dataclasses.fields(self)
        places = [field.name for field in fields if not field.kw_only] if args else []
        if len(args) > len(places):
            raise TypeError(
                f"{type(self).__name__}() takes {len(places)} arguments by place, not {len(args)}"
            )
        for name, value in zip(places, args, strict=False):
            if name in values:
                raise TypeError(f"{type(self).__name__}() got the argument {name!r} twice")
            values[name] = value
        for field in fields:
            if field.name in values:
                own[field.name] = values.pop(field.name)
            elif field.default_factory is not dataclasses.MISSING:
                own[field.name] = field.default_factory()
            elif field.default is not dataclasses.MISSING:
                own[field.name] = field.default
            else:
                raise TypeError(f"{type(self).__name__}() needs the argument {field.name!r}")
        if values:
            raise TypeError(f"{type(self).__name__}() got an unexpected argument {next(iter(values))!r}")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __repr__(self) -> str:
        values = ", ".join(
            f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr
        )
        return f"{type(self).__qualname__}({values})"
