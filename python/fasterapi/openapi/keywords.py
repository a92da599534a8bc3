"""What JSON Schema says of each kind of node."""

from __future__ import annotations

import enum
import inspect
import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass, replace
from typing import TYPE_CHECKING, Any

from fasterapi.openapi.definitions import Link, Mode
from fasterapi.openapi.jsonable import jsonable
from fasterapi.schema import nodes
from fasterapi.schema.documentation import Documentation
from fasterapi.schema.errors import SchemaTypeError
from fasterapi.schema.kinds.base import NamedNode
from fasterapi.schema.nodes import MISSING, Node

if TYPE_CHECKING:
    from fasterapi.openapi.json_schema import Writer

__all__ = ["BY_KIND", "JsonSchemaWarning", "default_of", "documented", "has_title", "input_name", "title_of"]

Keywords = dict[str, Any]

NUMBER_BOUNDS = {
    "multiple_of": "multipleOf",
    "le": "maximum",
    "ge": "minimum",
    "lt": "exclusiveMaximum",
    "gt": "exclusiveMinimum",
}
TEXT_BOUNDS = {"min_length": "minLength", "max_length": "maxLength"}
ARRAY_BOUNDS = {"min_length": "minItems", "max_length": "maxItems"}
OBJECT_BOUNDS = {"min_length": "minProperties", "max_length": "maxProperties"}

TYPE_NAMES: Mapping[type, str] = {
    bool: "boolean",
    float: "number",
    int: "integer",
    list: "array",
    str: "string",
    type(None): "null",
}


class JsonSchemaWarning(UserWarning):
    """Something of a type cannot be said in its JSON Schema."""


def documented(schema: Keywords, documentation: Documentation) -> Keywords:
    """`schema` and what was said to people."""
    said = {
        "title": documentation.title,
        "description": documentation.description,
        "deprecated": None if documentation.deprecated in (None, False) else True,
        "examples": None if documentation.examples is None else jsonable(documentation.examples),
    }
    schema = {**schema, **{key: value for key, value in said.items() if value is not None}}
    extra = documentation.json_schema_extra
    if isinstance(extra, Mapping):
        schema.update(jsonable(extra))
    elif extra is not None:
        extra(schema)
    return schema


def bounds(node: Node, names: Mapping[str, str]) -> Keywords:
    given = {keyword: getattr(node, name) for name, keyword in names.items()}
    return {keyword: value for keyword, value in given.items() if value is not None}


def number(name: str) -> Callable[[Any, Writer], Keywords]:
    def write(node: Any, writer: Writer) -> Keywords:
        limits = bounds(node, NUMBER_BOUNDS)
        return {"type": name, **{key: value for key, value in limits.items() if not math.isinf(value)}}

    return write


def binary(node: nodes.BytesNode, writer: Writer) -> Keywords:
    if not writer.octets:
        form = "base64url" if node.ser_json == "base64" else "binary"
        return {"type": "string", "format": form, **bounds(node, TEXT_BOUNDS)}
    encoding = node.val_json if writer.mode == "validation" else node.ser_json
    told = {"contentEncoding": "base64"} if encoding == "base64" else {}
    return {
        "type": "string",
        **told,
        "contentMediaType": "application/octet-stream",
        **bounds(node, TEXT_BOUNDS),
    }


def check(node: nodes.CheckNode, writer: Writer) -> Keywords:
    """Of objects that are no JSON nothing can be said; what any value of JSON is, is told of it."""
    if node.inner is not None:
        return writer.write(node.inner)
    if node.asks == "subclass" or (node.error == "is_hashable" and writer.mode == "validation"):
        return {}
    raise SchemaTypeError(f"{node.message!r}: there is no JSON Schema of this")


def duration(node: nodes.TimedeltaNode, writer: Writer) -> Keywords:
    is_number = node.ser_json == "float" and writer.mode == "serialization"
    return {"type": "number"} if is_number else {"type": "string", "format": "duration"}


def formatted(form: str) -> Callable[[Any, Writer], Keywords]:
    return lambda node, writer: {"type": "string", "format": form}


def decimal(node: nodes.DecimalNode, writer: Writer) -> Keywords:
    if writer.mode == "serialization":
        return {"type": "string"}
    limits = bounds(node, NUMBER_BOUNDS)
    finite = {key: float(value) for key, value in limits.items() if value.is_finite()}
    return any_of([{"type": "number", **finite}, {"type": "string"}])


