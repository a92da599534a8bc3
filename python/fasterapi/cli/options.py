"""What can be said on the command line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

from fasterapi import _core
from fasterapi.settings import AccessLog, LogLevel, LoopKind, ServerSettings, SettingsError

__all__ = ["Inspection", "Options", "parse"]

DESCRIPTION = "Serve a FasterAPI application, or say what it is."

TARGET_HELP = "module:app, module (its `app`), main.py or main.py:app"

EXAMPLES = """\
examples:
  fasterapi run main.py                        serve `app` of main.py on http://127.0.0.1:8000
  fasterapi run shop.web:app --host 0.0.0.0    a module, to every network
  fasterapi run main.py --workers 4            on four processors
  fasterapi run main.py --uds /run/shop.sock   behind a proxy on this machine
  fasterapi run main.py --limit body_bytes=65536 --limit keep_alive_timeout_ms=5000

SIGTERM and SIGINT (Ctrl-C) let running requests finish, a second one does not. SIGHUP renews
several workers one by one. Sockets from systemd (LISTEN_FDS) are used if no address is given.
"""

ROUTES_HELP = """\
RUNS says where the handler is called: async in a task on the loop, inline on the loop, pool in a
thread. BEFORE IT counts its dependencies by where they run, and what C++ takes out of the request
and checks. ANSWER is native where C++ writes it.
"""

DEV_EXAMPLES = """\
examples:
  fasterapi dev main.py                        serve on http://127.0.0.1:8000
  fasterapi dev main.py --port 0 --access-log  on any free port, with a line for each request
"""


class Options(NamedTuple):
    """A command line, checked."""

    target: str
    settings: ServerSettings


class Inspection(NamedTuple):
    """What is asked of an application that is not served. `output` and `indent` are the document's."""

    command: Literal["openapi", "routes"]
    target: str
    output: str | None = None
    indent: int | None = None


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32, width=100)


def parse(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Options | Inspection:
    """Read a command line; --help, --version and what cannot be read end the process, as argparse does it.

    Raises:
        SettingsError: a value is out of range.
    """
    given = _parser().parse_args(arguments)
    if given.command == "openapi":
        return Inspection("openapi", given.target, given.output, given.indent)
    if given.command == "routes":
        return Inspection("routes", given.target)
    settings = ServerSettings(
        host=given.host or "127.0.0.1",
        port=8000 if given.port is None else given.port,
        uds=given.uds or "",
        fds=_descriptors(given, environment),
        workers=1 if given.reload and given.workers is None else _workers(given.workers, environment),
        reload=given.reload,
        loop=given.loop,
        access_log=given.access_log,
        log_level=given.log_level,
        limits=dict(given.limit),
        pool_threads=given.pool_threads,
        server_header=given.server_header,
    )
    return Options(given.target, settings)


def _workers(given: int | None, environment: Mapping[str, str]) -> int:
    if given is not None:
        return given
    text = environment.get("WEB_CONCURRENCY", "1")
    try:
        return int(text)
    except ValueError:
        raise SettingsError(f"WEB_CONCURRENCY is a number of workers, not {text!r}") from None


def _descriptors(given: argparse.Namespace, environment: Mapping[str, str]) -> tuple[int, ...]:
    """--fd, or the sockets that systemd hands over (sd_listen_fds(3)) if no other address is given."""
    if given.fd is not None:
        return (given.fd,)
    addressed = given.uds or given.host or given.port is not None
    if addressed or environment.get("LISTEN_PID") != str(os.getpid()):
        return ()
    text = environment.get("LISTEN_FDS", "")
    if not text.isdecimal():
        raise SettingsError(f"LISTEN_FDS is a number of sockets, not {text!r}")
    return tuple(range(3, 3 + int(text)))


def _limit(text: str) -> tuple[str, int]:
    name, _, value = text.partition("=")
    try:
        return name, int(value)
    except ValueError:
        wanted = "NAME=VALUE with a whole number, such as body_bytes=65536"
        raise argparse.ArgumentTypeError(f"{text!r} is not {wanted}") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "fasterapi",
        usage="fasterapi run|dev|openapi|routes TARGET [options]",
        description=DESCRIPTION,
        formatter_class=HelpFormatter,
    )
    build = _core.build_info()
    version = f"FasterAPI {build['version']} (Python {build['python']})"
    parser.add_argument("--version", action="version", version=version, help="say which version this is")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, prog="fasterapi")
    run = commands.add_parser(
        "run",
        help="serve an application",
        usage="fasterapi run TARGET [options]",
        description="Serve an application.",
        epilog=EXAMPLES,
        formatter_class=HelpFormatter,
    )
    _add_options(run, reload=False)
    dev = commands.add_parser(
        "dev",
        help="serve an application to yourself, and again after each change of its files",
        usage="fasterapi dev TARGET [options]",
        description="Serve an application to this machine, and start it again when its files change.",
        epilog=DEV_EXAMPLES,
        formatter_class=HelpFormatter,
    )
    _add_options(dev, reload=True)
    _add_inspections(commands)
    return parser


