"""From a type, as annotations spell it, to the node that the engine validates by."""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from fasterapi import _core
from fasterapi.schema import nodes
from fasterapi.schema.aliases import paths_of
from fasterapi.schema.collections import COLLECTIONS
from fasterapi.schema.config import checked_config, configured
from fasterapi.schema.constraints import constrained, constraints_in, documentation_in, split, tag_of
from fasterapi.schema.enumerations import enum_node
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.fields import FieldInfo, takes_data
from fasterapi.schema.foreign import attrs_factory, is_adapter, is_attrs_class, library_of
from fasterapi.schema.functions import applied, checked, function, is_plain
from fasterapi.schema.generics import stand_in, substituted
from fasterapi.schema.labels import label_of
from fasterapi.schema.markers import is_instance_marker, marked
from fasterapi.schema.members import (
    DeclaredField,
    aliases_of,
    fields_of,
    is_named_tuple,
    is_typed_dict,
    model_fields,
)
from fasterapi.schema.nodes import MISSING, Node
from fasterapi.schema.objects import OBJECTS, instance_node
from fasterapi.schema.references import resolved
from fasterapi.schema.scalars import scalar_node
from fasterapi.schema.serializing import serializer_node
from fasterapi.schema.unions import discriminated

__all__ = ["SchemaTypeError", "compile_record", "compile_type"]


def compile_type(annotation: Any) -> Node:
    """The node of a type.

    Raises:
        SchemaTypeError: naming the type and what is wrong with it.
    """
    return Compiler().compile(annotation)


def compile_record(cls: type) -> nodes.RecordNode:
    """The record of a class of models, those inside as references to their classes.

    Raises:
        SchemaTypeError: as `compile_type` does.
        NameError: an annotation refers to what is not defined yet.
    """
    return Compiler(cls.model_config).model(cls)  # type: ignore[attr-defined]  # models have it


def validated(node: Node, validators: Iterable[tuple[Any, Any]]) -> Node:
    """A node with functions around it, each with a mode; the last one is outermost."""
    for method, mode in validators:
        node = function(node, mode, method)
    return node


