"""Handlers, declared, and the plans that they become."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from fasterapi import App
from fasterapi.plan import Parameter, Plan

Handler = Callable[..., Any]


def plan_of(handler: Handler, path: str = "/", **options: Any) -> Plan:
    app = App()
    app.route(path, methods=options.pop("methods", ["GET"]), **options)(handler)
    *_, plan = app.plans()
    return plan


def parameters_of(handler: Handler, path: str = "/") -> tuple[Parameter, ...]:
    return plan_of(handler, path).steps[-1].parameters


async def nothing() -> None: ...


def plain() -> None: ...


@dataclasses.dataclass
class Item:
    name: str
    tags: list[str] | None = None