def enumeration(node: nodes.EnumNode, writer: Writer) -> Keywords:
    values = [jsonable(member.value) for member in node.cls]
    return of_class(one_of_values(values, {"enum": values}), node.cls)


def ip(node: nodes.IpNode, writer: Writer) -> Keywords:
    form = node.error.removeprefix("ip_").replace("_", "").removesuffix("address")
    return {"type": "string", "format": f"ip{form}"}


def text(node: nodes.StrNode, writer: Writer) -> Keywords:
    schema = {"type": "string", **bounds(node, TEXT_BOUNDS)}
    if node.pattern is not None:
        schema["pattern"] = node.pattern if isinstance(node.pattern, str) else node.pattern.pattern
    return schema


def url(node: nodes.UrlNode, writer: Writer) -> Keywords:
    most = {} if node.cls.max_length is None else {"maxLength": node.cls.max_length}
    return {"type": "string", "format": "uri", "minLength": 1, **most}


def array(node: Any, writer: Writer) -> Keywords:
    return {"type": "array", "items": writer.write(node.item), **bounds(node, ARRAY_BOUNDS)}


def set_of(node: nodes.SetNode, writer: Writer) -> Keywords:
    return {"uniqueItems": True, **array(node, writer)}


def tuple_of(node: nodes.TupleNode, writer: Writer) -> Keywords:
    schema: Keywords = {"type": "array"}
    if node.items:
        schema["prefixItems"] = [writer.write(item) for item in node.items]
    if node.rest is not None:
        schema["items"] = writer.write(node.rest)
    else:
        schema["maxItems"] = len(node.items)
    if node.items or node.rest is None:
        schema["minItems"] = len(node.items)
    return {**schema, **bounds(node, ARRAY_BOUNDS)}


def named_tuple(node: nodes.NamedTupleNode, writer: Writer) -> Keywords:
    return {
        "type": "array",
        "prefixItems": [member(field, name_of(field, writer), writer) for field in node.fields],
        "minItems": sum(field.required for field in node.fields),
        "maxItems": len(node.fields),
    }


def dict_of(node: nodes.DictNode, writer: Writer) -> Keywords:
    """Names are texts: what keys have beside is told of them where they are texts in Python, too."""
    schema: Keywords = {"type": "object"}
    names = writer.write(node.key)
    pattern = None
    if "$ref" not in names:
        names.pop("title", None)
        pattern = names.pop("pattern", None)
    values = writer.write(node.value)
    values.pop("title", None)
    if pattern is not None:
        schema["patternProperties"] = {pattern: values}
    else:
        schema["additionalProperties"] = values or True
    if "$ref" in names or (names.get("type") == "string" and len(names) > 1):
        names.pop("type", None)
        schema["propertyNames"] = names
    return {**schema, **bounds(node, OBJECT_BOUNDS)}


def foreign(node: nodes.ForeignNode, writer: Writer) -> Keywords:
    schema, definitions = node.owner.json_schema(writer.mode, by_alias=writer.by_alias is not False)
    return writer.adopt(schema, definitions, node.owner.module)


def function(node: nodes.FunctionNode, writer: Writer) -> Keywords:
    """Of what a function takes in a type's place nothing is known."""
    return {} if node.mode == "plain" and writer.mode == "validation" else writer.write(node.inner)


def serializer(node: nodes.SerializerNode, writer: Writer) -> Keywords:
    written = by_serializer(node.serializer, node.inner, writer)
    return writer.write(node.inner) if written is None else written


def literal(node: nodes.LiteralNode, writer: Writer) -> Keywords:
    values = [jsonable(value.value if isinstance(value, enum.Enum) else value) for value in node.values]
    return {**one_of_values(values, {"const": values[0]} if len(values) == 1 else {"enum": values})}


def one_of_values(values: Sequence[Any], schema: Keywords) -> Keywords:
    kinds = {type(value) for value in values}
    name = TYPE_NAMES.get(kinds.pop()) if len(kinds) == 1 else None
    return {**schema, "type": name} if name else schema


def nullable(node: nodes.NullableNode, writer: Writer) -> Keywords:
    return any_of([writer.write(node.inner), {"type": "null"}])


def any_of(choices: Sequence[Keywords]) -> Keywords:
    """A choice of choices is one; what is there twice is there once."""
    different: list[Keywords] = []
    for choice in choices:
        for inner in choice["anyOf"] if list(choice) == ["anyOf"] else [choice]:
            if inner not in different:
                different.append(inner)
    return different[0] if len(different) == 1 else {"anyOf": different}