class Compiler:
    """Compiles one type and those inside it: what has a name where it is met first, then by reference."""

    def __init__(self, config: Mapping[str, Any] = MappingProxyType({})) -> None:
        self._names: dict[Any, str] = {}  # of classes and aliases, with their arguments
        self._labels: dict[str, str] = {}  # of those whose nodes are complete
        self._classes: list[Any] = []  # whose members are being compiled
        self._anonymously: list[Any] = []  # aliases that are, with constraints of where they are used
        self._config = config  # of the class whose members are compiled
        self._serializers: Mapping[str, Any] = {}  # of its fields
        self._validators: Mapping[str, Any] = {}  # likewise

    def compile(self, annotation: Any) -> Node:
        """The node of a type."""
        node = self.undocumented(annotation, {})
        documentation = documentation_in(annotation)
        if not documentation:
            return node
        return dataclasses.replace(node, documentation=documentation.over(node.documentation))

    def undocumented(self, annotation: Any, constraints: Mapping[str, Any]) -> Node:
        """The node of a type whose values also keep `constraints`, without what is said of it."""
        base, metadata = split(annotation)
        given = [*map(constraints_in, metadata), constraints]
        if any(given) and is_alias(get_origin(base) or base):
            # These constraints are not the alias's: others know it by its name.
            return self._anonymous(base, Annotated[alias_value(base), *metadata], constraints)
        adapter = next((item for item in reversed(metadata) if is_adapter(item)), None)
        node = configured(self._node_or_any(base if adapter is None else adapter, metadata), self._config)
        for item, each in zip(metadata, given, strict=False):
            with_item = applied(node, item, self.compile) or marked(node, item, base)
            node = with_item or self._constrained(node, each, base)
        return self._constrained(node, constraints, base)

    def _node_or_any(self, base: Any, metadata: Sequence[Any]) -> Node:
        try:
            return self._node(base)
        except SchemaTypeError:
            if any(map(is_plain, metadata)):
                return nodes.AnyNode()
            if any(map(is_instance_marker, metadata)):
                return instance_node(get_origin(base) or base)
            raise

    def _anonymous(self, base: Any, annotation: Any, constraints: Mapping[str, Any]) -> Node:
        if base in self._anonymously:
            raise SchemaTypeError(f"{base!r} has constraints within itself, so that there is no end to them")
        self._anonymously.append(base)
        node = self.undocumented(annotation, constraints)
        self._anonymously.pop()
        return node

    def fields_of(self, reference: nodes.Reference) -> Iterator[DeclaredField]:
        """The members of the class that a reference is to."""
        (base,) = (base for base, name in self._names.items() if name == reference.name)
        return fields_of(base) or iter(())

    @staticmethod
    def fields_of_model(node: nodes.ModelNode) -> Iterator[DeclaredField]:
        """The members of a model, which may not be complete yet."""
        return model_fields(node.cls)

    def _constrained(self, node: Node, constraints: Mapping[str, Any], base: Any) -> Node:
        if not constraints:
            return node
        if isinstance(node, nodes.NullableNode):
            return dataclasses.replace(node, inner=self._constrained(node.inner, constraints, base))
        if isinstance(node, nodes.SerializerNode):
            return dataclasses.replace(node, inner=self._constrained(node.inner, constraints, base))
        constraints = dict(constraints)
        if isinstance(node, nodes.FunctionNode | nodes.UncheckedNode):
            if "strict" in constraints:
                inner = self._constrained(node.inner, {"strict": constraints.pop("strict")}, base)
                node = dataclasses.replace(node, inner=inner)
            for name, bound in constraints.items():
                if (with_check := checked(node, name, bound)) is None:
                    raise SchemaTypeError(f"{base!r}: {name!r} has to stand before the validator function")
                node = with_check
            return node
        if discriminator := constraints.pop("discriminator", None):
            node = discriminated(self, node, discriminator)
        return constrained(node, constraints, base)

    def _node(self, base: Any) -> Node:
        if node := scalar_node(base):
            return node
        if isinstance(base, type) and issubclass(base, enum.Enum):
            return enum_node(self, base)
        origin = get_origin(base)
        if origin is None and base in SIMPLE:
            return SIMPLE[base]()
        if origin in (Union, types.UnionType):
            return self._union(get_args(base))
        if make := maker_of(origin or base):
            return make(self, get_args(base))
        if isinstance(base, typing.TypeVar):
            return self.compile(resolved(stand_in(base), base.__module__, {}))
        if isinstance(base, typing.NewType):
            return self.compile(base.__supertype__)
        if base is typing.Self and self._classes:
            return self.compile(self._classes[-1])
        if isinstance(base, _core.ModelClass):
            return nodes.ModelNode(cls=base)
        if library := library_of([base]):
            return nodes.ForeignNode(owner=library)
        if is_alias(origin or base):
            return self._named(base, base.__name__, lambda name: self._alias(base, name))
        if (fields := fields_of(base)) is not None:
            label = (origin or base).__name__
            return self._named(base, label, lambda name: self._record(base, name, fields))
        if isinstance(origin or base, type) and self._config.get("arbitrary_types_allowed"):
            return instance_node(origin or base)
        raise SchemaTypeError(f"{base!r} is no type that a value can be checked against")

    def literal(self, values: Sequence[Any]) -> Node:
        """The node of Literal; of members of enumerations it has the values, if the config says so."""
        node = nodes.LiteralNode(values=tuple(values))
        has_members = any(isinstance(value, enum.Enum) for value in values)
        if not has_members or not self._config.get("use_enum_values"):
            return node
        return function(node, "after", lambda value: value.value if isinstance(value, enum.Enum) else value)

    def _union(self, members: Sequence[Any]) -> Node:
        others = [member for member in members if member is not types.NoneType]
        if len(others) == 1:
            node = self.compile(others[0])
        elif library := library_of(others):
            node = nodes.ForeignNode(owner=library)
        else:
            node = nodes.UnionNode(
                members=tuple(self.compile(member) for member in others),
                tags=tuple(tag_of(member) for member in others),
            )
        return node if len(others) == len(members) else nodes.NullableNode(inner=node)

    def _named(self, base: Any, own_name: str, make: Callable[[str], Node]) -> Node:
        """A node that others refer to."""
        if known := self._names.get(base):
            # The label of an alias depends on what it stands for, which is not known within it.
            return nodes.Reference(
                name=known, label=self._labels[known], late_label=lambda: self._labels[known]
            )
        name = self._name(qualified_name(base))
        self._names[base] = name
        self._labels[name] = "..." if is_alias(get_origin(base) or base) else own_name
        node = make(name)
        self._labels[name] = label_of(node)
        return node

    def _alias(self, base: Any, name: str) -> Node:
        return nodes.DefinitionNode(name=name, identity=base, inner=self.compile(alias_value(base)))

    def _record(self, base: Any, name: str, fields: Iterator[DeclaredField]) -> Node:
        cls = get_origin(base) or base
        outer = self._config, self._serializers, self._validators
        self._serializers = self._validators = {}
        own = getattr(cls, "__pydantic_config__", None)
        self._config = self._config if own is None else checked_config(own, cls.__name__)
        self._classes.append(base)
        try:
            if is_named_tuple(cls):
                members = self._fields(cls, fields)
                return nodes.NamedTupleNode(cls=cls, name=name, identity=base, fields=members)
            return nodes.RecordNode(
                cls=cls,
                name=name,
                identity=base,
                made_as="typed_dict" if is_typed_dict(cls) else "dataclass",
                factory=attrs_factory(cls) if is_attrs_class(cls) else None,
                post_init="__post_init__" if hasattr(cls, "__post_init__") else "",
                fields=self._fields(cls, fields),
                **self._settings(cls),
            )
        finally:
            self._classes.pop()
            self._config, self._serializers, self._validators = outer

    def model(self, cls: Any) -> nodes.RecordNode:
        """The record of a class of models."""
        extra = cls.__fasterapi_extra__()
        whole = cls.__fasterapi_serializer__()
        self._serializers = cls.__fasterapi_serializers__()
        self._validators = cls.__fasterapi_field_validators__()
        before = validated(nodes.MembersNode(), cls.__fasterapi_validators__("before"))
        return nodes.RecordNode(
            cls=cls,
            name=self._name(qualified_name(cls)),
            identity=cls,
            made_as="root" if cls.__fasterapi_is_root__ else "model",
            privates=tuple(
                attribute.node(name)
                for name, attribute in cls.__private_attributes__.items()
                if attribute.default is not MISSING or attribute.default_factory is not None
            ),
            calls_init=cls.__init__ is not _core.ModelBase.__init__,
            post_init=cls.__fasterapi_post_init__(),
            fields=self._fields(cls, model_fields(cls)),
            extra_node=None if extra is Any else self.compile(extra),
            before=None if isinstance(before, nodes.MembersNode) else before,
            computed=tuple(self._computed(*method) for method in cls.__fasterapi_computed__()),
            serializer=whole and self._serializer(*whole, of_field=False),
            **self._settings(cls),
        )

    def _computed(self, name: str, says: Any, returned: Any) -> nodes.Field:
        """An attribute that is written as fields are."""
        info = FieldInfo(alias=says.alias)
        return nodes.Field(
            name=name,
            node=self.compile(Any if returned is MISSING else returned),
            dump_alias=aliases_of(info, name, self._config)[1],
            required=False,
            documentation=says.documentation,
        )

    def _serializer(
        self, function: Callable[..., Any], says: Any, returned: Any, *, of_field: bool
    ) -> nodes.Serializer:
        """A method of a model that serializes: one of its fields, or all of it."""
        takes_owner = of_field and not isinstance(function, types.MethodType) and not says.is_static
        wraps = says.mode == "wrap"
        return serializer_node(
            function,
            arguments=1 + takes_owner + wraps,
            takes_owner=takes_owner,
            wraps=wraps,
            when_used=says.when_used,
            result=None if returned is MISSING else self.compile(returned),
        )

    def _settings(self, cls: type) -> dict[str, Any]:
        """What the config says of a record."""
        config = self._config
        return {
            "title": config.get("title") or cls.__name__,
            "extra": config.get("extra") or "ignore",
            "from_attributes": bool(config.get("from_attributes")),
            "by_alias": config.get("validate_by_alias", True),
            "by_name": bool(config.get("validate_by_name") or config.get("populate_by_name")),
            "dump_by_alias": bool(config.get("serialize_by_alias")) or is_attrs_class(cls),
        }

    def _name(self, qualified: str) -> str:
        """Where something is defined; with a number after ":" if others are called the same."""
        namesakes = sum(known.partition(":")[0] == qualified for known in self._names.values())
        return f"{qualified}:{namesakes + 1}" if namesakes else qualified

    def _fields(self, cls: type, declared: Iterable[DeclaredField]) -> tuple[nodes.Field, ...]:
        """The members of a class; an error names the one in which something is wrong."""
        made: list[nodes.Field] = []
        for one in declared:
            try:
                made.append(self._field(one))
            except SchemaTypeError as error:
                raise SchemaTypeError(f"{cls.__name__}.{one.name}: {error}") from error
        return tuple(made)

    def _field(self, declared: DeclaredField) -> nodes.Field:
        info = declared.info
        alias, dump_alias = aliases_of(info, declared.name, self._config)
        validates = info.validate_default
        validators = self._validators.get(declared.name, ())
        serializer = self._serializers.get(declared.name, self._serializers.get("*"))
        return nodes.Field(
            name=declared.name,
            node=validated(self.undocumented(declared.annotation, info.constraints), validators),
            alias=alias if isinstance(alias, str) else None,
            paths=() if alias is None or isinstance(alias, str) else paths_of(alias),
            dump_alias=dump_alias,
            required=declared.required,
            default=info.default,
            default_factory=info.default_factory,
            factory_takes_data=takes_data(info.default_factory),
            validate_default=bool(self._config.get("validate_default") if validates is None else validates),
            init=declared.init,
            init_only=declared.init_only or info.init_var,
            exclude=info.exclude,
            serializer=serializer and self._serializer(*serializer, of_field=True),
            documentation=info.documentation,
            convert_underscores=info.convert_underscores,
        )


