"""The C++ engine as Python sees it. Everything here is implemented in bindings/."""

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Container,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from typing import Any, Protocol, Self

from fasterapi.plan import Plan
from fasterapi.schema.nodes import Node

__all__ = [
    "DirectExchange",
    "Engine",
    "FileResponse",
    "Headers",
    "JSONResponse",
    "MemoryConnection",
    "ModelBase",
    "ModelClass",
    "Request",
    "Response",
    "Schema",
    "StreamingResponse",
    "build_info",
    "default_limits",
    "describe_listener",
    "dumps",
    "listen",
    "loads",
    "raise_descriptor_limit",
]

class Headers(Mapping[str, str]):
    """The header fields of one request: case-insensitive, the first of repeated ones wins (immutable).

    Values are decoded as latin-1, as ASGI frameworks do. Readable as long as it is referenced.
    """

    def __getitem__(self, name: str) -> str: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def getlist(self, name: str) -> list[str]: ...
    @property
    def raw(self) -> list[tuple[bytes, bytes]]:
        """Names in lower case and values, in the order received."""

class Request:
    """One HTTP request. The engine makes it; `fasterapi.Request` adds what is only needed now and then."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str:
        """Percent-decoded, invalid UTF-8 as U+FFFD."""
    @property
    def raw_path(self) -> bytes: ...
    @property
    def query_string(self) -> bytes: ...
    @property
    def scheme(self) -> str: ...
    @property
    def http_version(self) -> str:
        """ "1.0" or "1.1"; "2" or "3" where another server has such."""
    @property
    def authority(self) -> str:
        """Host and port as the client named them (RFC 9110 7.2)."""
    @property
    def headers(self) -> Headers: ...
    @property
    def client(self) -> tuple[str, int] | None:
        """None for a Unix domain socket."""
    @property
    def server(self) -> tuple[str, int] | None: ...
    @property
    def root_path(self) -> str:
        """Where the application is mounted, such as "/api"; "" mostly. `path` may have it in front of what
        routes match."""
    @property
    def _connection(self) -> int:
        """The number of the connection, if it is one without a socket, else 0."""
    @property
    def path_params(self) -> dict[str, Any]: ...
    @property
    def app(self) -> Any: ...
    @property
    def plan(self) -> Any:
        """The `fasterapi.plan.Plan` that serves it; None where no route matches."""
    def body(self) -> Awaitable[bytes]:
        """The whole body; the same bytes again when called again.

        Raises:
            HTTPException: 413 if it is longer than the limit `body_bytes`, 400 or 408 if the client broke
            off.
        """
    def json(self) -> Awaitable[Any]: ...
    def stream(self) -> AsyncIterator[bytes]:
        """The body in the pieces it arrives in, never the whole in memory."""
    def is_disconnected(self) -> Awaitable[bool]: ...

class Response:
    """A response whose body is known. Subclasses set `media_type` and may override `render`."""

    media_type: str | None
    charset: str
    status_code: int
    background: Any
    """A BackgroundTask or BackgroundTasks that run once it is sent, or None."""
    body: bytes
    raw_headers: list[tuple[bytes, bytes]]
    """Lower-case names and values, content-type among them. Engine-made on first access; may be changed."""

    def __init__(
        self,
        content: Any = None,
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str | None = None,
        background: Any = None,
    ) -> None:
        """Raises:
        ValueError: a header name is no token, or a value holds CR, LF or NUL.
        """
    def render(self, content: Any) -> bytes: ...

class JSONResponse(Response):
    def __init__(
        self,
        content: Any,
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str | None = None,
        background: Any = None,
    ) -> None: ...

class StreamingResponse(Response):
    """A response in pieces, each str or bytes. A sync iterator is advanced in the thread pool."""

    body_iterator: Any
    """What `content` was: an async or a sync iterable."""

class FileResponse(Response):
    """A whole file, sent by the kernel."""

    def open(self) -> tuple[int, int]:
        """Overridden in Python: complete the headers; a descriptor that the engine takes over, and a length
        in bytes."""

class Hooks(Protocol):
    """Python functions the engine calls where the unusual is decided; `fasterapi.hooks` has them."""

    request_type: type[Request]
    """The subclass of Request that handlers get; made without its __init__ being called."""
    response_type: type[Response]
    """Of the response that handlers and dependencies can take, to change its headers and status."""
    unmatched_plan: Plan
    """Of requests that no route matches: its steps are not run."""

    def error_handler(
        self, error: BaseException, plan: Plan | None, request: Request | None
    ) -> tuple[Callable[[Any, Any], Any], str] | None:
        """What answers an exception, and where it runs ("async", "inline", "pool"); None if nobody does."""
    def server_error(self, error: BaseException, request: Request | None, plan: Plan | None) -> Response: ...
    def error_after_answer(self, error: BaseException, request: Request | None) -> None:
        """Where the answer has begun."""
    def error_response(self, error: BaseException, request: Request | None) -> Response:
        """Where no handler can be called."""
    def unmatched(self, status: int, allow: str, detail: str) -> BaseException | None:
        """What to raise where no route matches; None: the engine's own answer will do."""
    def http_error(self, status: int, detail: str) -> BaseException:
        """An HTTPException, to be raised in a handler (413 of Request.body(), ...)."""
    def json_error(self, body: bytes, reason: str, position: int, plan: Plan | None) -> BaseException: ...
    def validation_error(
        self, errors: Sequence[Mapping[str, Any]], body: Any, plan: Plan | None
    ) -> BaseException: ...
    def response_error(
        self, errors: Sequence[Mapping[str, Any]], result: Any, plan: Plan | None
    ) -> BaseException: ...
    def overridden_plan(self, plan: Plan, overrides: Mapping[Any, Any]) -> Plan:
        """The same object for the same overrides."""
    def jsonable(self, value: Any) -> Any: ...
    def background_tasks(self) -> Any: ...
    def start_thread(self, work: Callable[[], None]) -> None:
        """Run `work`, which ends when the engine closes, in a new daemon thread of the pool."""
    def access_log(self, lines: list[str]) -> None: ...
    def engine_error(self, message: str) -> None: ...
    def slow_handler(self, plan: Plan, seconds: float) -> None:
        """Only in asyncio's debug mode: a handler held the loop for longer than
        loop.slow_callback_duration."""

