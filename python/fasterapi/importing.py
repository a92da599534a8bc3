"""From what the user names on the command line to the application."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, NamedTuple, NoReturn

from fasterapi.app import App

__all__ = ["Target", "TargetError", "load", "parse_target"]

DEFAULT_ATTRIBUTE = "app"


class TargetError(Exception):
    """There is no application where the user says; the message says what was looked for."""


class Target(NamedTuple):
    """Where an application is: in a module, which is found in `directory` or elsewhere on sys.path."""

    module: str
    attribute: str
    directory: Path
    file: Path | None = None
    """The module's file, where that is what the user named."""


def parse_target(text: str) -> Target:
    """Read "module:app", "module", "main.py" or "main.py:app"; the attribute is `app` where none is named.

    Raises:
        TargetError: it is none of these, or there is no such file.
    """
    where, _, attribute = text.partition(":")
    attribute = attribute or DEFAULT_ATTRIBUTE
    if not all(part.isidentifier() for part in attribute.split(".")):
        raise TargetError(f"{text!r}: {attribute!r} is not the name of an attribute")
    if where.endswith(".py"):
        return _file_target(where, attribute)
    if not all(part.isidentifier() for part in where.split(".")):
        raise TargetError(
            f"{text!r} names no application: write module:app, package.module:app or path/to/main.py"
        )
    return Target(where, attribute, Path.cwd())


def _file_target(where: str, attribute: str) -> Target:
    file = Path(where).absolute()
    if not file.is_file():
        raise TargetError(f"there is no file {where!r}: looked for {file}")
    directory, parts = file.parent, [file.stem]
    # A module inside a package is imported by its full name, so that its relative imports work.
    while (directory / "__init__.py").is_file():
        directory, parts = directory.parent, [directory.name, *parts]
    if parts[-1] == "__init__":
        parts.pop()
    if any("." in part for part in parts):
        raise TargetError(f"{where!r} cannot be imported: a module's name has no dots, rename the file")
    return Target(".".join(parts), attribute, directory, file)


def load(target: Target) -> App:
    """Import the module and take the application from it.

    An error while it is imported is shown as Python shows it, and ends the process (SystemExit 1).

    Raises:
        TargetError: there is no such module or attribute, or it is no App.
    """
    if str(target.directory) not in sys.path:
        sys.path.insert(0, str(target.directory))
    try:
        module = importlib.import_module(target.module)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{target.module}.".startswith(f"{error.name}."):
            _show_and_exit(error)
        path = target.module.replace(".", "/")
        raise TargetError(
            f"there is no module {target.module!r}: looked for {path}.py and {path}/__init__.py "
            f"in {target.directory}, and among the installed packages"
        ) from None
    except Exception as error:
        _show_and_exit(error)
    _check_file(module, target)
    found: Any = module
    for name in target.attribute.split("."):
        if not hasattr(found, name):
            raise TargetError(_why_no_attribute(module, target, name))
        found = getattr(found, name)
    if not isinstance(found, App):
        kind = type(found).__qualname__
        hint = f"; does it make one? Then write app = {target.attribute}()" if callable(found) else ""
        raise TargetError(f"{target.module}:{target.attribute} is no fasterapi.App but a {kind}{hint}")
    return found


def _check_file(module: ModuleType, target: Target) -> None:
    imported = getattr(module, "__file__", None)
    if target.file is not None and (imported is None or not target.file.samefile(imported)):
        other = imported or f"the built-in module {module.__name__}"
        raise TargetError(f"{target.file} is hidden by {other}, which has the same name: rename the file")


def _why_no_attribute(module: ModuleType, target: Target, name: str) -> str:
    apps = [known for known, value in vars(module).items() if isinstance(value, App)]
    hint = f"; it has an App named {apps[0]!r}: write {target.module}:{apps[0]}" if apps else ""
    return f"module {target.module!r} ({module.__file__}) has no attribute {name!r}{hint}"


def _show_and_exit(error: Exception) -> NoReturn:
    """Print the traceback without the frames that led to the user's first."""
    frames: TracebackType | None = error.__traceback__
    while frames is not None and _is_machinery(frames.tb_frame.f_code.co_filename):
        frames = frames.tb_next
    sys.excepthook(type(error), error.with_traceback(frames), frames)
    raise SystemExit(1)


def _is_machinery(file: str) -> bool:
    return file in (__file__, importlib.__file__) or file.startswith("<frozen importlib")
