"""Point the conformance suite at a server: `python -m tests.conformance --url http://127.0.0.1:8080`.

The server must have the routes that tests/servers/__init__.py lists.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

from .run import run_all
from .score import as_json, by_number, tally, text_table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--url", required=True, help="where the server is, as http://HOST:PORT")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every verdict to this file")
    arguments = parser.parse_args()
    url = urlsplit(arguments.url)
    if url.scheme != "http" or url.hostname is None:
        parser.error("--url must be of the form http://HOST:PORT")
    verdicts = run_all((url.hostname, url.port or 80))
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(as_json(verdicts), indent=1, ensure_ascii=False) + "\n")
    for verdict in verdicts:
        if verdict.house is not None:
            level = verdict.case.level if verdict.rfc is not None else "house"
            print(f"{level:<7}{verdict.case.section:<14}{verdict.case.name}: {verdict.rfc or verdict.house}")
    by_section = tally(verdicts, lambda case: case.section)
    print()
    print(text_table("section", dict(sorted(by_section.items(), key=lambda row: by_number(row[0])))))
    return 0 if all(verdict.house is None for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
