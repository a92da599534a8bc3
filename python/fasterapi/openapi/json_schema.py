"""JSON Schema (2020-12) of compiled types: what `TypeAdapter(...).json_schema()` of pydantic gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from fasterapi.openapi import keywords
from fasterapi.openapi.definitions import Definition, Definitions, Link, Mode, links_in, named
from fasterapi.openapi.foreign import contents_of, linked, opened
from fasterapi.openapi.keywords import documented
from fasterapi.schema.foreign import Library
from fasterapi.schema.kinds.base import NamedNode
from fasterapi.schema.nodes import AnyNode, Field, ModelNode, Node, RecordNode, Reference

__all__ = ["REF_TEMPLATE", "JsonSchemas", "Root", "Scope", "computes", "json_schema", "nodes_in"]


REF_TEMPLATE = "#/$defs/{model}"


class Root(NamedTuple):
    """A type whose schema is asked for: of what is read, or of what is written."""

    key: Hashable
    node: Node
    mode: Mode


def json_schema(
    node: Node,
    mode: Mode = "validation",
    *,
    by_alias: bool | None = None,
    ref_template: str = REF_TEMPLATE,
) -> dict[str, Any]:
    """The schema of one type, with what it refers to under "$defs".

    `by_alias`: members are called by their aliases, or by their names; None: by their aliases, unless the
    class says that its input has names. `ref_template`: how others refer to a definition, which `{model}`
    is the name of.
    """
    return JsonSchemas(by_alias=by_alias, ref_template=ref_template).of(node, mode)


class JsonSchemas:
    """Writes the schemas of one document.

    `by_alias` and `ref_template` are as in `json_schema`. `octets`: bytes are described by their media type,
    as OpenAPI 3.1 does, and not by a format.
    """

    def __init__(
        self, *, by_alias: bool | None = None, ref_template: str = REF_TEMPLATE, octets: bool = False
    ) -> None:
        self.by_alias = by_alias
        self.octets = octets
        self.definitions = Definitions()
        self._template = ref_template

    def of(self, node: Node, mode: Mode) -> dict[str, Any]:
        """See `json_schema`. A type that has a name of its own and is referred to once needs no "$defs"."""
        schema = self.write(node, mode)
        link = schema.get("$ref")
        if isinstance(link, Link) and len(schema) == 1 and self._count(link, schema) == 1:
            schema = dict(link.definition.schema or {})
        self.definitions.keep(schema)
        schema, definitions = self.finish(schema)
        if definitions:
            schema["$defs"] = definitions
        return ordered(schema)

    def of_all(self, roots: Iterable[Root]) -> tuple[dict[tuple[Hashable, Mode], Any], dict[str, Any]]:
        """The schemas of many types, by key and mode, and the definitions of all, by name."""
        schemas, definitions = self.finish({(key, mode): self.write(node, mode) for key, node, mode in roots})
        return schemas, ordered(definitions)

    def write(self, node: Node, mode: Mode, scope: Scope | None = None) -> dict[str, Any]:
        """The schema of a type, its links without names yet; `scope`: of the type that this one is within."""
        scope = scope or Scope(node)
        # pydantic defines what is referred to from several places even where none of them is shown, as in a
        # member that is not written; and by that it chooses names.
        for shared, inside in referred_to(node, scope):
            Writer(self, mode, inside).link(shared)
        return Writer(self, mode, scope).write(node)

    def opened(self, library: Library) -> dict[str, Any]:
        """The schema of the input of another library's class, itself and not by reference."""
        schema, definitions = opened(*library.json_schema("validation", by_alias=True))
        return Writer(self, "validation", Scope(AnyNode())).adopt(schema, definitions, library.module)

    def define(self, name: str, schema: dict[str, Any]) -> Link:
        """A definition that no type has."""
        definition = self.definitions.of(object(), name, "validation")
        definition.schema = schema
        return Link(definition)

    def finish(self, document: Any) -> tuple[Any, dict[str, Any]]:
        """The document that the schemas are in, with its links' names, and the definitions by name."""
        names = self.definitions.names()
        return named(document, names, self._template), self._written(names)

    def _written(self, names: dict[Definition, str]) -> dict[str, Any]:
        return {name: named(definition.schema, names, self._template) for definition, name in names.items()}

    def _count(self, link: Link, schema: dict[str, Any]) -> int:
        """How often the document links to what `link` does."""
        seen: set[Definition] = set()
        count = 0
        ahead: list[Any] = [schema]
        while ahead:
            for found in links_in(ahead.pop()):
                count += found.definition is link.definition
                if found.definition not in seen:
                    seen.add(found.definition)
                    ahead.append(found.definition.schema)
        return count


