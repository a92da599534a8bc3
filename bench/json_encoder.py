"""Nanoseconds that Python JSON encoders take, side by side in one run.

Usage: python bench/json_encoder.py [SECONDS]

Each is timed in rounds that take turns, SECONDS (default 0.1) in all for each document and encoder; the best
round counts. orjson and msgspec are rows where they are installed.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module

from fasterapi import _core

ROUNDS = 5

RECORD = {
    "id": 1234567,
    "name": "Grace Brewster Hopper",
    "email": "grace@example.org",
    "score": 97.25,
    "active": True,
    "tags": ["navy", "compilers"],
    "manager": None,
}
DOCUMENTS = {
    "message": {"message": "Hello, World!"},
    "1 KiB": {"items": [RECORD | {"id": number} for number in range(7)]},
    "1,000 integers": list(range(1000)),
    "1,000 floats": [number / 7 for number in range(1000)],
    "ASCII text": "a" * 10_000,
    "escaped text": 'say "hello"\n' * 1000,
    "Latin-1 text": "naïve café " * 1000,
    "CJK text": "日本語" * 1000,
    "emoji": "😀" * 1000,
}


def json_dumps(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def encoders() -> dict[str, Callable[[object], bytes]]:
    """Every encoder that can be imported, by name."""
    found: dict[str, Callable[[object], bytes]] = {"fasterapi": _core.dumps, "json": json_dumps}
    for module, function in (("orjson", "dumps"), ("msgspec.json", "encode")):
        try:
            found[module] = getattr(import_module(module), function)
        except ImportError as error:
            print(f"{module}: not measured, {error}")
    return found


def nanoseconds(encode: Callable[[object], bytes], document: object, seconds: float) -> float:
    """Of one call: the average over as many as fit into `seconds`."""
    calls = 1
    while True:
        repeated = [None] * calls
        start = time.perf_counter_ns()
        for _ in repeated:
            encode(document)
        taken = time.perf_counter_ns() - start
        if taken >= seconds * 1e9 / 2:
            return taken / calls
        calls = max(calls * 2, int(calls * seconds * 1e9 / max(taken, 1)))


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.1
    candidates = encoders()
    print(f"{'nanoseconds a call':<20}" + "".join(f"{name:>14}" for name in candidates))
    for title, document in DOCUMENTS.items():
        best = dict.fromkeys(candidates, float("inf"))
        for _ in range(ROUNDS):
            for name, encode in candidates.items():
                best[name] = min(best[name], nanoseconds(encode, document, seconds / ROUNDS))
        print(f"{title:<20}" + "".join(f"{taken:>14,.0f}" for taken in best.values()))


if __name__ == "__main__":
    main()
