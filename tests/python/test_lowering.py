"""Dependencies as the steps of a plan: their order, what they share, where they run."""

import dataclasses
import functools
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Annotated, Any

import pytest
from fasterapi import (
    APIRouter,
    App,
    BackgroundTasks,
    DeclarationError,
    Depends,
    Model,
    Query,
    Request,
    Response,
    Security,
    SecurityScopes,
)
from fasterapi.hooks import Hooks
from fasterapi.plan import Argument, Plan, Step


def plan_of(handler: Callable[..., Any], app: App | None = None, **options: Any) -> Plan:
    app = app or App()
    app.get("/{part}", **options)(handler)
    return app.plans()[-1]


def calls(plan: Plan) -> list[str]:
    return [step.call.__name__ for step in plan.steps]


def step_of(plan: Plan, call: Any) -> Step:
    return next(step for step in plan.steps if step.call is call)


async def first(q: int = 1) -> int:
    return q


def second(value: Annotated[int, Depends(first)]) -> int:
    return value


async def third() -> None: ...


def test_a_step_comes_behind_those_that_it_needs() -> None:
    async def handler(a: Annotated[int, Depends(second)], part: str): ...

    plan = plan_of(handler)
    assert calls(plan) == ["first", "second", "handler"]
    assert [step.needs for step in plan.steps] == [(), (0,), (1,)]
    assert plan.steps[1].arguments == (Argument("value", "step", 0),)
    assert plan.steps[2].arguments == (Argument("a", "step", 1), Argument("part", "parameter", 0))
    assert [step.run for step in plan.steps] == ["async", "pool", "async"]


def test_what_is_only_to_run_comes_first() -> None:
    async def handler(a: Annotated[int, Depends(first)]): ...

    async def of_app() -> None: ...

    async def of_router() -> None: ...

    async def of_include() -> None: ...

    async def of_route() -> None: ...

    app = App(dependencies=[Depends(of_app)])
    router = APIRouter(dependencies=[Depends(of_router)])
    router.get("/", dependencies=[Depends(of_route), Depends(third)])(handler)
    app.include_router(router, dependencies=[Depends(of_include)])
    *_, plan = app.plans()
    assert calls(plan) == ["of_app", "of_include", "of_router", "of_route", "third", "first", "handler"]
    assert plan.steps[-1].needs == (0, 1, 2, 3, 4, 5)
    assert plan.steps[-1].arguments == (Argument("a", "step", 5),)


def test_a_value_is_made_once() -> None:
    """Where an error could be told a second time there is a step for it; else the first is referred to."""

    async def handler(
        a: Annotated[int, Depends(first)],
        b: Annotated[int, Depends(second)],
        c: Annotated[None, Depends(third)],
        d: Annotated[None, Depends(third)],
    ): ...

    plan = plan_of(handler)
    assert calls(plan) == ["first", "first", "second", "third", "handler"]
    assert [step.same_as for step in plan.steps] == [-1, 0, -1, -1, -1]
    assert plan.steps[-1].arguments[2:] == (Argument("c", "step", 3), Argument("d", "step", 3))


def test_a_value_that_is_not_shared_is_made_again() -> None:
    async def handler(
        a: Annotated[None, Depends(third, use_cache=False)],
        b: Annotated[None, Depends(third, use_cache=False)],
        c: Annotated[None, Depends(third)],
    ): ...

    plan = plan_of(handler)
    assert calls(plan) == ["third", "third", "handler"]
    assert [argument.index for argument in plan.steps[-1].arguments] == [0, 1, 0]


class Word:
    def __init__(self, word: str) -> None:
        self.word = word

    def __call__(self) -> str:
        return self.word

    async def method(self) -> str:
        return self.word

    __hash__ = None  # type: ignore[assignment]  # a dependency need not be hashable


def test_callables_of_every_kind_are_dependencies() -> None:
    word, other = Word("a"), Word("a")

    async def handler(
        a: Annotated[str, Depends(word)],
        b: Annotated[str, Depends(word)],
        c: Annotated[str, Depends(other)],
        d: Annotated[str, Depends(word.method)],
        e: Annotated[Any, Depends(functools.partial(second, 5))],
        f: Annotated[Any, Depends(lambda: 5)],
    ): ...

    plan = plan_of(handler)
    assert [argument.index for argument in plan.steps[-1].arguments] == [0, 0, 1, 2, 3, 4]
    assert [step.run for step in plan.steps] == ["pool", "pool", "async", "pool", "pool", "async"]


class Written:
    def __init__(self, q: int = 1) -> None:
        self.q = q


@dataclasses.dataclass
class Generated:
    q: int = 1


@dataclasses.dataclass
class GeneratedWithMore:
    q: int = 1

    def __post_init__(self) -> None: ...