def is_alias(base: Any) -> bool:
    """`type X = ...`; typing_extensions has a class of its own for it before 3.12."""
    return type(base).__name__ == "TypeAliasType" and hasattr(base, "__value__")


def qualified_name(base: Any) -> str:
    """Of a class or alias: where it is defined, with its arguments."""
    origin = get_origin(base) or base
    name = getattr(origin, "__qualname__", None) or getattr(origin, "__name__", None)
    if name is None:
        return str(base)
    module = getattr(origin, "__module__", "builtins")
    arguments = ",".join(qualified_name(argument) for argument in get_args(base))
    return f"{name if module == 'builtins' else f'{module}.{name}'}{f'[{arguments}]' if arguments else ''}"


def alias_value(base: Any) -> Any:
    """What an alias stands for, with its arguments."""
    alias = get_origin(base) or base
    value = resolved(alias.__value__, alias.__module__, {alias.__name__: alias})
    return substituted(value, dict(zip(alias.__type_params__, get_args(base), strict=False)))


SIMPLE: dict[Any, Callable[[], Node]] = {
    Any: nodes.AnyNode,
    object: nodes.AnyNode,
    None: nodes.NoneNode,
    types.NoneType: nodes.NoneNode,
    bool: nodes.BoolNode,
    int: nodes.IntNode,
    float: nodes.FloatNode,
    str: nodes.StrNode,
    bytes: nodes.BytesNode,
    tuple: lambda: nodes.TupleNode(rest=nodes.AnyNode()),  # but tuple[()] has no items
}


