"""The programs of the pages, as they stand and on FastAPI.

A program imports from `fasterapi` alone. On FastAPI it is the same source text, where these imports find
FastAPI's and pydantic's names.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import sys
import types
import warnings
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

#: What is called otherwise here than there.
RENAMED = {"App": "FastAPI", "AsyncTestClient": "TestClient", "Model": "BaseModel", "Router": "APIRouter"}

#: Where what `fasterapi` exports is found there.
PLACES = (
    "fastapi",
    "pydantic",
    "fastapi.encoders",
    "fastapi.exceptions",
    "fastapi.responses",
    "fastapi.security",
    "fastapi.testclient",
)


class Names:
    """A module of `fasterapi`, as an import sees it, with FastAPI's names."""

    def __init__(self, places: tuple[str, ...]) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Starlette's test client wants another httpx
            self._modules = [importlib.import_module(place) for place in places]

    def __getattr__(self, name: str) -> Any:
        name = RENAMED.get(name, name)
        for module in self._modules:
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(name)


def names_of(module: str) -> Names:
    """FastAPI's names for those of a module of ours."""
    place = module.replace("fasterapi", "fastapi", 1)
    return Names(PLACES if module == "fasterapi" else (place,))


class Program:
    """One page's modules, each executed once, anew for each program."""

    def __init__(self, api: str) -> None:
        self._api = api
        self._modules: dict[str, types.ModuleType] = {}

    def load(self, path: Path) -> types.ModuleType:
        """Execute a file of this folder."""
        name = ".".join(("tests", "tutorial", *path.relative_to(HERE).with_suffix("").parts))
        if name in self._modules:
            return self._modules[name]
        module = types.ModuleType(f"{name}({self._api})")
        module.__file__ = str(path)
        module.__package__ = name.rpartition(".")[0]
        module.__dict__["__builtins__"] = {**vars(builtins), "__import__": self._import}
        self._modules[name] = module
        sys.modules[module.__name__] = module  # annotations of classes are looked up there
        exec(compile(path.read_text(), path, "exec"), module.__dict__)
        return module

    def _import(
        self,
        name: str,
        global_names: Any = None,
        local_names: Any = None,
        fromlist: tuple[str, ...] = (),
        level: int = 0,
    ) -> Any:
        if level:
            absolute = importlib.util.resolve_name("." * level + name, global_names["__package__"])
            return self.load(HERE.parents[1].joinpath(*absolute.split(".")).with_suffix(".py"))
        if self._api == "fastapi" and name.partition(".")[0] == "fasterapi":
            return names_of(name)
        return __import__(name, global_names, local_names, fromlist, level)

    def forget(self) -> None:
        """Nothing looks up its annotations any more."""
        for module in self._modules.values():
            del sys.modules[module.__name__]