class DirectExchange:
    """One request of another server in this process, and its response; Engine.exchange() makes it. It is used
    on the thread of the engine's loop."""

    @property
    def number(self) -> int:
        """`Request._connection` of the request."""
    @property
    def running(self) -> bool:
        """The application is not done with it, though the response may be complete; wait_response() tells of
        the end."""
    @property
    def takes_body(self) -> bool:
        """More of the body would be kept."""
    def wait_body(self) -> asyncio.Future[None]:
        """Done when takes_body may have become true. One caller at a time."""
    def feed(self, data: bytes | bytearray | memoryview, complete: bool) -> None:
        """The next of the body, and whether that was all."""
    def disconnect(self) -> None:
        """The client has gone: handlers are cancelled. After the response it does nothing."""
    def wait_response(self) -> asyncio.Future[None]:
        """Done when the request has been served, if not answered, and whenever there is more of the response.
        One caller at a time."""
    @property
    def started(self) -> bool:
        """There are `status` and `headers`."""
    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """Names in lower case; content-length is there where the length is known."""
    def take(self) -> bytes:
        """The next of the content, at most 64 KiB; empty for none now."""
    @property
    def complete(self) -> bool:
        """The application adds nothing any more; there may be something to take."""
    @property
    def ended(self) -> bool:
        """There is nothing to take, and nothing comes."""
    @property
    def aborted(self) -> bool:
        """The response is not whole and never will be."""

