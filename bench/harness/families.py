"""One library and one kind of class: how a document's type is spelt for it, and what it then can do."""

import dataclasses
import types
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import fasterapi
import msgspec
import pydantic
from fasterapi import _core
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.fields import Field

from harness.documents import Tagged

TASKS = ("validate_json", "dump_json", "validate_python")


@dataclasses.dataclass(frozen=True)
class Codec:
    """A type, compiled by one library."""

    validate_json: Callable[[bytes], Any]
    dump_json: Callable[[Any], bytes]
    validate_python: Callable[[Any], Any]


class Family:
    """Dataclasses stay as they are; a subclass makes classes of its own of them."""

    package: str
    kind = "dataclass"

    def __init__(self) -> None:
        self._made: dict[type, Any] = {}

    def codec(self, annotation: Any) -> Codec:
        """Raises whatever the library says to a type that it does not take."""
        return self.compile(self.spelt(annotation))

    def compile(self, annotation: Any) -> Codec:
        raise NotImplementedError

    def spelt(self, annotation: Any) -> Any:
        """The type with this family's classes in it."""
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            inner, *metadata = arguments
            kept = [item for data in metadata for item in self.metadata(data)]
            spelt = self.spelt(inner)
            return Annotated[(spelt, *kept)] if kept else spelt
        if origin is types.UnionType:
            return Union[tuple(self.spelt(argument) for argument in arguments)]  # noqa: UP007  (of a tuple)
        if origin is list:
            return list[self.spelt(arguments[0])]
        if dataclasses.is_dataclass(annotation):
            if annotation not in self._made:
                self._made[annotation] = self.make(annotation)
            return self._made[annotation]
        return annotation

    def metadata(self, data: Any) -> list[Any]:
        """What stands for this metadata of Annotated."""
        return [self.tagged(data.field)] if isinstance(data, Tagged) else [data]

    def tagged(self, field: str) -> Any:
        raise NotImplementedError

    def make(self, cls: type) -> Any:
        return cls

    def members(self, cls: type) -> list[tuple[str, Any, dataclasses.Field[Any]]]:
        hints = get_type_hints(cls, include_extras=True)
        fields = dataclasses.fields(cls)
        return [(field.name, self.spelt(hints[field.name]), field) for field in fields]


class Ours(Family):
    package = "fasterapi"

    def compile(self, annotation: Any) -> Codec:
        schema = _core.Schema(compile_type(annotation))
        return Codec(schema.validate_json, schema.dump_json, schema.validate_python)

    def tagged(self, field: str) -> Any:
        return Field(discriminator=field)


class OurModels(Ours):
    kind = "model"

    def make(self, cls: type) -> Any:
        body: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
        for name, annotation, field in self.members(cls):
            body["__annotations__"][name] = annotation
            if field.default is not dataclasses.MISSING:
                body[name] = field.default
            elif field.default_factory is not dataclasses.MISSING:
                body[name] = Field(default_factory=field.default_factory)
        return types.new_class(cls.__name__, (fasterapi.Model,), exec_body=lambda names: names.update(body))


class Pydantic(Family):
    package = "pydantic"

    def compile(self, annotation: Any) -> Codec:
        adapter = pydantic.TypeAdapter(annotation)
        # pydantic-core's own, without the adapter's calls in Python around them.
        validator, serializer = adapter.validator, adapter.serializer
        return Codec(validator.validate_json, serializer.to_json, validator.validate_python)

    def tagged(self, field: str) -> Any:
        return pydantic.Field(discriminator=field)


class PydanticModels(Pydantic):
    kind = "model"

    def make(self, cls: type) -> Any:
        fields: dict[str, Any] = {}
        for name, annotation, field in self.members(cls):
            default: Any = ... if field.default is dataclasses.MISSING else field.default
            if field.default_factory is not dataclasses.MISSING:
                default = pydantic.Field(default_factory=field.default_factory)
            fields[name] = (annotation, default)
        return pydantic.create_model(cls.__name__, **fields)


class Msgspec(Family):
    package = "msgspec"

    def compile(self, annotation: Any) -> Codec:
        return Codec(
            msgspec.json.Decoder(annotation).decode,
            msgspec.json.Encoder().encode,
            partial(msgspec.convert, type=annotation),
        )

    def metadata(self, data: Any) -> list[Any]:
        return [data] if isinstance(data, msgspec.Meta) else []


class Structs(Msgspec):
    kind = "model"

    def make(self, cls: type) -> Any:
        """A struct has no member for its tag."""
        fields: list[Any] = []
        tag: dict[str, Any] = {}
        for name, annotation, field in self.members(cls):
            if name == "type" and get_origin(annotation) is Literal:
                tag = {"tag_field": name, "tag": get_args(annotation)[0]}
            elif field.default is not dataclasses.MISSING:
                fields.append((name, annotation, field.default))
            elif field.default_factory is not dataclasses.MISSING:
                fields.append((name, annotation, msgspec.field(default_factory=field.default_factory)))
            else:
                fields.append((name, annotation))
        return msgspec.defstruct(cls.__name__, fields, kw_only=True, **tag)


def families() -> list[Family]:
    return [Ours(), Pydantic(), Msgspec(), OurModels(), PydanticModels(), Structs()]


def plain(value: Any) -> Any:
    """The same for the same value in classes of any family; the type is kept, so True is not 1."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, msgspec.Struct):
        members = {name: getattr(value, name) for name in value.__struct_fields__}
        config = value.__struct_config__
        members |= {config.tag_field: config.tag} if config.tag_field else {}
    elif isinstance(value, pydantic.BaseModel | fasterapi.Model):
        members = {name: getattr(value, name) for name in type(value).model_fields}
    elif dataclasses.is_dataclass(value):
        members = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    else:
        return type(value).__name__, value
    return {name: plain(member) for name, member in members.items()}
