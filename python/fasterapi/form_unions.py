"""A form that is made into one of several models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import NoneType
from typing import Annotated, Any, Union, get_args, get_origin

from fasterapi.annotations import members_of_union, model_in, plain
from fasterapi.model_fields import KeyedField, keyed_fields, library_in, record_in
from fasterapi.schema import nodes
from fasterapi.schema.compiling import compile_type
from fasterapi.schema.discriminator import Tag
from fasterapi.schema.functions import BeforeValidator

__all__ = ["FormModel", "form_models", "made_of_forms"]


def form_models(annotation: Any) -> tuple[FormModel, ...]:
    """What a form chooses between, if a type is a union of at least two models, and perhaps None."""
    models = [each for each in members_of_union(plain(annotation)) if each is not NoneType]
    if len(models) < 2 or not all(model_in(each) for each in models):
        return ()
    return tuple(FormModel(each) for each in models)


def made_of_forms(annotation: Any) -> Any:
    """Such a union, of which each member takes what the form has of its fields, and not the form as it is."""
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        return Annotated[(made_of_forms(inner), *metadata)]
    members = (
        each if each is NoneType else Annotated[each, BeforeValidator(FormModel(each)), Tag(name_of(each))]
        for each in members_of_union(plain(annotation))
    )
    return Union[tuple(members)]  # noqa: UP007  (a tuple of members)


def name_of(member: Any) -> str:
    """What errors call it: as it is tagged, or by its class."""
    tags = [item.tag for item in get_args(member)[1:] if isinstance(item, Tag)]
    return tags[-1] if tags and get_origin(member) is Annotated else plain(member).__name__


class FormModel:
    """One of the models.

    A form is a dict of str, or lists of these for names that it has several times. A field of the model gets
    all of them, in a list, or the last one, and nothing where that was not filled in.
    """

    def __init__(self, annotation: Any) -> None:
        self._annotation = annotation

    def __call__(self, form: Any) -> Any:
        """What the model is made of, of a form."""
        if not isinstance(form, dict):
            return form
        taken: set[str] = set()
        values = dict(self._values(form, taken))
        values.update((name, value) for name, value in form.items() if name not in taken)
        return values

    @property
    def names(self) -> Iterator[str]:
        """What the form may call the fields."""
        return (key for field in self._fields for key in field.keys)

    @property
    def takes_others(self) -> bool:
        """What is none of its fields counts, too."""
        made_of = record_in(self._node) or library_in(self._node)
        return made_of is not None and made_of.extra != "ignore"

    @cached_property
    def _node(self) -> nodes.Node:
        return compile_type(self._annotation)

    @cached_property
    def _fields(self) -> tuple[KeyedField, ...]:
        return tuple(keyed_fields(self._node))

    def _values(self, form: Mapping[str, Any], taken: set[str]) -> Iterator[tuple[str, Any]]:
        for field in self._fields:
            for key in field.keys:
                taken.add(key)
                value = form.get(key, "")
                if field.many and key in form:
                    yield key, value if isinstance(value, list) else [value]
                    break
                last = value[-1] if isinstance(value, list) else value
                if last != "":
                    yield key, last
                    break