class Scope:
    """A type, whose records its references call by name."""

    def __init__(self, root: Node) -> None:
        self._named = {node.name: node for node in nodes_in(root) if isinstance(node, NamedNode)}

    def named_by(self, node: Node) -> NamedNode | None:
        """What a node stands for, if that has a name."""
        if isinstance(node, ModelNode):
            return node.cls.__fasterapi_record__()  # type: ignore[attr-defined,no-any-return]  # a Model has it
        if isinstance(node, Reference):
            return self._named[node.name]
        return node if isinstance(node, NamedNode) else None


class Writer:
    """Writes the schemas of what is in a scope: `write` each node, by the functions of `keywords`."""

    def __init__(self, document: JsonSchemas, mode: Mode, scope: Scope) -> None:
        self.mode = mode
        self.by_alias = document.by_alias
        self.octets = document.octets
        self._document = document
        self._scope = scope

    def write(self, node: Node) -> dict[str, Any]:
        """The schema of `node`, documented; a link to its definition where its type has a name."""
        if (given := node.documentation.schema_in(self.mode)) is not None:
            return given
        named = self._scope.named_by(node)
        schema = keywords.BY_KIND[node.kind](node, self) if named is None else self.link(named)
        return documented(schema, node.documentation)

    def link(self, node: NamedNode) -> dict[str, Any]:
        """A link to the definition of what has a name, which is written when it is met first."""
        definitions = self._document.definitions
        if definitions.begin(node.identity, self.mode):
            is_model = isinstance(node, RecordNode) and node.made_as in ("model", "root")
            inside = Writer(self._document, self.mode, Scope(node)) if is_model else self
            schema = keywords.BY_KIND[node.kind](node, inside)
            definitions.of(node.identity, node.name, self.mode).schema = schema
        return {"$ref": Link(definitions.of(node.identity, node.name, self.mode))}

    def adopt(
        self, schema: dict[str, Any], definitions: Mapping[str, dict[str, Any]], module: str
    ) -> dict[str, Any]:
        """A schema that another library wrote, with its definitions among those of the document.

        `module`: where what they define is, as far as one knows; it is told where names collide.
        """
        known = self._document.definitions
        links = {
            name: Link(known.of((name, contents_of(name, definitions)), f"{module}.{name}", self.mode))
            for name in definitions
        }
        for name, definition in definitions.items():
            links[name].definition.schema = linked(definition, links)
        adopted: dict[str, Any] = linked(schema, links)
        return adopted


def referred_to(root: Node, scope: Scope) -> list[tuple[NamedNode, Scope]]:
    """What has a name and is met more than once, or documented where they are; what they hold comes first."""
    times: Counter[Hashable] = Counter()
    found: dict[Hashable, tuple[NamedNode, Scope]] = {}

    def visit(node: Node, scope: Scope) -> None:
        if (named := scope.named_by(node)) is None:
            return
        if isinstance(node, ModelNode) and named.identity not in times:
            times[named.identity] = 0
            inside = Scope(named)
            for inner in nodes_in(named):
                visit(inner, inside)
        else:
            times[named.identity] += 1
        times[named.identity] += bool(node.documentation)
        found.setdefault(named.identity, (named, scope))

    for node in nodes_in(root):
        visit(node, scope)
    return [found[identity] for identity in found if times[identity] > 1]


def computes(root: Node) -> bool:
    """Whether a type, or one inside, has computed fields."""
    seen: set[type] = set()

    def inside(node: Node) -> bool:
        for each in nodes_in(node):
            if isinstance(each, RecordNode) and each.computed:
                return True
            if isinstance(each, ModelNode) and each.cls not in seen:
                seen.add(each.cls)
                if inside(each.cls.__fasterapi_record__()):  # type: ignore[attr-defined]  # a Model has it
                    return True
        return False

    return inside(root)


def nodes_in(value: Any) -> Iterator[Node]:
    """All nodes of a type; what a node is made of comes before it."""
    if isinstance(value, tuple):
        for item in value:
            yield from nodes_in(item)
    elif isinstance(value, Node | Field):
        for field in fields(value):
            yield from nodes_in(getattr(value, field.name))
        if isinstance(value, Node):
            yield value


def ordered(schema: dict[str, Any], key: str = "") -> dict[str, Any]:
    """Keywords by name, so that a document is the same each time; members stay as they are declared."""
    names = list(schema) if key in ("properties", "default") else sorted(schema)
    return {name: _ordered(schema[name], name) for name in names}


def _ordered(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return ordered(value, key)
    return [_ordered(item, key) for item in value] if isinstance(value, list) else value