class AModel(Model):
    q: int = 1


class AModelWithMore(Model):
    q: int = 1

    def model_post_init(self, context: Any) -> None: ...


@pytest.mark.parametrize(
    ("cls", "run"),
    [
        (Written, "pool"),
        (Generated, "inline"),
        (GeneratedWithMore, "pool"),
        (AModel, "inline"),
        (AModelWithMore, "pool"),
    ],
)
def test_a_class_is_made_inline_if_nothing_in_it_can_block(cls: type, run: str) -> None:
    async def handler(a): ...

    handler.__annotations__["a"] = Annotated[cls, Depends()]
    step = step_of(plan_of(handler), cls)
    assert (step.run, [parameter.names for parameter in step.parameters]) == (run, [("q",)])


def generator() -> Iterator[int]:
    yield 1


async def async_generator() -> AsyncIterator[int]:
    yield 1


@pytest.mark.parametrize(
    ("dependency", "options", "expected"),
    [
        (generator, {}, ("pool", True, "request")),
        (generator, {"blocking": False}, ("inline", True, "request")),
        (generator, {"scope": "function"}, ("pool", True, "function")),
        (async_generator, {}, ("async", True, "request")),
        (async_generator, {"scope": "request"}, ("async", True, "request")),
        (second, {"blocking": False}, ("inline", False, "request")),
        (first, {}, ("async", False, "request")),
    ],
)
def test_where_dependencies_run_and_end(
    dependency: Any, options: dict[str, Any], expected: tuple[str, bool, str]
) -> None:
    async def handler(a): ...

    handler.__annotations__["a"] = Annotated[Any, Depends(dependency, **options)]
    step = step_of(plan_of(handler), dependency)
    assert (step.run, step.yields, step.scope) == expected


def test_what_lives_longer_cannot_use_what_ends_before() -> None:
    async def outer(a: Annotated[int, Depends(generator, scope="function")]) -> AsyncIterator[int]:
        yield a

    async def handler(a: Annotated[int, Depends(outer)]): ...

    async def other(a: Annotated[int, Depends(outer, scope="function")]): ...

    name = "tests.python.test_lowering"
    with pytest.raises(DeclarationError) as raised:
        plan_of(handler)
    assert str(raised.value) == (
        f"{name}.test_what_lives_longer_cannot_use_what_ends_before.<locals>.outer(), parameter 'a': it is "
        f"still used after the answer is sent, when {name}.generator() with scope='function' has ended: give "
        "both the same scope"
    )
    assert calls(plan_of(other)) == ["generator", "outer", "other"]


def test_what_is_no_part_of_the_request() -> None:
    async def handler(
        request: Request, response: Response, tasks: BackgroundTasks, scopes: SecurityScopes
    ): ...

    *others, scopes = plan_of(handler).steps[-1].arguments
    assert others == [
        Argument("request", "request"),
        Argument("response", "response"),
        Argument("tasks", "background"),
    ]
    assert (scopes.source, scopes.value.scopes) == ("constant", [])


def test_scopes_are_those_asked_for_above() -> None:
    def scoped(scopes: SecurityScopes) -> None: ...

    def between(a: Annotated[None, Security(scoped, scopes=["c", "a"])]) -> None: ...

    async def handler(
        a: Annotated[None, Security(between, scopes=["a", "b"])],
        b: Annotated[None, Depends(scoped)],
        c: Annotated[None, Security(scoped, scopes=["b", "a"])],
        d: Annotated[None, Security(scoped, scopes=["a", "b"])],
    ): ...

    plan = plan_of(handler)
    assert calls(plan) == ["scoped", "between", "scoped", "scoped", "handler"]
    asked = [step.arguments[0].value.scopes for step in plan.steps if step.call is scoped]
    assert asked == [["a", "b", "c"], [], ["b", "a"]]
    assert [argument.index for argument in plan.steps[-1].arguments] == [1, 2, 3, 3]


def test_a_dependency_may_be_overridden() -> None:
    async def replacement(r: Annotated[int, Query()], nothing: Annotated[None, Depends(third)]) -> int:
        return r

    async def handler(a: Annotated[int, Depends(second)]): ...

    app = App()
    plan = plan_of(handler, app)
    hooks = Hooks(app)
    assert hooks.overridden_plan(plan, {}) is plan
    assert hooks.overridden_plan(plan, {third: first, handler: first}) is plan
    overridden = hooks.overridden_plan(plan, {first: replacement})
    assert calls(overridden) == ["third", "replacement", "second", "handler"]
    assert hooks.overridden_plan(plan, {first: replacement}) is overridden
    again = hooks.overridden_plan(plan, {first: replacement, third: generator})
    assert calls(again) == ["generator", "replacement", "second", "handler"]
    assert calls(plan) == ["first", "second", "handler"]
