"""What is asked of every server, and what a correct answer is."""

import json
from dataclasses import dataclass

from harness.client import Answer


@dataclass(frozen=True)
class Workload:
    """One path, asked for `depth` times in one write on each connection."""

    path: str
    depth: int = 1

    @property
    def name(self) -> str:
        name = self.path.strip("/")
        return name if self.depth == 1 else f"{name} x{self.depth}"


def mistake(path: str, answer: Answer) -> str | None:
    """Why this answer to `path` (one of the two below) is wrong, or None."""
    wanted_type, right = {
        "/plaintext": ("text/plain", answer.body == b"Hello, World!"),
        "/json": ("application/json", _is_greeting(answer.body)),
    }[path]
    if answer.status != 200:
        return f"status {answer.status}"
    content_type = answer.headers.get("content-type", "")
    if not content_type.startswith(wanted_type):
        return f"content-type {content_type!r}"
    return None if right else f"body {answer.body[:60]!r}"


def _is_greeting(body: bytes) -> bool:
    try:
        return bool(json.loads(body) == {"message": "Hello, World!"})
    except ValueError:
        return False
