"""What all nodes have."""

from __future__ import annotations

import enum
from typing import Any, ClassVar

from fasterapi.frozen import Frozen
from fasterapi.schema.documentation import UNDOCUMENTED, Documentation


class Missing(enum.Enum):
    """The type of MISSING, which stands for "no default"."""

    MISSING = "missing"


MISSING = Missing.MISSING


class Node(Frozen):
    """What all nodes have: `kind`, by which the engine tells them apart, `strict`, and `documentation`.

    `strict` is True where only values of the type itself are taken, False where others are converted, None
    where whoever validates decides (by default they are converted). `documentation` is what was said of the
    type in this place.
    """

    kind: ClassVar[str]

    strict: bool | None = None
    documentation: Documentation = UNDOCUMENTED


class NamedNode(Node):
    """What has a name by which others refer to it.

    `identity` is what was named: a class, an alias, or a generic one of these with its arguments.
    """

    name: str
    identity: Any