class MemoryConnection:
    """The client's end of a connection without a socket; Engine.connect() makes it. It is used on the thread
    of the engine's loop, and speaks HTTP/1.1, as whatever connects to a listener does."""

    @property
    def number(self) -> int:
        """`Request._connection` of what it asks."""
    @property
    def running(self) -> bool:
        """The application is not done with what was asked, though it may be answered; wait() tells of the
        end."""
    def feed(self, data: bytes | bytearray | memoryview) -> int:
        """Bytes for the engine, which reads them in its next turn. Returns how many it has room for now; all
        of them once it has closed."""
    def finish(self) -> None:
        """Nothing more is fed. The engine takes it for a client that has gone, as of any connection."""
    def take(self) -> bytes:
        """What the engine has sent since."""
    def wait(self) -> asyncio.Future[None]:
        """Done when there may be something to take, the end of it, or room to feed again: look at all three.
        One caller at a time."""
    @property
    def ended(self) -> bool:
        """Nothing is to be taken and nothing will be."""
    @property
    def was_reset(self) -> bool:
        """The engine has given up in the middle of what it sent."""
    def close(self) -> None:
        """Hang up; what was not taken is lost."""

class Engine:
    """One worker: its listeners (none will do), its connections and the plans it serves, on the thread that
    runs `loop`."""

    def __init__(
        self,
        *,
        app: Any,
        plans: Sequence[Plan],
        hooks: Hooks,
        loop: asyncio.AbstractEventLoop,
        listeners: Sequence[int],
        limits: Mapping[str, int],
        access_log: str,
        server_name: str,
        pool_threads: int,
    ) -> None:
        """`listeners` are taken over. `limits` names fields of Limits (core/include/fasterapi/limits.h)
        that differ from the default; `access_log` is "off", "combined" or "json".

        Raises:
            ValueError: an unknown limit, a value out of range, or a pattern the router refuses (naming it
            and why).
        """
    def fileno(self) -> int:
        """Readable when turn() has something to do: for a loop's add_reader."""
    def watch_selector(self, descriptor: int, select: Callable[[float], list[Any]]) -> None:
        """Make select() also wait for asyncio's own descriptors; `select(0)` lists those that are ready."""
    def select(self, timeout: float | None) -> list[Any]:
        """Selector.select: run turns until asyncio itself has something to do or `timeout` seconds have
        passed."""
    def turn(self) -> None:
        """One turn that does not block."""
    def next_deadline(self) -> float | None:
        """Seconds until turn() must be called though fileno() is not readable; None for never."""
    def connect(
        self,
        *,
        client: tuple[str, int] | None = None,
        server: tuple[str, int] | None = None,
        secure: bool = False,
        root_path: str = "",
    ) -> MemoryConnection:
        """A connection over memory, served as those of the listeners are. The arguments are what its requests
        show as `client`, `server`, `scheme` ("https" if secure) and `root_path`.

        Raises:
            ConnectionRefusedError: after drain() or close().
        """
    def exchange(
        self,
        *,
        method: str,
        path: str,
        raw_path: bytes,
        query_string: bytes,
        http_version: str,
        headers: Iterable[tuple[bytes, bytes]],
        client: tuple[str, int] | None,
        server: tuple[str, int] | None,
        secure: bool,
        root_path: str,
    ) -> DirectExchange:
        """A request that another server has read, as the scope of ASGI has it. It is served in the next turn,
        in a copy of the current context.

        Raises:
            ConnectionRefusedError: after close().
        """
    def drain(self) -> None:
        """Stop accepting, close idle connections, let running requests finish."""
    @property
    def drained(self) -> bool: ...
    def close(self) -> None:
        """Cut every connection, cancel every handler, end the pool's threads. Idempotent."""
    @property
    def closed(self) -> bool:
        """close() was called, and every handler has ended since."""
    def stats(self) -> dict[str, int]:
        """The fields of server::Stats, and `pool_threads`, `tasks_reused`, `tasks_made`."""

def listen(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    uds: str = "",
    fd: int = -1,
    backlog: int = 2048,
    shared: bool = False,
) -> int:
    """Open a listening socket (core/src/net/listener.h).

    Raises:
        OSError: naming the address.
    """

def default_limits() -> dict[str, int]:
    """The fields of Limits (core/include/fasterapi/limits.h) with their defaults."""

