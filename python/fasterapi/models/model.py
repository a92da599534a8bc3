"""Model."""

from __future__ import annotations

from typing import Any, Self, TypedDict, dataclass_transform

from fasterapi import _core
from fasterapi.models.metaclass import ModelMeta
from fasterapi.schema.fields import Field

__all__ = ["BaseModel", "Model"]


class Options(TypedDict):
    """What of a model is written."""

    by_alias: bool | None
    exclude_unset: bool
    exclude_defaults: bool
    exclude_none: bool


@dataclass_transform(kw_only_default=True, field_specifiers=(Field,))
class Model(_core.ModelBase, metaclass=ModelMeta):
    """A class with fields, whose instances hold checked values.

    ```python
    class Item(Model):
        name: str
        price: float = 0
    ```

    Its instances are made from keywords (`Item(name="a")`), from Python objects (`model_validate`) or from
    JSON (`model_validate_json`); what is wrong with those is told by one ValidationError.
    """

    @classmethod
    def model_validate(cls, obj: Any, *, strict: bool | None = None) -> Self:
        """An instance of what a dict holds; an instance itself.

        Raises:
            ValidationError: with all that was wrong.
        """
        model: Self = cls.__fasterapi_schema__.validate_python(obj, strict=strict)
        return model

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, *, strict: bool | None = None) -> Self:
        """An instance of what JSON holds (RFC 8259, UTF-8).

        Raises:
            ValidationError: with all that was wrong; of the type "json_invalid" where the text is no JSON.
        """
        model: Self = cls.__fasterapi_schema__.validate_json(json_data, strict=strict)
        return model

    def model_dump(
        self,
        *,
        mode: str = "python",
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
    ) -> dict[str, Any]:
        """The fields as a dict, models inside as dicts too; all of it as JSON has it if `mode` is "json"."""
        schema = type(self).__fasterapi_schema__
        options = Options(
            by_alias=by_alias,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
        )
        dumped: dict[str, Any] = (
            _core.loads(schema.dump_json(self, **options))
            if mode == "json"
            else schema.dump_python(self, **options)
        )
        return dumped

    def model_dump_json(
        self,
        *,
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
    ) -> str:
        """The fields as JSON."""
        return (
            type(self)
            .__fasterapi_schema__.dump_json(
                self,
                by_alias=by_alias,
                exclude_unset=exclude_unset,
                exclude_defaults=exclude_defaults,
                exclude_none=exclude_none,
            )
            .decode()
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return type(self) is type(other) and list(self) == list(other)

    def __iter__(self) -> Any:
        """The fields' names and values."""
        for name in type(self).__fasterapi_declared__:
            if hasattr(self, name):
                yield name, getattr(self, name)
        yield from (self.model_extra or {}).items()

    def __repr_args__(self) -> Any:
        """What repr() shows."""
        return iter(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.__repr_args__())})"

    def __str__(self) -> str:
        return " ".join(f"{k}={v!r}" for k, v in self.__repr_args__())


BaseModel = Model
