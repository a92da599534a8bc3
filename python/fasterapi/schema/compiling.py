"""From a type, as annotations spell it, to the node that the engine validates by."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin

from fasterapi import _core
from fasterapi.schema import nodes
from fasterapi.schema.aliases import AliasGenerator, paths_of, type_of_alias
from fasterapi.schema.collections import COLLECTIONS
from fasterapi.schema.config import checked_config, configured
from fasterapi.schema.discriminator import Discriminator, Tag
from fasterapi.schema.documentation import UNDOCUMENTED, Documentation
from fasterapi.schema.enumerations import enum_node
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.fields import Field, FieldInfo, takes_data
from fasterapi.schema.foreign import attrs_factory, attrs_fields, is_adapter, is_attrs_class, library_of
from fasterapi.schema.functions import PlainValidator, applied, checked, function, is_plain
from fasterapi.schema.generics import arguments_of, stand_in, substituted
from fasterapi.schema.labels import label_of
from fasterapi.schema.markers import is_instance_marker, marked, marked_constraints, marked_documentation
from fasterapi.schema.nodes import MISSING, Node
from fasterapi.schema.objects import OBJECTS, instance_node
from fasterapi.schema.references import hints_of, resolved
from fasterapi.schema.scalars import bound_for, check_digits, scalar_node
from fasterapi.schema.serializing import serializer_node
from fasterapi.schema.unions import discriminated

__all__ = ["SchemaTypeError", "compile_record", "compile_type", "info_of"]


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
            return nodes.ForeignNode(library=library)
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
            node = nodes.ForeignNode(library=library)
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


class DeclaredField(typing.NamedTuple):
    """A member of a class as it is declared."""

    name: str
    annotation: Any
    info: FieldInfo
    required: bool
    init: bool = True
    init_only: bool = False


def aliases_of(
    info: FieldInfo, name: str, config: Mapping[str, Any]
) -> tuple[type_of_alias | None, str | None]:
    """What the input and the output call a field; None: by its name."""
    generator = config.get("alias_generator")
    if generator is None or info.alias is not None:
        return info.validation_alias or info.alias, info.serialization_alias or info.alias
    made = generator if isinstance(generator, AliasGenerator) else AliasGenerator(alias=generator)
    alias = made.alias(name) if made.alias else None
    validation = made.validation_alias(name) if made.validation_alias else alias
    serialization = made.serialization_alias(name) if made.serialization_alias else alias
    return info.validation_alias or validation, info.serialization_alias or serialization


def split(annotation: Any) -> tuple[Any, list[Any]]:
    """A type without Annotated and what else is around it, and the metadata that was there, inner first."""
    metadata: list[Any] = []
    while (origin := get_origin(annotation)) is Annotated or is_qualifier(origin):
        annotation, *outer = get_args(annotation)
        metadata = [*outer, *metadata]
    return annotation, metadata


def documentation_in(annotation: Any) -> Documentation:
    """What Annotated says of a type to people; what is outside, over what is inside."""
    documentation = UNDOCUMENTED
    for item in split(annotation)[1]:
        said = item.documentation if isinstance(item, FieldInfo) else marked_documentation(item)
        documentation = documentation if said is None else said.over(documentation)
    return documentation


def is_qualifier(origin: Any) -> bool:
    """What is said of a member, not of its type; typing_extensions has a ReadOnly of its own."""
    return origin in (Required, NotRequired, typing.Final) or getattr(origin, "_name", None) == "ReadOnly"


def tag_of(annotation: Any) -> str | None:
    """What a Tag calls a member of a union."""
    return next((item.tag for item in reversed(split(annotation)[1]) if isinstance(item, Tag)), None)


def constraints_in(metadata: Any) -> Mapping[str, Any]:
    if isinstance(metadata, FieldInfo):
        return metadata.constraints
    if isinstance(metadata, Discriminator):
        return {"discriminator": metadata}
    if type(metadata).__module__.startswith("annotated_types") and type(metadata).__name__ == "Timezone":
        return {"aware": awareness_in(metadata.tz)}
    # annotated-types' classes are dataclasses whose fields are called as the constraints are.
    if dataclasses.is_dataclass(metadata) and is_constraint(metadata):
        return {
            field.name: value
            for field in dataclasses.fields(metadata)
            if (value := getattr(metadata, field.name)) is not None
        }
    return marked_constraints(metadata)


def is_constraint(metadata: Any) -> bool:
    cls = type(metadata)
    return cls.__module__.startswith("annotated_types") and cls.__name__ not in ("Not", "Predicate")


def awareness_in(tz: Any) -> bool:
    if tz is not None and tz is not ...:
        raise SchemaTypeError(f"Timezone({tz!r}) cannot be checked: only None (no time zone) and ... (any)")
    return tz is ...


def constrained(node: Node, constraints: Mapping[str, Any], base: Any) -> Node:
    known = {field.name for field in dataclasses.fields(node)} - {"documentation"}
    if isinstance(node, NEVER_STRICT):
        known -= {"strict"}
    if constraints and isinstance(node, nodes.Reference):
        raise SchemaTypeError(
            f"{base!r} takes no constraints, {', '.join(sorted(constraints))}, in a second place"
        )
    for name in constraints:
        if name not in known:
            raise SchemaTypeError(f"{base!r} has no constraint {name!r}; it has {', '.join(sorted(known))}")
    given = {
        name: bound_for(node, name, value) if name in BOUNDS and value is not None else value
        for name, value in constraints.items()
    }
    node = dataclasses.replace(node, **given)
    if isinstance(node, nodes.DecimalNode):
        check_digits(node)
    return node


#: Whose values are not converted, or by members that say themselves how strict they are.
NEVER_STRICT = (nodes.AnyNode, nodes.LiteralNode, nodes.NoneNode, nodes.TaggedUnionNode, nodes.UnionNode)

BOUNDS = ("gt", "ge", "lt", "le", "multiple_of")


def fields_of(base: Any) -> Iterator[DeclaredField] | None:
    """The members of a class with fields, or of a generic one with its arguments; None for any other."""
    cls = get_origin(base) or base
    if not isinstance(cls, type):
        return None
    if is_typed_dict(cls):
        return with_arguments(base, typed_dict_fields(cls))
    if is_named_tuple(cls):
        return with_arguments(base, named_tuple_fields(cls))
    if dataclasses.is_dataclass(cls):
        return with_arguments(base, dataclass_fields(cls))
    if is_attrs_class(cls):
        return with_arguments(base, fields_of_attrs(cls))
    return None


def with_arguments(base: Any, fields: Iterator[DeclaredField]) -> Iterator[DeclaredField]:
    """Fields of which each has the variables of the class that declares it replaced by what they mean."""
    cls = get_origin(base) or base
    arguments = arguments_of(base)
    inherited = {variable: value for each in reversed(arguments.values()) for variable, value in each.items()}
    for field in fields:
        owner = next((c for c in cls.__mro__ if field.name in inspect.get_annotations(c)), cls)
        meant = arguments.get(owner) if owner is not cls else {**inherited, **arguments[cls]}
        yield field._replace(annotation=substituted(field.annotation, meant or {}))


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


def is_named_tuple(cls: type) -> bool:
    return issubclass(cls, tuple) and hasattr(cls, "_fields")


def is_typed_dict(cls: type) -> bool:
    """Of `typing`, or of typing_extensions, which has classes of its own before 3.12."""
    return typing.is_typeddict(cls) or (issubclass(cls, dict) and hasattr(cls, "__required_keys__"))


#: What a dataclass's field(metadata=) may say, as pydantic reads it; others have keys of their own in it.
OPTIONS = frozenset(inspect.signature(Field).parameters) - {"default", "default_factory", "constraints"} | {
    *("allow_inf_nan", "decimal_places", "discriminator", "ge", "gt", "le", "lt", "max_digits", "max_length"),
    *("min_length", "multiple_of", "pattern", "strict", "union_mode"),
}


def dataclass_fields(cls: type) -> Iterator[DeclaredField]:
    """In the order in which errors are told: those that are given by name only come last."""
    hints = hints_of(cls)
    # Not dataclasses.fields(), which leaves InitVars out. Their order is __post_init__'s.
    members = cls.__dataclass_fields__.items()  # type: ignore[attr-defined]  # a dataclass has it
    by_name_only = {
        name
        for name, field in members
        if field.kw_only is True and not isinstance(hints[name], dataclasses.InitVar)
    }
    for name, field in sorted(members, key=lambda member: member[0] in by_name_only):
        annotation = hints[name]
        init_only = isinstance(annotation, dataclasses.InitVar)
        if get_origin(annotation) is typing.ClassVar or annotation is typing.ClassVar:
            continue
        if not field.init and field.default is field.default_factory is dataclasses.MISSING:
            continue  # the class makes it by itself
        if init_only:
            annotation = annotation.type
        info = info_of(annotation)
        if said := {option: value for option, value in field.metadata.items() if option in OPTIONS}:
            info = info.updated(Field(**said))
        if isinstance(field.default, FieldInfo):
            info = info.updated(field.default)
        elif field.default is not dataclasses.MISSING:
            info = dataclasses.replace(info, default=field.default)
        elif field.default_factory is not dataclasses.MISSING:
            info = dataclasses.replace(info, default_factory=field.default_factory)
        init = field.init and info.init
        required = init and info.is_required()
        yield DeclaredField(name, annotation, info, required, init, init_only)


def same(value: Any) -> Any:
    return value


def fields_of_attrs(cls: type) -> Iterator[DeclaredField]:
    """The members of an attrs class; what has a converter is as that takes it, and written as declared."""
    for one in attrs_fields(cls, hints_of(cls), MISSING):
        annotation = Annotated[one.type, PlainValidator(same)] if one.converts else one.type
        info = info_of(annotation)
        alias = info.alias or (None if one.alias == one.name else one.alias)
        info = dataclasses.replace(
            info, alias=alias, default=one.default, default_factory=one.default_factory
        )
        yield DeclaredField(one.name, annotation, info, one.required, one.init)


def model_fields(cls: Any) -> Iterator[DeclaredField]:
    for name, info in cls.model_fields.items():
        yield DeclaredField(name, info.annotation, info, info.is_required())


def named_tuple_fields(cls: type) -> Iterator[DeclaredField]:
    hints = hints_of(cls)
    for name in cls._fields:  # type: ignore[attr-defined]  # a named tuple has it
        info = info_of(hints.get(name, Any))
        default = cls._field_defaults.get(name, MISSING)  # type: ignore[attr-defined]  # as above
        if isinstance(default, FieldInfo):
            info = default
        elif default is not MISSING:
            info = dataclasses.replace(info, default=default)
        required = info.default is MISSING and info.default_factory is None
        yield DeclaredField(name, hints.get(name, Any), info, required)


def typed_dict_fields(cls: type) -> Iterator[DeclaredField]:
    for name, hint in hints_of(cls).items():
        # Of annotations that are strings, the class knows no NotRequired.
        required = name in cls.__required_keys__  # type: ignore[attr-defined]  # a TypedDict has it
        annotation = hint
        while is_qualifier(origin := get_origin(annotation)) or origin is Annotated:
            required = required if origin not in (Required, NotRequired) else origin is Required
            annotation = get_args(annotation)[0]
        info = info_of(hint)
        yield DeclaredField(name, hint, info, required)


def info_of(annotation: Any) -> FieldInfo:
    """What Field() says inside Annotated, but for the constraints, which `split` reads."""
    info = FieldInfo()
    for item in split(annotation)[1]:
        if isinstance(item, FieldInfo):
            info = info.updated(dataclasses.replace(item, constraints={}))
        elif said := marked_documentation(item):
            info = info.updated(FieldInfo(documentation=said))
    return info


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