def describe_listener(fd: int) -> str:
    """Such as "http://127.0.0.1:8000" or "unix:/run/app.sock"."""

def raise_descriptor_limit() -> int:
    """Raise the soft limit of open descriptors to the hard one; returns the limit that now holds."""

class Schema:
    """A type, compiled to check values by and to write them as JSON. Immutable."""

    def __init__(self, node: Node) -> None: ...
    def validate_python(
        self,
        value: Any,
        *,
        strict: bool | None = None,
        from_attributes: bool | None = None,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> Any:
        """The value that a Python object stands for. What is given goes before what the nodes say.

        Raises:
            ValidationError: with all that was wrong.
            TypeError: fields are neither to be found by alias nor by name.
        """
    def validate_json(
        self,
        text: str | bytes | bytearray | memoryview,
        *,
        strict: bool | None = None,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> Any:
        """The value that JSON stands for (RFC 8259, UTF-8).

        Raises:
            ValidationError: with all that was wrong; of the type "json_invalid" where the text is no JSON.
            TypeError: fields are neither to be found by alias nor by name.
        """
    def dump_json(
        self,
        value: Any,
        *,
        include: Any = None,
        exclude: Any = None,
        by_alias: bool | None = True,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
    ) -> bytes:
        """A value of the type as JSON. `by_alias` is each record's own choice if it is None.

        `include` and `exclude` are sets of names (of fields) or places (of items), or dicts from them to True
        or to what is said of those inside; "__all__" stands for all items.

        Raises:
            TypeError: it is not of the type.
            ValueError: JSON has no form for it.
        """
    def dump_python(
        self,
        value: Any,
        *,
        include: Any = None,
        exclude: Any = None,
        by_alias: bool | None = True,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
    ) -> Any:
        """A value of the type with a dict in the place of every record in it."""

class ModelClass(type):
    """What the metaclass of models inherits from: its classes know where their instances keep the fields."""

    __fasterapi_schema__: Schema
    """Of the instances. Reading it completes the class; setting it is how a class is completed."""
    @property
    def __fasterapi_is_complete__(cls) -> bool: ...
    def __fasterapi_set_fields__(cls, names: Iterable[str]) -> None:
        """Once for each class, before it has instances."""

class ModelBase(metaclass=ModelClass):
    """What Model inherits from: instances with a place for each field of their class."""

    def __init__(self, **fields: Any) -> None:
        """Raises:
        ValidationError: with all that was wrong with the fields.
        """
    @property
    def model_fields_set(self) -> set[str]:
        """The names of the fields that were given; the others have their defaults."""
    @property
    def model_extra(self) -> dict[str, Any] | None:
        """What the input had beside the fields, where the class allows that."""
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: dict[int, Any]) -> Self: ...
    def __fasterapi_check__(self, name: str, value: Any) -> Any:
        """`value`, checked as what the field `name` is set to.

        Raises:
            ValidationError: with all that was wrong.
        """
    def __fasterapi_fill__(
        self, values: dict[str, Any], fields_set: Container[str], extra: dict[str, Any] | None
    ) -> None:
        """Set fields, unchecked; those in `fields_set` count as given."""
    def __fasterapi_note_set__(self, name: str) -> None:
        """A field counts as given from now on."""

def loads(text: str | bytes | bytearray | memoryview, *, duplicates: bool = True) -> Any:
    """The value of a JSON text (RFC 8259, UTF-8), as dict, list, str, int, float, bool and None.

    `duplicates`: a name may be there more than once in an object, the last one wins.

    Raises:
        ValueError: the text is no JSON, and where; an integer is longer than Python takes.
    """

def dumps(value: Any) -> bytes:
    """JSON as `json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)` writes it, as
    UTF-8.

    Raises:
        ValueError: NaN or infinity, nested too deep, or a circular reference.
        TypeError: no JSON for this type.
        UnicodeEncodeError: an unpaired surrogate.
    """

def build_info() -> dict[str, Any]:
    """{"python": "3.13.0", "free_threaded": False, "own_gil": True, "compiler": ..., "sanitizers": ...}."""
