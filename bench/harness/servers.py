"""How each server is started. `{port}` in a command is filled in by the launcher."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from harness.peers import BENCH, DIRECTORY, PYTHON, ROOT, peer_python, pinned

APPS = str(BENCH / "apps")
# One worker thread, whatever the machine has: these servers are compared on one core.
ONE_CORE = {"GOMAXPROCS": "1"}


@dataclass(frozen=True)
class Server:
    """A row of the table.

    `peer` is what bench/setup calls it, None for the project itself; `prefix` stands before the paths of its
    benchmarked routes; `fixed` says that it answers every request alike.
    """

    name: str
    title: str
    command: str
    peer: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = APPS
    prefix: str = ""
    fixed: bool = False


def _release(peer: str, package: str) -> str:
    return f"{package} {pinned(f'python/{peer}.txt', package)}"


def _fasterapi(app: str = "fasterapi_app") -> str:
    return f"{PYTHON} -m fasterapi run {app}.py --host 127.0.0.1 --port {{port}} --log-level warning"


def _handlers(variant: str, prefix: str, handler: str) -> Server:
    return Server(f"fasterapi-{variant}", f"**FasterAPI**, {handler}", _fasterapi(), prefix=prefix)


def _uvicorn(peer: str, package: str, app: str, http: str = "httptools") -> Server:
    command = (
        f"{peer_python(peer)} -m uvicorn {app}:app --host 127.0.0.1 --port {{port}} --workers 1 --loop uvloop"
        f" --http {http} --no-access-log --log-level warning --backlog 4096"
    )
    title = f"{_release(peer, 'uvicorn')} ({http}, uvloop)"
    if package == "uvicorn":
        name = "uvicorn" if http == "httptools" else f"uvicorn-{http}"
        return Server(name, f"{title}, raw ASGI", command, peer)
    return Server(f"uvicorn-{package}", f"{_release(peer, package)} on {title}", command, peer)


def _granian(app: str, interface: str) -> str:
    return (
        f"{peer_python('asgi')} -m granian --interface {interface} {app}:app --host 127.0.0.1"
        " --port {port} --workers 1 --runtime-mode st --runtime-threads 1 --loop uvloop --http 1"
        " --backlog 4096 --no-access-log --log-level warning"
    )


def _granian_raw(interface: str) -> Server:
    title = f"{_release('asgi', 'granian')}, raw {interface.upper()}"
    return Server(f"granian-{interface}", title, _granian(f"raw_{interface}", interface), "asgi")


def _granian_fastapi() -> Server:
    title = f"{_release('asgi', 'fastapi')} on {_release('asgi', 'granian')} (ASGI, uvloop)"
    return Server("granian-fastapi", title, _granian("fastapi_typed_app", "asgi"), "asgi")


def _script(peer: str, options: str = "", app: str = "") -> Server:
    command = f"{peer_python(peer)} {app or f'{peer}_app'}.py {{port}} {options}"
    return Server(peer, _release(peer, peer), command, peer)


def _astraapi(app: str = "fastapi_app") -> Server:
    """As root it would rewrite the machine's network settings, so it is shown a read-only /proc/sys."""
    command = f"{peer_python('astraapi')} {app}.py {{port}}"
    if os.geteuid() == 0:
        read_only = "mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys"
        command = f"unshare -m sh -c '{read_only} && exec {command}'"
    title = _release("astraapi", "astraapi")
    return Server("astraapi", title, command, "astraapi", environment={"FRAMEWORK": "astraapi"})


def _go(variant: str, title: str, app: str = "go_http") -> Server:
    return Server(f"go-{variant}", title, f"{DIRECTORY}/bin/{app} {variant} {{port}}", "go_http", ONE_CORE)


def _actix(program: str) -> Server:
    title = f"actix-web {pinned('actix/Cargo.toml', 'actix-web')}"
    return Server("actix", title, f"{DIRECTORY}/bin/{program} {{port}}", "actix")


FLOOR = Server("floor", "floor", f"{DIRECTORY}/bin/floor {{port}}", "floor", fixed=True)
ROBYN_OPTIONS = "--processes 1 --workers 1 --log-level WARN --disable-openapi"

# Those that answer a text and a small JSON.
PLAIN = {
    server.name: server
    for server in (
        FLOOR,
        Server("fasterapi-cpp", "**fasterapi::App** (C++)", f"{ROOT}/build/bench/bench/bench_app {{port}}"),
        _handlers("async", "", "`async def`"),
        _handlers("inline", "/inline", "`def`, `blocking=False`"),
        _handlers("suspend", "/suspend", "`async def` that awaits `asyncio.sleep(0)`"),
        _handlers("pool", "/pool", "`def` (thread pool)"),
        _go("fasthttp", f"Go fasthttp {pinned('go_http/go.mod', 'fasthttp')}"),
        _go("nethttp", "Go net/http"),
        _actix("actix_peer"),
        Server("drogon", "drogon", "", "drogon"),
        _uvicorn("asgi", "uvicorn", "raw_asgi"),
        _uvicorn("asgi", "uvicorn", "raw_asgi", http="zttp"),
        _granian_raw("asgi"),
        _granian_raw("rsgi"),
        _script("socketify"),
        _script("fastpysgi"),
        _script("robyn", ROBYN_OPTIONS),
        _script("sanic"),
        _astraapi(),
        _uvicorn("blacksheep", "blacksheep", "blacksheep_app"),
        _uvicorn("falcon", "falcon", "falcon_app"),
        _uvicorn("litestar", "litestar", "litestar_app"),
        _uvicorn("asgi", "starlette", "starlette_app"),
        _uvicorn("asgi", "fastapi", "fastapi_app"),
    )
}

# Those that answer the typed requests.
TYPED = {
    server.name: server
    for server in (
        FLOOR,
        Server("fasterapi", "**FasterAPI**", _fasterapi("fasterapi_typed_app")),
        _go("fasthttp", f"Go fasthttp {pinned('go_http/go.mod', 'fasthttp')} by hand", "go_typed"),
        _actix("actix_typed"),
        _astraapi("fastapi_typed_app"),
        _script("robyn", ROBYN_OPTIONS, "robyn_typed_app"),
        _uvicorn("litestar", "litestar", "litestar_typed_app"),
        _uvicorn("blacksheep", "blacksheep", "blacksheep_typed_app"),
        _uvicorn("asgi", "fastapi", "fastapi_typed_app"),
        _granian_fastapi(),
    )
}


def chosen(among: dict[str, Server], names: str, extras: list[str]) -> list[Server]:
    """The servers of a comma-separated list (empty: all), then those given as NAME=COMMAND.

    Raises:
        LookupError: naming the server that is not there.
    """
    servers = [among[name] for name in names.split(",")] if names else list(among.values())
    for extra in extras:
        name, _, command = extra.partition("=")
        servers.append(Server(name, name, command, folder=str(Path.cwd())))
    return servers