def union(node: nodes.UnionNode, writer: Writer) -> Keywords:
    """Without the members that have no schema, unless none has one."""
    choices = []
    failure: SchemaTypeError | None = None
    for each in node.members:
        try:
            choices.append(writer.write(each))
        except SchemaTypeError as error:
            failure = error
    if failure and not choices:
        raise failure
    return any_of(choices)


def tagged_union(node: nodes.TaggedUnionNode, writer: Writer) -> Keywords:
    choices = {
        tag_name(tag): writer.write(node.members[place])
        for tag, place in zip(node.tags, node.places, strict=True)
    }
    different: list[Keywords] = []
    for choice in choices.values():
        if choice not in different:
            different.append(choice)
    schema: Keywords = {"oneOf": different}
    if name := discriminating(node, different):
        mapping = {tag: choice.get("$ref", choice) for tag, choice in choices.items()}
        schema["discriminator"] = {"propertyName": name, "mapping": mapping}
    return schema


def tag_name(tag: Any) -> str:
    """As JSON has it, without quotes."""
    value = tag.value if isinstance(tag, enum.Enum) else tag
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def discriminating(node: nodes.TaggedUnionNode, choices: Sequence[Keywords]) -> str | None:
    """The member that tells the choices apart, as they call it in this document."""
    if not isinstance(node.discriminator, str):
        return None
    if node.alias is None:
        return node.discriminator
    for name in (node.discriminator, node.alias):
        if all(name in linked(choice).get("properties", {}) for choice in choices):
            return name
    return None


def linked(schema: Keywords) -> Keywords:
    """What a link leads to; nothing yet, where that is just being written."""
    while isinstance(link := schema.get("$ref"), Link):
        schema = link.definition.schema or {}
    return schema


def record(node: nodes.RecordNode, writer: Writer) -> Keywords:
    if (written := by_serializer(node.serializer, node, writer)) is not None:
        return written
    if node.made_as == "root":
        return root(node, writer)
    properties: Keywords = {}
    required = []
    for field in node.fields:
        if field.exclude and writer.mode == "serialization":
            continue
        name = name_of(field, writer, by_alias=node.by_alias)
        properties[name] = member(field, name, writer)
        if field.required:
            required.append(name)
    for field in node.computed if writer.mode == "serialization" else ():
        name = name_of(field, writer)
        properties[name] = {"readOnly": True, **member(field, name, writer)}
        required.append(name)
    schema: Keywords = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    if node.extra == "allow" and node.extra_node is not None:
        schema["additionalProperties"] = writer.write(node.extra_node)
    elif node.extra != "ignore":
        schema["additionalProperties"] = node.extra == "allow"
    return of_class(schema, node.cls)


def root(node: nodes.RecordNode, writer: Writer) -> Keywords:
    """What its one field is. The class is described by its docstring first, by its field otherwise."""
    (field,) = node.fields
    schema = {**writer.write(field.node), **default_of(field, writer.mode)}
    extra = field.documentation.json_schema_extra
    said = replace(field.documentation, json_schema_extra=None)
    schema = {**of_class(schema, node.cls), **documented({}, said)}
    if description := docstring_of(node.cls):
        schema["description"] = description
    return documented(schema, Documentation(json_schema_extra=extra))


def name_of(field: nodes.Field, writer: Writer, *, by_alias: bool = True) -> str:
    """What input or output calls a field."""
    if writer.by_alias is False:
        return field.name
    if writer.mode == "serialization":
        return field.dump_alias or field.name
    if writer.by_alias is None and not by_alias:
        return field.name
    return input_name(field)


def input_name(field: nodes.Field) -> str:
    """What the input calls a field by alias; of several ways the first that is a name."""
    names = [path[0] for path in field.paths if len(path) == 1]
    return next((name for name in names if isinstance(name, str)), field.alias or field.name)


def member(field: nodes.Field, name: str, writer: Writer) -> Keywords:
    schema = field.documentation.schema_in(writer.mode)
    if schema is not None:
        schema = {**schema, **default_of(field, writer.mode)}
    else:
        schema = by_serializer(field.serializer, field.node, writer)
    if schema is None:
        schema = {**writer.write(field.node), **default_of(field, writer.mode)}
    schema = documented(schema, field.documentation)
    if "title" not in schema and not has_title(field.node):
        schema["title"] = title_of(name)
    link = schema.get("$ref")
    if not isinstance(link, Link) or (there := link.definition.schema) is None:
        return schema
    return {key: value for key, value in schema.items() if key not in there or there[key] != value}


