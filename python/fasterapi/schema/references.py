"""Forward references: annotations that are strings, or have some in them."""

from __future__ import annotations

import sys
import types
from collections.abc import Mapping
from typing import Any, get_type_hints

from fasterapi.schema.errors import SchemaTypeError

__all__ = ["hints_of", "resolved"]


def hints_of(cls: type) -> dict[str, Any]:
    """The annotations of a class and those it inherits from, with what is in Annotated.

    Names are looked up where each class was defined; its own name is known, too, wherever that was.

    Raises:
        SchemaTypeError: a name that there is not.
    """
    try:
        return get_type_hints(cls, include_extras=True)
    except NameError:
        names = {known.__name__: known for known in reversed(cls.__mro__)}
        variables = {variable.__name__: variable for variable in getattr(cls, "__type_params__", ())}
        try:
            return get_type_hints(cls, localns={**names, **variables}, include_extras=True)
        except NameError as error:
            raise SchemaTypeError(f"{cls.__module__}.{cls.__qualname__}: {error}") from error


def resolved(annotation: Any, module: str | None, names: Mapping[str, Any]) -> Any:
    """An annotation without forward references, which are looked up in a module and in `names`.

    Raises:
        SchemaTypeError: a name that there is not.
    """
    holder = types.SimpleNamespace(__annotations__={"it": annotation})
    known = vars(sys.modules[module]) if module in sys.modules else {}
    try:
        return get_type_hints(holder, dict(known), dict(names), include_extras=True)["it"]
    except NameError as error:
        raise SchemaTypeError(f"{annotation!r}: {error}") from error