def _add_inspections(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    openapi = commands.add_parser(
        "openapi",
        help="write the OpenAPI document of an application",
        description="Write the OpenAPI document of an application.",
        formatter_class=HelpFormatter,
    )
    openapi.add_argument("target", metavar="TARGET", help=TARGET_HELP)
    openapi.add_argument("--output", metavar="FILE", help="to a file; to stdout where left out")
    openapi.add_argument(
        "--indent", type=int, metavar="N", help="spaces for each level; all in one line else"
    )
    openapi.set_defaults(command="openapi")
    routes = commands.add_parser(
        "routes",
        help="list the routes of an application, and how each runs",
        description="List the routes of an application in the order in which they match, and how each runs.",
        epilog=ROUTES_HELP,
        formatter_class=HelpFormatter,
    )
    routes.add_argument("target", metavar="TARGET", help=TARGET_HELP)
    routes.set_defaults(command="routes")


def _add_options(parser: argparse.ArgumentParser, *, reload: bool) -> None:
    parser.set_defaults(command="run")
    parser.add_argument("target", metavar="TARGET", help=TARGET_HELP)

    address = parser.add_argument_group("where to listen")
    address.add_argument("--host", metavar="NAME", help="name or address (127.0.0.1)")
    address.add_argument("--port", type=int, metavar="N", help="port (8000); 0 lets the system choose")
    address.add_argument("--uds", metavar="PATH", help="a Unix domain socket instead of host and port")
    address.add_argument("--fd", type=int, metavar="N", help="a descriptor that is listening already")

    serving = parser.add_argument_group("how to serve")
    if reload:
        parser.set_defaults(reload=True, workers=None)
    else:
        serving.add_argument(
            "--workers", type=int, metavar="N", help="processes that serve (WEB_CONCURRENCY, else 1)"
        )
        serving.add_argument("--reload", action="store_true", help="start again when Python files change")
    _add_choice(serving, "--loop", LoopKind, "asyncio", "event loop")
    serving.add_argument(
        "--pool-threads",
        type=int,
        default=40,
        metavar="N",
        help="threads for handlers that are not async, at most (40)",
    )

    logs = parser.add_argument_group("what is logged")
    logs.add_argument(
        "--access-log",
        nargs="?",
        choices=get_args(AccessLog),
        const="combined",
        default="off",
        metavar="FORMAT",
        help="a line on stdout for each request: combined (if no format is given), json",
    )
    _add_choice(logs, "--log-level", LogLevel, "info", "least severe message")

    http = parser.add_argument_group("HTTP")
    http.add_argument(
        "--limit",
        action="append",
        type=_limit,
        default=[],
        metavar="NAME=VALUE",
        help="another bound on what clients may do (repeatable)",
    )
    http.add_argument(
        "--no-server-header",
        dest="server_header",
        action="store_false",
        help='answers do not say "Server: FasterAPI"',
    )
    http.add_argument("--server-header", action="store_true", default=True, help="they do (by default)")


def _add_choice(
    group: argparse._ArgumentGroup,  # the only name argparse has for it
    option: str,
    kind: Any,
    default: str,
    meaning: str,
) -> None:
    choices = get_args(kind)
    listed = ", ".join(f"{choice} (default)" if choice == default else choice for choice in choices)
    group.add_argument(
        option,
        choices=choices,
        default=default,
        metavar=option.rpartition("-")[2].upper(),
        help=f"{meaning}: {listed}",
    )
