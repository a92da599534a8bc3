"""What is asked of every server, and what a correct answer is."""

import json
from dataclasses import dataclass, replace
from typing import Any

from harness.client import Answer, Request


@dataclass(frozen=True)
class Workload:
    """One request, asked for `depth` times in one write on each connection.

    `answer` is a text or, where it is no str, what the JSON of the body stands for. Each of `refused` is
    answered 4xx by a server that checks what it is given. `connections` bounds those that ask at once.
    """

    name: str
    request: Request
    answer: Any
    refused: tuple[Request, ...] = ()
    depth: int = 1
    connections: int = 1024

    def pipelined(self, depth: int) -> "Workload":
        return replace(self, name=f"{self.name} x{depth}", depth=depth)

    def mistake(self, answer: Answer) -> str | None:
        """Why this answer is wrong, or None."""
        wanted_type = "text/plain" if isinstance(self.answer, str) else "application/json"
        if answer.status != 200:
            return f"status {answer.status}, body {answer.body[:200]!r}"
        content_type = answer.headers.get("content-type", "")
        if not content_type.startswith(wanted_type):
            return f"content-type {content_type!r}"
        return None if self._is_right(answer.body) else f"body {answer.body[:200]!r}"

    def _is_right(self, body: bytes) -> bool:
        if isinstance(self.answer, str):
            return body == self.answer.encode()
        try:
            return canonical(json.loads(body)) == canonical(self.answer)
        except ValueError:
            return False


def canonical(value: object) -> str:
    """Equal for the same JSON only: to Python, True is 1."""
    return json.dumps(value, sort_keys=True)


def plain(depth: int) -> list[Workload]:
    """A text and a small JSON, one at a time and `depth` in one write."""
    workloads = [
        Workload("plaintext", Request("/plaintext"), "Hello, World!"),
        Workload("json", Request("/json"), {"message": "Hello, World!"}),
    ]
    return workloads + [workload.pipelined(depth) for workload in workloads]
