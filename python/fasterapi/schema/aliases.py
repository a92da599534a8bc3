"""What the members of an input are called, where that is not simply the name of a field."""

from __future__ import annotations

import re
from collections.abc import Callable

from fasterapi.frozen import Frozen

__all__ = ["AliasChoices", "AliasGenerator", "AliasPath", "to_camel", "to_pascal", "to_snake"]


class AliasPath:
    """A value further inside the input: AliasPath("names", 0) is {"names": ["this"]}."""

    def __init__(self, first_arg: str, *args: str | int) -> None:
        self.path: tuple[str | int, ...] = (first_arg, *args)

    def __repr__(self) -> str:
        return f"AliasPath({', '.join(map(repr, self.path))})"


class AliasChoices:
    """Several names or paths, the first of which that the input has is taken."""

    def __init__(self, first_choice: str | AliasPath, *choices: str | AliasPath) -> None:
        self.choices: tuple[str | AliasPath, ...] = (first_choice, *choices)

    def __repr__(self) -> str:
        return f"AliasChoices({', '.join(map(repr, self.choices))})"


type_of_alias = str | AliasPath | AliasChoices
"""What `validation_alias` may be."""


def paths_of(alias: type_of_alias) -> tuple[tuple[str | int, ...], ...]:
    """All places that an alias stands for, the first one first."""
    choices = alias.choices if isinstance(alias, AliasChoices) else (alias,)
    return tuple(choice.path if isinstance(choice, AliasPath) else (choice,) for choice in choices)


class AliasGenerator(Frozen, kw_only=False):
    """Functions from the name of a field to its aliases, for `alias_generator`; None: there is none."""

    alias: Callable[[str], str] | None = None
    validation_alias: Callable[[str], type_of_alias] | None = None
    serialization_alias: Callable[[str], str] | None = None


def to_pascal(snake: str) -> str:
    """first_name becomes FirstName."""
    return re.sub(r"([0-9A-Za-z])_(?=[0-9A-Z])", r"\1", snake.title())


def to_camel(snake: str) -> str:
    """first_name becomes firstName; what is camel case already stays."""
    if re.match(r"^[a-z]+[A-Za-z0-9]*$", snake) and not re.search(r"\d[a-z]", snake):
        return snake
    pascal = to_pascal(snake)
    return re.sub(r"(^_*[A-Z])", lambda first: first.group(1).lower(), pascal)


def to_snake(camel: str) -> str:
    """FirstName, firstName and first-name become first_name."""
    spaced = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", camel)
    for before, after in ("a-z", "A-Z"), ("0-9", "A-Z"), ("a-z", "0-9"):
        spaced = re.sub(f"([{before}])([{after}])", r"\1_\2", spaced)
    return spaced.replace("-", "_").lower()