def by_serializer(serializer: nodes.Serializer | None, node: Node, writer: Writer) -> Keywords | None:
    """What is written in the place of a value, where a function makes that and says of what type it is."""
    if serializer is None or writer.mode == "validation" or not serializer.is_declared:
        return None
    schema = writer.write(serializer.result)
    skips_none = serializer.unless_none and isinstance(node, nodes.NullableNode)
    return any_of([{"type": "null"}, schema]) if skips_none else schema


def default_of(field: nodes.Field, mode: Mode = "validation") -> Keywords:
    """The default, if there is one and it has JSON; else there is a warning."""
    if field.default is MISSING:
        return {}
    try:
        return {"default": jsonable(default_written(field) if mode == "serialization" else field.default)}
    except (TypeError, ValueError) as error:
        message = f"{field.name}: its default {field.default!r} is left out, since it has no JSON: {error}"
        warnings.warn(message, JsonSchemaWarning, stacklevel=2)
        return {}


def default_written(field: nodes.Field) -> Any:
    """As a function in Annotated writes it that needs nothing but the value; otherwise as it is."""
    node = field.node
    while isinstance(node, nodes.FunctionNode | nodes.NullableNode):
        node = node.inner
    if isinstance(node, nodes.TimedeltaNode) and node.ser_json == "float":
        return field.default if field.default is None else field.default.total_seconds()
    if not isinstance(node, nodes.SerializerNode):
        return field.default
    by = node.serializer
    is_meant = not (by.wraps or by.info) and not (field.default is None and by.unless_none)
    return by.function(field.default) if is_meant else field.default


def has_title(node: Node) -> bool:
    """Of its own, because its type has a name."""
    if isinstance(node, nodes.NullableNode | nodes.SerializerNode):
        return has_title(node.inner)
    if isinstance(node, nodes.FunctionNode) and node.mode != "plain":
        return has_title(node.inner)
    return isinstance(node, nodes.ForeignNode | nodes.ModelNode | NamedNode | nodes.Reference)


def title_of(name: str) -> str:
    """What a member is called where nobody says it."""
    return name.title().replace("_", " ").strip()


def of_class(schema: Keywords, cls: type) -> Keywords:
    """With what a class says of itself: its name, docstring and config, and whether it is deprecated."""
    config = getattr(cls, "model_config", None) or getattr(cls, "__pydantic_config__", None) or {}
    said: Keywords = {"title": config.get("title") or cls.__name__}
    if description := docstring_of(cls):
        said["description"] = description
    schema = {**said, **schema}
    extra = config.get("json_schema_extra")
    if isinstance(extra, Mapping):
        schema.update(jsonable(extra))
    elif extra is not None:
        extra(schema, cls) if len(inspect.signature(extra).parameters) > 1 else extra(schema)
    if hasattr(cls, "__deprecated__"):  # PEP 702
        schema["deprecated"] = True
    return schema


def docstring_of(cls: type) -> str | None:
    """A class's docstring, unless it is one that the class was not written with."""
    text = cls.__doc__
    if "__fasterapi_values__" in vars(cls):  # of a generic model with its parameters: it is not said of those
        return None
    if not text or (is_dataclass(cls) and text.startswith(f"{cls.__name__}(")):
        return None
    return inspect.cleandoc(text)


BY_KIND: Mapping[str, Callable[[Any, Writer], Keywords]] = {
    "any": lambda node, writer: {},
    "bool": lambda node, writer: {"type": "boolean"},
    "bytes": binary,
    "check": check,
    "date": formatted("date"),
    "datetime": formatted("date-time"),
    "decimal": decimal,
    "definition": lambda node, writer: writer.write(node.inner),
    "deque": array,
    "dict": dict_of,
    "email": formatted("email"),
    "enum": enumeration,
    "float": number("number"),
    "foreign": foreign,
    "function": function,
    "int": number("integer"),
    "iterable": array,
    "ip": ip,
    "list": array,
    "literal": literal,
    "named_tuple": named_tuple,
    "none": lambda node, writer: {"type": "null"},
    "nullable": nullable,
    "path": formatted("path"),
    "record": record,
    "sequence": array,
    "serializer": serializer,
    "set": set_of,
    "str": text,
    "tagged_union": tagged_union,
    "time": formatted("time"),
    "timedelta": duration,
    "tuple": tuple_of,
    "unchecked": lambda node, writer: writer.write(node.inner),
    "union": union,
    "url": url,
    "uuid": formatted("uuid"),
}
