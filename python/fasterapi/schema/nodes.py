"""A type, compiled: the nodes that `_core.Schema` is built from and that JSON Schema is written from.

A node says what values are valid, not how they are checked: that is bindings/schema's, which reads each node
once, when a Schema is made. Names follow pydantic's, so that people find what they know.
"""

from fasterapi.schema.kinds.base import MISSING, Missing, Node
from fasterapi.schema.kinds.collections import (
    DequeNode,
    DictNode,
    IterableNode,
    ListNode,
    SequenceNode,
    SetNode,
    TupleNode,
)
from fasterapi.schema.kinds.functions import FunctionNode, SerializerNode
from fasterapi.schema.kinds.objects import CheckNode, ForeignNode, UncheckedNode
from fasterapi.schema.kinds.records import (
    Field,
    MembersNode,
    ModelNode,
    NamedTupleNode,
    Private,
    RecordNode,
    Serializer,
)
from fasterapi.schema.kinds.references import DefinitionNode, Reference
from fasterapi.schema.kinds.scalars import (
    AnyNode,
    BoolNode,
    BytesNode,
    DateNode,
    DatetimeNode,
    DecimalNode,
    EmailNode,
    EnumNode,
    FloatNode,
    IntNode,
    IpNode,
    LiteralNode,
    NoneNode,
    PathNode,
    StrNode,
    TimedeltaNode,
    TimeNode,
    UrlNode,
    UuidNode,
)
from fasterapi.schema.kinds.unions import NullableNode, TaggedUnionNode, UnionNode

__all__ = [
    "MISSING",
    "AnyNode",
    "BoolNode",
    "BytesNode",
    "CheckNode",
    "DateNode",
    "DatetimeNode",
    "DecimalNode",
    "DefinitionNode",
    "DequeNode",
    "DictNode",
    "EmailNode",
    "EnumNode",
    "Field",
    "FloatNode",
    "ForeignNode",
    "FunctionNode",
    "IntNode",
    "IpNode",
    "IterableNode",
    "ListNode",
    "LiteralNode",
    "MembersNode",
    "Missing",
    "ModelNode",
    "NamedTupleNode",
    "Node",
    "NoneNode",
    "NullableNode",
    "PathNode",
    "Private",
    "RecordNode",
    "Reference",
    "SequenceNode",
    "Serializer",
    "SerializerNode",
    "SetNode",
    "StrNode",
    "TaggedUnionNode",
    "TimeNode",
    "TimedeltaNode",
    "TupleNode",
    "UncheckedNode",
    "UnionNode",
    "UrlNode",
    "UuidNode",
]
