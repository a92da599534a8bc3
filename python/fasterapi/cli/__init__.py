"""The command `fasterapi`."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line. Returns its exit code: 1 for what went wrong, 2 for what was asked wrongly."""
    from fasterapi.cli.options import Inspection, parse
    from fasterapi.importing import TargetError
    from fasterapi.lifespan import StartupError
    from fasterapi.listeners import ListenError
    from fasterapi.settings import SettingsError

    try:
        options = parse(sys.argv[1:] if arguments is None else arguments)
        if isinstance(options, Inspection):
            from fasterapi.cli.inspect import inspect

            return inspect(options)
        from fasterapi.cli.run import run

        return run(options)
    except (TargetError, SettingsError) as error:
        return _fail(str(error), 2)
    except ListenError as error:
        return _fail(str(error), 1)
    except StartupError as error:
        traceback.print_exception(error.__cause__)
        return _fail(str(error), 1)


def _fail(message: str, exit_code: int) -> int:
    print(f"fasterapi: error: {message}", file=sys.stderr)
    return exit_code
