"""Model."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from copy import copy, deepcopy
from typing import Any, ClassVar, Literal, Self, dataclass_transform

from fasterapi import _core
from fasterapi.exceptions import ValidationError
from fasterapi.models.annotations import names_around
from fasterapi.models.decorators import Computed, ComputedProperty, decorated
from fasterapi.models.generic import name_of, parametrized
from fasterapi.models.metaclass import ModelMeta
from fasterapi.models.private import PrivateAttr
from fasterapi.schema.config import ConfigDict
from fasterapi.schema.fields import Field
from fasterapi.schema.nodes import MISSING, ModelNode

__all__ = ["BaseModel", "Model"]

Chosen = set[int] | set[str] | Mapping[int, Any] | Mapping[str, Any] | None
"""What `include` and `exclude` are: names or places, or a mapping from them to what is meant inside."""


@dataclass_transform(kw_only_default=True, field_specifiers=(Field, PrivateAttr))
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

    model_config: ClassVar[ConfigDict] = ConfigDict()
    __fasterapi_is_root__: ClassVar[bool] = False

    @classmethod
    def model_validate(
        cls,
        obj: Any,
        *,
        strict: bool | None = None,
        from_attributes: bool | None = None,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> Self:
        """An instance of what a dict, or an object's attributes, hold; an instance itself.

        Raises:
            ValidationError: with all that was wrong.
        """
        model: Self = cls.__fasterapi_schema__.validate_python(
            obj, strict=strict, from_attributes=from_attributes, by_alias=by_alias, by_name=by_name
        )
        return model

    @classmethod
    def model_validate_json(
        cls,
        json_data: str | bytes | bytearray,
        *,
        strict: bool | None = None,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> Self:
        """An instance of what JSON holds (RFC 8259, UTF-8).

        Raises:
            ValidationError: with all that was wrong; of the type "json_invalid" where the text is no JSON.
        """
        model: Self = cls.__fasterapi_schema__.validate_json(
            json_data, strict=strict, by_alias=by_alias, by_name=by_name
        )
        return model

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """An instance of these values, unchecked; what is missing has its default."""
        found: dict[str, Any] = {}
        given: set[str] = set()
        for name, info in cls.model_fields.items():
            for key in (info.alias, info.validation_alias, name):
                if isinstance(key, str) and key in values:
                    found[name] = values.pop(key)
                    given.add(name)
                    break
            else:
                if not info.is_required():
                    found[name] = info.get_default(call_default_factory=True, validated_data=found)
        model = cls.__new__(cls)
        extra = values if cls.model_config.get("extra") == "allow" else None
        model.__fasterapi_fill__(found, given if _fields_set is None else _fields_set, extra)
        for name, attribute in cls.__private_attributes__.items():
            if attribute.default_factory is not None:
                object.__setattr__(model, name, attribute.default_factory())
            elif attribute.default is not MISSING:
                object.__setattr__(model, name, deepcopy(attribute.default))
        model.model_post_init(None)
        return model

    def __class_getitem__(cls, types: Any) -> Any:
        return parametrized(cls, types)

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """What the class is called in which these types stand for its type variables."""
        return f"{cls.__name__}[{', '.join(map(name_of, params))}]"

    @classmethod
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, Any] | None = None,
    ) -> bool | None:
        """Complete the class, now that what its annotations name is defined.

        Returns:
            None if it was complete already; whether it is now.

        Raises:
            DeclarationError: something is still not defined, unless `raise_errors` is false.
        """
        if cls.__fasterapi_is_complete__ and not force:
            return None
        names = names_around(_parent_namespace_depth - 1) if _types_namespace is None else _types_namespace
        return cls.__fasterapi_rebuild__(names, raise_errors=raise_errors)

    def model_post_init(self, context: Any, /) -> None:
        """Called when an instance has all its fields."""

    @classmethod
    def __fasterapi_post_init__(cls) -> str:
        return "" if cls.model_post_init is Model.model_post_init else "model_post_init"

    @classmethod
    def __pydantic_init_subclass__(cls, **keywords: Any) -> None:
        """Called, as __init_subclass__ is, for each class that inherits, when it has its fields."""

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; `update` sets fields of it, unchecked."""
        copied = deepcopy(self) if deep else copy(self)
        if not update:
            return copied
        fields = type(self).model_fields
        allows_extra = type(self).model_config.get("extra") == "allow"
        values = {name: value for name, value in copied if name in fields}
        extra = dict(copied.model_extra or {}) if allows_extra else None
        for name, value in update.items():
            if name in fields or extra is None:
                values[name] = value
            else:
                extra[name] = value
        copied.__fasterapi_fill__(values, copied.model_fields_set | update.keys(), extra)
        return copied

    def model_dump(
        self,
        *,
        mode: Literal["json", "python"] | str = "python",
        include: Chosen = None,
        exclude: Chosen = None,
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
    ) -> dict[str, Any]:
        """The fields as a dict, models inside as dicts too; all of it as JSON has it if `mode` is "json"."""
        schema = type(self).__fasterapi_schema__
        write = schema.dump_python if mode != "json" else schema.dump_json
        dumped = write(
            self,
            include=include,
            exclude=exclude,
            by_alias=by_alias,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
        )
        fields: dict[str, Any] = _core.loads(dumped) if isinstance(dumped, bytes) else dumped
        return fields

    def model_dump_json(
        self,
        *,
        indent: int | None = None,
        include: Chosen = None,
        exclude: Chosen = None,
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
    ) -> str:
        """The fields as JSON."""
        text = type(self).__fasterapi_schema__.dump_json(
            self,
            include=include,
            exclude=exclude,
            by_alias=by_alias,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
        )
        return indented(text, indent) if indent is not None else text.decode()

    @classmethod
    def model_json_schema(
        cls,
        by_alias: bool | None = None,
        ref_template: str = "#/$defs/{model}",
        *,
        mode: Literal["serialization", "validation"] = "validation",
    ) -> dict[str, Any]:
        """The JSON Schema of what is taken, or of what is written: see `openapi.json_schema.json_schema`."""
        from fasterapi.openapi.json_schema import json_schema

        return json_schema(ModelNode(cls=cls), mode, by_alias=by_alias, ref_template=ref_template)

    def __setattr__(self, name: str, value: Any) -> None:
        cls = type(self)
        found = getattr(cls, name, None)
        if name in cls.__fasterapi_declared__:
            self._set_field(name, value)
        elif name.startswith("_") or isinstance(found, functools.cached_property):
            object.__setattr__(self, name, value)
        elif isinstance(found, property | ComputedProperty):
            found.__set__(self, value)
        elif cls.model_config.get("frozen"):
            raise frozen_error(cls, "frozen_instance", name, value)
        elif found is not None:
            raise AttributeError(f"{name!r} is an attribute of the class {cls.__name__}: set it there")
        elif (extra := self.model_extra) is not None:
            extra[name] = value
        elif cls.model_config.get("validate_assignment"):
            raise no_attribute_error(cls, name, value)
        else:
            raise ValueError(f'"{cls.__name__}" object has no field "{name}"')

    def _set_field(self, name: str, value: Any) -> None:
        cls = type(self)
        if cls.model_config.get("frozen"):
            raise frozen_error(cls, "frozen_instance", name, value)
        if cls.model_fields[name].frozen:
            raise frozen_error(cls, "frozen_field", name, value)
        if cls.model_config.get("validate_assignment"):
            value = self.__fasterapi_check__(name, value)
        object.__setattr__(self, name, value)
        self.__fasterapi_note_set__(name)

    def __delattr__(self, name: str) -> None:
        cls = type(self)
        if not name.startswith("_") and cls.model_config.get("frozen"):
            raise frozen_error(cls, "frozen_instance", name, None)
        if name in cls.__fasterapi_declared__ and cls.model_fields[name].frozen:
            raise frozen_error(cls, "frozen_field", name, None)
        extra = self.model_extra
        if extra is not None and name in extra:
            del extra[name]
        else:
            object.__delattr__(self, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return origin_of(type(self)) is origin_of(type(other)) and state_of(self) == state_of(other)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """The fields' names and values, then those of other members."""
        for name in type(self).__fasterapi_declared__:
            with_value = getattr(self, name, MISSING)
            if with_value is not MISSING:
                yield name, with_value
        yield from (self.model_extra or {}).items()

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """What repr() shows."""
        fields = type(self).model_fields
        for name, value in self:
            if name not in fields or fields[name].repr:
                yield name, value
        for name, _, says in decorated(type(self), Computed):
            if says.repr:
                yield name, getattr(self, name)

    def __repr_name__(self) -> str:
        """What repr() calls the class."""
        return type(self).__name__

    def __repr_str__(self, separator: str) -> str:
        """What str() shows, and repr() in parentheses."""
        return separator.join(
            repr(value) if name is None else f"{name}={value!r}" for name, value in self.__repr_args__()
        )

    def __repr__(self) -> str:
        return f"{self.__repr_name__()}({self.__repr_str__(', ')})"

    def __str__(self) -> str:
        return self.__repr_str__(" ")

    def __reduce__(self) -> Any:
        values, extra, private = state_of(self)
        return make_again, (type(self), values, self.model_fields_set, extra, private)


def make_again(
    cls: type[Model],
    values: dict[str, Any],
    fields_set: set[str],
    extra: dict[str, Any] | None,
    private: dict[str, Any],
) -> Model:
    """What pickle made of an instance."""
    model = cls.__new__(cls)
    model.__fasterapi_fill__(values, fields_set, extra)
    for name, value in private.items():
        object.__setattr__(model, name, value)
    return model


def state_of(model: Model) -> tuple[dict[str, Any], dict[str, Any] | None, dict[str, Any]]:
    """All that two equal instances have in common: fields, other members, private attributes."""
    cls = type(model)
    unset = object()
    values = {name: getattr(model, name, unset) for name in cls.__fasterapi_declared__}
    private = {name: getattr(model, name, unset) for name in cls.__private_attributes__}
    return (
        {name: value for name, value in values.items() if value is not unset},
        model.model_extra,
        {name: value for name, value in private.items() if value is not unset},
    )


def origin_of(cls: Any) -> type:
    """The generic class whose parametrized one `cls` is; else the class itself."""
    origin: type = vars(cls).get("__fasterapi_origin__", cls)
    return origin


def frozen_error(
    cls: type[Model], kind: Literal["frozen_field", "frozen_instance"], name: str, value: Any
) -> ValidationError:
    message = "Instance is frozen" if kind == "frozen_instance" else "Field is frozen"
    return ValidationError([{"type": kind, "loc": (name,), "msg": message, "input": value}], cls.__name__)


def no_attribute_error(cls: type[Model], name: str, value: Any) -> ValidationError:
    """What setting `name`, which is no field, raises where fields are checked."""
    error = {
        "type": "no_such_attribute",
        "loc": (name,),
        "msg": f"Object has no attribute {name!r}",
        "input": value,
        "ctx": {"attribute": name},
    }
    return ValidationError([error], cls.__name__)


def indented(text: bytes, indent: int) -> str:
    import json

    return json.dumps(_core.loads(text), ensure_ascii=False, indent=indent)


BaseModel = Model
