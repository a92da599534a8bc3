"""What model_config and Field() say of models, against pydantic."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

from tests.differential.scenarios import scenario


@scenario
def test_texts(lib: Any) -> Iterator[Any]:
    class Item(lib.BaseModel):
        model_config = lib.ConfigDict(
            str_strip_whitespace=True, str_to_upper=True, str_min_length=2, str_max_length=4
        )
        name: str
        names: list[str] = []
        other: Annotated[str, lib.Field(max_length=6)] = ""

    yield lambda: Item(name=" ab ", names=[" cd"], other="abcdef")
    yield lambda: Item(name=" a ", names=["abcde"], other="abcdefg")
    yield lambda: Item.model_validate_json('{"name": " abc"}')


@scenario
def test_bytes_in_json(lib: Any) -> Iterator[Any]:
    texts = (
        *("", "a", "ab", "abc", "abcd", "abcde", "YQ==", "YQ=", "YQ", "YR==", "YWI", "YWJ", "=", "=="),
        *("a=", "ab=c", "ab==ab==", "_-8", "+/8", "_+8", "+_8", "abc\n", "a.cde", "a.cd."),
        *("00ff", "0F", "0g", "g0", "0", "zz"),
        *("\u00e9", "\u20ac", "'a", "\\a", "\x00a", "\x7fa", "\n\n", "\u00ad"),
    )
    for val in ("utf8", "base64", "hex"):
        for ser in ("utf8", "base64", "hex"):

            class Item(lib.BaseModel):
                model_config = lib.ConfigDict(val_json_bytes=val, ser_json_bytes=ser)
                data: bytes
                by: dict[bytes, int] = {}
                short: Annotated[bytes | None, lib.Field(max_length=2)] = None
                either: bytes | str | int = 0

            for text in texts:
                quoted = json.dumps({"data": text})
                either = json.dumps({"data": "", "either": text})
                yield lambda model=Item, either=either: model.model_validate_json(either)
                yield lambda model=Item, text=text: model(data=text)
                yield lambda model=Item, quoted=quoted: model.model_validate_json(quoted)
                if ser != "utf8":  # what is no UTF-8 raises an exception of another class here
                    yield lambda model=Item, quoted=quoted: model.model_validate_json(
                        quoted
                    ).model_dump_json()
            for data in (b"", b"a", b"ab", b"abc"):
                yield lambda model=Item, data=data: model(data=data, by={data: 1}).model_dump_json()
                yield lambda model=Item, data=data: model(data=data).model_dump(mode="json")
            yield lambda model=Item: model.model_validate_json(
                '{"data": "00", "by": {"YWJj": 1}, "short": "YWJj"}'
            )
            yield lambda model=Item: model.model_validate_json(
                '{"data": "00", "by": {"0001": 1}, "short": "000102"}'
            )
            yield Item.model_json_schema
            yield lambda model=Item: model.model_json_schema(mode="serialization")


@scenario
def test_strictness(lib: Any) -> Iterator[Any]:
    class Inner(lib.BaseModel):
        x: int = 1

    class Strict(lib.BaseModel):
        model_config = lib.ConfigDict(strict=True)
        x: int = 1
        inner: Inner | None = None
        ratio: float = 1

    class Outer(lib.BaseModel):
        strict: Strict
        x: Annotated[int, lib.Field(strict=True)] = 1

    for value in (
        {"x": "1"},
        {"inner": {"x": "1"}, "ratio": 2},
        {"strict": {"x": "1"}, "x": "1"},
        {"strict": {"inner": {"x": "1"}}},
    ):
        for model in (Inner, Strict, Outer):
            for strict in (None, True, False):
                yield lambda model=model, value=value, strict=strict: model.model_validate(
                    value, strict=strict
                )


@scenario
def test_instances_that_do_not_change(lib: Any) -> Iterator[Any]:
    class Frozen(lib.BaseModel):
        model_config = lib.ConfigDict(frozen=True)
        x: int = 1
        y: str = "a"

    class Single(lib.BaseModel, frozen=True):
        x: int = 1

    class Partly(lib.BaseModel):
        x: int = lib.Field(1, frozen=True)
        y: int = 2

    def assign(model: Any, name: str, value: Any) -> Any:
        item = model()
        setattr(item, name, value)
        return item

    def delete(model: Any, name: str) -> Any:
        item = model()
        delattr(item, name)
        return item

    for model in (Frozen, Single, Partly):
        for name in ("x", "y", "nothing"):
            yield lambda model=model, name=name: assign(model, name, 5)
            yield lambda model=model, name=name: delete(model, name)
    yield lambda: hash(Frozen()) == hash(Frozen(x="1")) == hash((1, "a"))
    yield lambda: hash(Single()) == hash(1)
    yield lambda: {Frozen(): 1}[Frozen()]
    yield lambda: hash(Partly())


@scenario
def test_assignment(lib: Any) -> Iterator[Any]:
    class Free(lib.BaseModel):
        x: int = 1

        @property
        def twice(self) -> int:
            return self.x * 2

        @twice.setter
        def twice(self, value: int) -> None:
            self.x = value // 2

        def method(self) -> None: ...

    class Checked(Free):
        model_config = lib.ConfigDict(validate_assignment=True)
        items: list[int] = []

    def assign(model: Any, name: str, value: Any) -> Any:
        item = model()
        setattr(item, name, value)
        return item

    for model in (Free, Checked):
        for name, value in (
            ("x", "3"),
            ("x", "q"),
            ("items", ["1"]),
            ("items", ["q"]),
            ("nothing", 1),
            ("twice", 8),
        ):
            yield lambda model=model, name=name, value=value: assign(model, name, value)


@scenario
def test_settings_that_there_are_not(lib: Any) -> Iterator[Any]:
    class Titled(lib.BaseModel):
        model_config = lib.ConfigDict(title="A Title")
        x: int

    yield lambda: Titled()
    yield lambda: Titled.model_validate(1)
    yield lambda: Titled.model_config
