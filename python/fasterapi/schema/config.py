"""ConfigDict: what a class says of all of its fields at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypedDict

from fasterapi.exceptions import DeclarationError
from fasterapi.schema import nodes
from fasterapi.schema.aliases import AliasGenerator

__all__ = ["ConfigDict", "checked_config", "configured"]


class ConfigDict(TypedDict, total=False):
    """What `model_config` may say; a dataclass or TypedDict says it as `__pydantic_config__`."""

    title: str | None
    """What errors call the type; its name by default."""
    extra: Literal["allow", "forbid", "ignore"] | None
    """What becomes of members of the input that are no fields."""
    frozen: bool
    """Instances do not change, and have a hash."""
    strict: bool
    """Values are taken only if they are of the type themselves, not converted."""
    populate_by_name: bool
    """As validate_by_name, under which people know it."""
    validate_by_name: bool
    """The input may have fields by their names where they have aliases."""
    validate_by_alias: bool
    """The input has fields by their aliases, which is the default."""
    serialize_by_alias: bool
    """The output has them so, where whoever writes does not say."""
    alias_generator: Callable[[str], str] | AliasGenerator | None
    """Makes the aliases of fields that have none."""
    from_attributes: bool
    """Models are also made from the attributes of other objects."""
    str_strip_whitespace: bool
    str_to_lower: bool
    str_to_upper: bool
    str_min_length: int
    str_max_length: int | None
    use_enum_values: bool
    """Fields have the values of enumerations' members, not the members."""
    validate_assignment: bool
    """What fields are set to is checked."""
    validate_default: bool
    """Defaults are checked."""
    arbitrary_types_allowed: bool
    """Classes that nothing is known of check by isinstance()."""
    allow_inf_nan: bool
    json_schema_extra: dict[str, Any] | Callable[..., None] | None
    """Goes into the JSON Schema of the type."""
    ser_json_bytes: Literal["utf8", "base64", "hex"]
    """How JSON has bytes when it is written: base64 is URL-safe and padded."""
    val_json_bytes: Literal["utf8", "base64", "hex"]
    """Which bytes a text stands for."""
    ser_json_timedelta: Literal["iso8601", "float"]
    """How JSON has a timedelta when it is written: "P1DT2H", or as a number of seconds."""
    regex_engine: Literal["rust-regex", "python-re"]
    protected_namespaces: tuple[Any, ...]
    """Taken, and of no effect: names of fields are free."""


KNOWN = sorted(ConfigDict.__annotations__)

# What a config says of the nodes of one kind: name of the setting, of the attribute.
OF_NODES: dict[str, tuple[tuple[str, str], ...]] = {
    "bytes": (("ser_json_bytes", "ser_json"), ("val_json_bytes", "val_json")),
    "enum": (("use_enum_values", "use_values"),),
    "float": (("allow_inf_nan", "allow_inf_nan"),),
    "str": (
        ("str_strip_whitespace", "strip_whitespace"),
        ("str_to_lower", "to_lower"),
        ("str_to_upper", "to_upper"),
        ("str_min_length", "min_length"),
        ("str_max_length", "max_length"),
        ("regex_engine", "regex_engine"),
    ),
    "timedelta": (("ser_json_timedelta", "ser_json"),),
}

# Settings that can be one of a few texts only.
ENCODINGS = ("utf8", "base64", "hex")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "ser_json_bytes": ENCODINGS,
    "ser_json_timedelta": ("iso8601", "float"),
    "val_json_bytes": ENCODINGS,
}


def checked_config(config: Mapping[str, Any], owner: str) -> Mapping[str, Any]:
    """`config`, if all it says is known.

    Raises:
        DeclarationError: it is not, naming what is.
    """
    for name, value in config.items():
        if name in CHOICES and value not in CHOICES[name]:
            raise DeclarationError(f"{owner}: {name} can be {', '.join(CHOICES[name])}, not {value!r}")
        if name not in KNOWN:
            raise DeclarationError(f"{owner}: there is no setting {name!r}; there are {', '.join(KNOWN)}")
    return config


def configured(node: nodes.Node, config: Mapping[str, Any]) -> nodes.Node:
    """A node as the config of the class around it wants it."""
    changes = {
        attribute: config[setting] for setting, attribute in OF_NODES.get(node.kind, ()) if setting in config
    }
    if config.get("strict") and node.strict is None:
        changes["strict"] = True
    return dataclasses.replace(node, **changes) if changes else node
