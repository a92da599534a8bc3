"""What pydantic calls the types of values: by that, the errors of a union's members are told apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

__all__ = ["label_of", "late_label_of"]

# What does not make a type a constrained one.
PLAIN = frozenset({"allow_inf_nan", "documentation", "regex_engine", "strict"})


def label_of(node: Any) -> str:
    """The label of a node of `fasterapi.schema.nodes`; its kind, unless it is known by another."""
    label = LABELS.get(node.kind)
    return label(node) if label is not None else node.kind


DICTS = {
    "counter": "counter",
    "defaultdict": "defaultdict",
    "dict": "dict",
    "ordered_dict": "ordered-dict",
}


def late_label_of(node: Any) -> str:
    """The label of a union's member: through lists, what is referred to has its label and not "..."."""
    if node.kind == "list":
        return f"list[{late_label_of(node.item)}]"
    return node.late_label() if node.kind == "reference" else label_of(node)


def listed(nodes: Any, separator: str = ",") -> str:
    return separator.join(label_of(node) for node in nodes)


def scalar(node: Any) -> str:
    fields = (field for field in dataclasses.fields(node) if field.name not in PLAIN)
    constrained = any(getattr(node, field.name) != field.default for field in fields)
    return f"constrained-{node.kind}" if constrained else node.kind


def function(node: Any) -> str:
    name = getattr(node.function, "__qualname__", None) or repr(node.function)
    inner = f", {label_of(node.inner)}" if node.mode in ("after", "before") else ""
    return f"function-{node.mode}[{name.rpartition('.')[2]}(){inner}]"


def sequence(node: Any) -> str:
    item = label_of(node.item)
    checked = "" if item == "any" else ",function-wrap[sequence_validator()]"
    python = f"chain[is-instance[Sequence]{checked}]" if checked else "is-instance[Sequence]"
    return f"json-or-python[json=list[{item}],python={python}]"


def check(node: Any) -> str:
    if node.asks == "callable":
        return "callable"
    python = f"is-{node.asks}[{node.cls.__qualname__}]"
    if node.inner is not None:
        return f"json-or-python[json={label_of(node.inner)},python={python}]"
    if node.error == "is_hashable":
        python = f"json-or-python[json=chain[any,{python}],python={python}]"
    return f"custom-error[{python}]" if node.shown is None else python


def tuple_label(node: Any) -> str:
    rest = [] if node.rest is None else [f"{label_of(node.rest)}, ..."]
    return f"tuple[{', '.join([label_of(item) for item in node.items] + rest)}]"


def enum_label(node: Any) -> str:
    prefix = f"{node.converter.kind}-" if node.converter is not None else ""
    label = f"{prefix}enum[{node.cls.__qualname__}]"
    return f"function-after[operator.attrgetter('value')(), {label}]" if node.use_values else label


def ip_label(node: Any) -> str:
    name = node.cls.__name__
    strict = f"json-or-python[json=function-after[{name}(), str],python=is-instance[{name}]]"
    return f"lax-or-strict[lax=function-plain[{node.error}_validator()],strict={strict}]"


def path_label(node: Any) -> str:
    text = "function-after[path_validator(), str]"
    strict = f"json-or-python[json={text},python=is-instance[{node.cls.__name__}]]"
    return f"lax-or-strict[lax=union[{strict},{text}],strict={strict}]"


LABELS: dict[str, Callable[[Any], str]] = {
    "bytes": scalar,
    "check": check,
    "definition": lambda node: label_of(node.inner),
    "deque": lambda node: f"deque[{label_of(node.item)}]",
    "dict": lambda node: f"{DICTS.get(node.made_as)}[{label_of(node.key)},{label_of(node.value)}]",
    "email": lambda node: "function-after[_validate(), str]",
    "enum": enum_label,
    "float": scalar,
    "foreign": lambda node: str(node.owner.label),
    "function": function,
    "int": scalar,
    "ip": ip_label,
    "iterable": lambda node: f"generator[{label_of(node.item)}]",
    "list": lambda node: f"list[{label_of(node.item)}]",
    "literal": lambda node: f"literal[{','.join(map(repr, node.values))}]",
    "model": lambda node: node.cls.__name__,
    "named_tuple": lambda node: str(node.cls.__name__),
    "nullable": lambda node: f"nullable[{label_of(node.inner)}]",
    "path": path_label,
    "record": lambda node: str(node.cls.__name__),
    "reference": lambda node: node.label,
    "sequence": sequence,
    "serializer": lambda node: label_of(node.inner),
    "set": lambda node: f"{'frozenset' if node.frozen else 'set'}[{label_of(node.item)}]",
    "str": scalar,
    "tagged_union": lambda node: f"tagged-union[{listed(node.members[place] for place in node.places)}]",
    "tuple": tuple_label,
    "unchecked": lambda node: "any",
    "url": lambda node: "function-wrap[wrap_val()]",
    "union": lambda node: f"union[{','.join(node.labels)}]",
}
