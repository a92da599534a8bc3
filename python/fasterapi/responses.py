"""What a handler can return instead of a value that becomes JSON."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from fasterapi import _core
from fasterapi.datastructures import URL, MutableHeaders

if TYPE_CHECKING:
    from datetime import datetime

    from fasterapi.background import BackgroundTask, BackgroundTasks
    from fasterapi.cookies import SameSite

    Background: TypeAlias = BackgroundTask | BackgroundTasks

__all__ = [
    "FileResponse",
    "HTMLResponse",
    "JSONResponse",
    "PlainTextResponse",
    "RedirectResponse",
    "Response",
    "StreamingResponse",
]


class Response(_core.Response):
    """A status, header fields and a body: str (sent in UTF-8), bytes or None; and what is done after it.

    Subclasses set `media_type` and may override `render`.

    Raises:
        ValueError: a header name is no token, or a value holds CR, LF or NUL.
    """

    @property
    def headers(self) -> MutableHeaders:
        """The header fields, to be read and changed until the response is returned."""
        return MutableHeaders(self.raw_headers)

    def set_cookie(
        self,
        key: str,
        value: str = "",
        max_age: int | None = None,
        expires: datetime | str | int | None = None,
        path: str | None = "/",
        domain: str | None = None,
        secure: bool = False,
        httponly: bool = False,
        samesite: SameSite | None = "lax",
        partitioned: bool = False,
    ) -> None:
        """Add a Set-Cookie field (RFC 6265). `max_age` and an int `expires` count seconds from now.

        Raises:
            ValueError: the name is no token, an attribute holds what would end it, a datetime has no time
            zone.
        """
        from fasterapi.cookies import format_set_cookie

        cookie = format_set_cookie(
            key,
            value,
            max_age=max_age,
            expires=expires,
            path=path,
            domain=domain,
            secure=secure,
            httponly=httponly,
            samesite=samesite,
            partitioned=partitioned,
        )
        self.raw_headers.append((b"set-cookie", cookie.encode("latin-1")))

    def delete_cookie(
        self,
        key: str,
        path: str = "/",
        domain: str | None = None,
        secure: bool = False,
        httponly: bool = False,
        samesite: SameSite | None = "lax",
        partitioned: bool = False,
    ) -> None:
        """Make the client forget a cookie; path, domain and partitioned are those it was set with."""
        self.set_cookie(
            key,
            max_age=0,
            expires=0,
            path=path,
            domain=domain,
            secure=secure,
            httponly=httponly,
            samesite=samesite,
            partitioned=partitioned,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code}>"


class PlainTextResponse(Response):
    """Text."""

    media_type = "text/plain"


class HTMLResponse(Response):
    """A page."""

    media_type = "text/html"


class JSONResponse(_core.JSONResponse, Response):
    """`content` as JSON, written by the engine (see `_core.dumps`).

    Raises:
        TypeError, ValueError: there is no JSON for it.
    """


class RedirectResponse(Response):
    """Sends the client to `url`; what a URL cannot hold is percent-encoded, what is encoded stays."""

    def __init__(
        self,
        url: str | URL,
        status_code: int = 307,
        headers: Mapping[str, str] | None = None,
        background: Background | None = None,
    ) -> None:
        from urllib.parse import quote

        super().__init__(b"", status_code, headers, background=background)
        self.headers["location"] = quote(str(url), safe=":/%#?=@[]!$&'()*+,;")


class StreamingResponse(_core.StreamingResponse, Response):
    """A body in pieces of str or bytes, each sent when it is there.

    `content` is an async iterable, or a sync one that the thread pool advances. An error in it cuts the
    connection, so that the client knows the body is not complete.
    """

    if TYPE_CHECKING:

        def __init__(
            self,
            content: AsyncIterable[str | bytes] | Iterable[str | bytes],
            status_code: int = 200,
            headers: Mapping[str, str] | None = None,
            media_type: str | None = None,
            background: Background | None = None,
        ) -> None: ...


class FileResponse(_core.FileResponse, Response):
    """A whole file, with its media type, length, ETag and Last-Modified.

    Args:
        path: of a regular file; opened when the response is sent.
        media_type: guessed from the name if not given.
        filename: what the client shall save it as (Content-Disposition, RFC 6266).
        content_disposition_type: "attachment", or "inline" to show it.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str | None = None,
        background: Background | None = None,
        filename: str | None = None,
        content_disposition_type: str = "attachment",
    ) -> None:
        self.path = os.fspath(path)
        self.filename = filename
        media_type = media_type or _media_type_of(filename or self.path)
        super().__init__(None, status_code, headers, media_type, background)
        if filename is not None:
            self.headers.setdefault(
                "content-disposition", _disposition_of(content_disposition_type, filename)
            )

    def open(self) -> tuple[int, int]:
        """Open the file and add the header fields that depend on it.

        Returns:
            A descriptor, which is the caller's, and a length in bytes.

        Raises:
            RuntimeError: there is no such file, it is not a regular one, or it may not be read.
        """
        try:
            # Opening a FIFO would otherwise wait for its writer.
            descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError as error:
            reason = f"{error.strerror}: {os.path.abspath(self.path)!r}"  # noqa: PTH100  (which resolves no links)
            raise RuntimeError(f"FileResponse cannot open its file: {reason}") from error
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise RuntimeError(f"FileResponse needs a regular file, and {self.path!r} is none")
            self._describe(found)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor, found.st_size

    def _describe(self, found: os.stat_result) -> None:
        from fasterapi.cookies import http_date

        headers = self.headers
        headers.setdefault("last-modified", http_date(found.st_mtime))
        headers.setdefault("etag", f'"{found.st_mtime_ns:x}-{found.st_size:x}"')


def _media_type_of(name: str) -> str:
    from mimetypes import guess_type

    return guess_type(name)[0] or "application/octet-stream"


def _disposition_of(kind: str, filename: str) -> str:
    """A Content-Disposition; a name beyond plain ASCII is sent as RFC 8187 encodes it."""
    from urllib.parse import quote

    encoded = quote(filename, safe="")
    return f'{kind}; filename="{filename}"' if encoded == filename else f"{kind}; filename*=utf-8''{encoded}"
