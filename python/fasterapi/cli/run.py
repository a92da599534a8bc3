"""`fasterapi run` and `fasterapi dev`: from a command line to a running server."""

from __future__ import annotations

import sys

from fasterapi.cli.options import Options
from fasterapi.importing import Target, load, parse_target
from fasterapi.listeners import Listeners
from fasterapi.logs import set_up_logging
from fasterapi.server import announce, serve
from fasterapi.settings import ServerSettings

__all__ = ["run"]


def run(options: Options) -> int:
    """Serve until stopped. Returns the exit code.

    Raises:
        TargetError, SettingsError, ListenError: it cannot be served; the message says why.
    """
    target = parse_target(options.target)
    settings = options.settings
    if settings.workers == 1 and not settings.reload:
        return _serve_alone(target, settings)
    return _supervise(target, settings)


def _serve_alone(target: Target, settings: ServerSettings) -> int:
    listeners = Listeners(settings)
    try:
        serve(load(target), settings, listeners.of(0), ready=lambda: announce(listeners))
    finally:
        listeners.unlink()
    return 0


def _supervise(target: Target, settings: ServerSettings) -> int:
    from fasterapi import reload
    from fasterapi.supervisor import Supervisor, WatchPost

    if settings.reload:
        reload.check_available()
        # Bytecode is matched to its source by size and by the second: of a file that is saved twice within
        # one, the first version would be served again.
        sys.dont_write_bytecode = True
    set_up_logging(settings)
    listeners = Listeners(settings)
    post = Supervisor(settings, listeners, announce=lambda: announce(listeners)).run()
    if isinstance(post, int):
        listeners.unlink()
        return post
    # From here on this is a forked process.
    with post.control as control:
        if isinstance(post, WatchPost):
            reload.watch(target.directory, control)
        else:
            serve(
                load(target),
                settings,
                post.listeners,
                ready=lambda: control.sendall(b"\n"),
                supervisor=control,
            )
    return 0
