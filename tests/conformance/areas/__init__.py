"""The tables of cases, one module an area."""

from dataclasses import replace

from ..case import Case
from . import (
    chunked,
    content_length,
    deadlines,
    expect,
    header_fields,
    host,
    limits,
    methods,
    percent,
    persistence,
    pipelining,
    request_line,
    responses,
    smuggling,
    target,
    transfer_encoding,
)

_AREAS = {
    "request line": request_line,
    "target": target,
    "percent escapes": percent,
    "host": host,
    "header fields": header_fields,
    "content-length": content_length,
    "transfer-encoding": transfer_encoding,
    "chunked": chunked,
    "smuggling": smuggling,
    "persistence": persistence,
    "pipelining": pipelining,
    "expect": expect,
    "methods": methods,
    "responses": responses,
    "limits": limits,
}

DEADLINES: tuple[Case, ...] = tuple(replace(case, area="deadlines") for case in deadlines.CASES)
"""Cases that wait until the server runs out of patience."""

CASES: tuple[Case, ...] = tuple(
    replace(case, area=area) for area, module in _AREAS.items() for case in module.CASES
)
"""All other cases: each is over as soon as the server has answered."""