def item_of(arguments: Sequence[Any], place: int = 0) -> Any:
    return arguments[place] if arguments else Any


def tuple_node(compiler: Compiler, arguments: Sequence[Any]) -> Node:
    if len(arguments) == 2 and arguments[1] is ...:
        return nodes.TupleNode(rest=compiler.compile(arguments[0]))
    return nodes.TupleNode(items=tuple(compiler.compile(argument) for argument in arguments))


GENERIC: dict[Any, Callable[[Compiler, Sequence[Any]], Node]] = {
    list: lambda compiler, arguments: nodes.ListNode(item=compiler.compile(item_of(arguments))),
    set: lambda compiler, arguments: nodes.SetNode(item=compiler.compile(item_of(arguments))),
    frozenset: lambda compiler, arguments: nodes.SetNode(
        item=compiler.compile(item_of(arguments)), frozen=True
    ),
    tuple: tuple_node,
    dict: lambda compiler, arguments: nodes.DictNode(
        key=compiler.compile(item_of(arguments)), value=compiler.compile(item_of(arguments, 1))
    ),
    Literal: lambda compiler, arguments: compiler.literal(arguments),
}


def maker_of(base: Any) -> Callable[[Compiler, Sequence[Any]], Node] | None:
    """What makes the node of a class, of which the arguments are given; None for one that is not known."""
    try:
        return GENERIC.get(base) or COLLECTIONS.get(base) or OBJECTS.get(base)
    except TypeError:  # something that has no hash, and is no type
        return None
